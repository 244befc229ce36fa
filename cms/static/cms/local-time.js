/* Adds the visitor's own time beside an event's, where their clocks show something else.
 *
 * <span data-starts="2026-12-03T19:00:00+00:00" data-ends="…" data-zone="America/New_York">
 * is followed by <span class="own-time">11:00 a.m.–12:30 p.m. your time</span>. Without this
 * script, or in a browser that does not know the zone, the page is complete as it is.
 */
(() => {
  "use strict";

  const FIELDS = {
    weekday: "long", year: "numeric", month: "long", day: "numeric",
    hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  };

  /** What clocks and calendars show at `date` in `zone`; without a zone, in the visitor's own. */
  function local(date, zone) {
    const format = new Intl.DateTimeFormat("en-US", { ...FIELDS, timeZone: zone });
    const parts = Object.fromEntries(format.formatToParts(date).map((part) => [part.type, part.value]));
    const hour = Number(parts.hour) % 24;
    return {
      day: `${parts.weekday}, ${parts.month} ${parts.day}, ${parts.year}`,
      clock: `${hour % 12 || 12}:${parts.minute}`,
      half: hour < 12 ? "a.m." : "p.m.",
    };
  }

  function same(one, other) {
    return one.day === other.day && one.clock === other.clock && one.half === other.half;
  }

  function words(time) {
    const name = { "12:00 a.m.": "midnight", "12:00 p.m.": "noon" };
    const text = `${time.clock} ${time.half}`;
    return name[text] || text;
  }

  /** "2:00–3:30 p.m.": the half of the day is printed once where both ends share it. */
  function range(start, end) {
    const shared = start.day === end.day && start.half === end.half;
    const first = words(start);
    return `${shared && first.includes(":") ? start.clock : first}–${words(end)}`;
  }

  function ownTime(starts, ends, zone) {
    const start = local(starts);
    const end = local(ends);
    const there = local(starts, zone);
    if (same(start, there) && same(end, local(ends, zone))) return "";
    const hours = `${range(start, end)} your time`;
    return start.day === there.day ? hours[0].toUpperCase() + hours.slice(1) : `${start.day}, ${hours}`;
  }

  for (const element of document.querySelectorAll("[data-starts][data-ends][data-zone]")) {
    try {
      const { starts, ends, zone } = element.dataset;
      const text = zone && ownTime(new Date(starts), new Date(ends), zone);
      if (text) {
        const own = document.createElement("span");
        own.className = "own-time";
        own.textContent = text;
        element.after(" ", own);
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error; // an unknown zone, an unreadable moment
    }
  }
})();
