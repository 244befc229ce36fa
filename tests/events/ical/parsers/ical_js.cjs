// Reads a calendar from standard input with ical.js and prints, as JSON, the events.

const fs = require("node:fs");

async function main() {
  const path = require.resolve("ical.js");
  const loaded = await import(path);
  const ICAL = loaded.default ?? loaded;
  const calendar = new ICAL.Component(ICAL.parse(fs.readFileSync(0, "utf8")));
  const entries = calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    const seconds = (time) => time.toJSDate().getTime() / 1000;
    return [seconds(event.startDate), seconds(event.endDate), event.summary, event.uid];
  });
  const method = calendar.getFirstPropertyValue("method");
  const invitations = calendar
    .getAllSubcomponents("vevent")
    .map((component) => new ICAL.Event(component))
    .filter((event) => event.attendees.length)
    .map((event) => {
      const attendees = event.attendees.map((attendee) => [
        attendee.getFirstValue(),
        attendee.getParameter("cn") ?? "",
        attendee.getParameter("partstat"),
      ]);
      return [method, String(event.sequence), event.organizer, attendees];
    });
  console.log(JSON.stringify({ entries, problems: [], invitations }));
}

main();
