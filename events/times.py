"""Local times, their zones, and how they are printed in U.S. style.

An editor writes a date, a time and a zone; a calendar program reads UTC. Nothing here reads the
clock, the language of the process or a setting: the same values always give the same words.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

# What a U.S. zone is called, the label that holds all year, and its names; the first stands for
# all. "-" means that the abbreviation of the day is the truth: the Aleutians are not on Hawaii's
# clock in summer. Arizona has no daylight saving time, hence MST and never "MT".
_US_ZONES = """
Eastern ET America/New_York US/Eastern EST5EDT America/Detroit US/Michigan America/Fort_Wayne
  America/Indianapolis America/Indiana/Indianapolis US/East-Indiana America/Indiana/Marengo
  America/Indiana/Petersburg America/Indiana/Vevay America/Indiana/Vincennes
  America/Indiana/Winamac America/Louisville America/Kentucky/Louisville
  America/Kentucky/Monticello
Central CT America/Chicago US/Central CST6CDT America/Menominee America/Indiana/Knox
  America/Knox_IN US/Indiana-Starke America/Indiana/Tell_City America/North_Dakota/Beulah
  America/North_Dakota/Center America/North_Dakota/New_Salem
Mountain MT America/Denver US/Mountain MST7MDT Navajo America/Shiprock America/Boise
Pacific PT America/Los_Angeles US/Pacific PST8PDT
Arizona MST America/Phoenix US/Arizona
Alaska AKT America/Anchorage US/Alaska America/Juneau America/Metlakatla America/Nome
  America/Sitka America/Yakutat
Aleutian - America/Adak America/Atka US/Aleutian
Hawaii HT Pacific/Honolulu US/Hawaii Pacific/Johnston
Atlantic AT America/Puerto_Rico America/St_Thomas America/Virgin
Chamorro - Pacific/Guam Pacific/Saipan
Samoa - Pacific/Pago_Pago US/Samoa Pacific/Midway
"""
_US_LINES = [line.split() for line in _US_ZONES.strip().replace("\n  ", " ").splitlines()]
_FAMILY: dict[str, tuple[str, str]] = {
    zone: (name, label.strip("-")) for name, label, *zones in _US_LINES for zone in zones
}
_ABROAD = ("", "")
_CONTINENTAL = {name: zone for name, _, zone, *_ in _US_LINES[:4]}
_FIRSTS: list[str] = [zone for _, _, zone, *_ in _US_LINES]
_US_CHOICES = (*_FIRSTS, "America/St_Thomas", "Pacific/Saipan")
_NOT_A_REGION = {"Brazil", "Canada", "Chile", "Etc", "Mexico", "SystemV", "US"}


class UnknownZone(ValueError):
    """The name is not one of the IANA time zones; carries `zone`."""

    def __init__(self, zone: object) -> None:
        self.zone = zone
        super().__init__(f"There is no time zone named {zone!r:.80}. Choose one from the list.")


class TimeDoesNotExist(ValueError):
    """Clocks jump over this local time; carries `date`, `time`, `zone` and the `jump`."""

    def __init__(
        self, *, date: dt.date, time: dt.time, zone: str, jump: tuple[dt.datetime, dt.datetime]
    ) -> None:
        self.date, self.time, self.zone, self.jump = date, time, zone, jump
        super().__init__(
            f"{format_time(time)} does not exist on {format_date(date, weekday=False)} "
            f"in {_zone_title(zone)}: clocks {_jump_text(*jump)}. Choose another time."
        )


class DateOutOfRange(ValueError):
    """The moment falls outside the years 1 to 9999 in UTC; carries `date`."""

    def __init__(self, date: dt.date) -> None:
        self.date = date
        super().__init__(f"{format_date(date, weekday=False)} is too far away. Check the year.")


def to_utc(*, date: dt.date, time: dt.time, zone: str) -> dt.datetime:
    """The moment, aware and in UTC, at which clocks in `zone` show this date and time.

    An hour that an autumn night has twice means the first one. Raises TimeDoesNotExist for an
    hour that a spring night skips, UnknownZone, and DateOutOfRange.
    """
    clock = dt.datetime.combine(date, time.replace(tzinfo=None, fold=0, microsecond=0))
    tzinfo = _zone(zone)
    try:
        moment = clock.replace(tzinfo=tzinfo).astimezone(dt.UTC)
        if moment.astimezone(tzinfo).replace(tzinfo=None, fold=0) == clock:
            return moment
    except OverflowError:
        raise DateOutOfRange(date) from None
    raise TimeDoesNotExist(date=date, time=time, zone=zone, jump=_jump(clock, tzinfo))


def zone_label(*, zone: str, at: dt.datetime) -> str:
    """The short zone that follows a time: "ET", "AKT", "HT"; "CEST", "JST"; "UTC+5:30".

    U.S. zones keep one label all year; Arizona, without daylight saving time, is "MST". Elsewhere
    it is the abbreviation at `at` (aware), or the distance from UTC. Raises UnknownZone.
    """
    moment = _local(at, zone)
    return _FAMILY.get(zone, _ABROAD)[1] or _abbreviation(moment)


def zone_name(zone: str) -> str:
    """The zone in words: "Eastern Time", "Berlin", "Buenos Aires". Raises UnknownZone."""
    _zone(zone)
    family = _FAMILY.get(zone, _ABROAD)[0]
    return f"{family} Time" if family else zone.rpartition("/")[2].replace("_", " ")


def format_time(time: dt.time) -> str:
    """The time in U.S. style: "2:00 p.m.", "noon", "midnight"; seconds are not printed."""
    if _has_name(time):
        return "noon" if time.hour else "midnight"
    return f"{_clock(time)} {_half(time)}"


def format_time_range(*, starts_at: dt.datetime, ends_at: dt.datetime, zone: str) -> str:
    """Start and end as clocks in `zone` show them: "2:00–3:30 p.m. ET", "noon–1:00 p.m. ET".

    Within one half of one day, "a.m." or "p.m." is printed once. Each end has its own label when
    the label changes between them, or when clocks go back so that the end would read earlier than
    the start. Both moments are aware. Raises UnknownZone.
    """
    start, end = _local(starts_at, zone), _local(ends_at, zone)
    labels = [zone_label(zone=zone, at=at) for at in (starts_at, ends_at)]
    if ends_at > starts_at and end.replace(tzinfo=None) <= start.replace(tzinfo=None):
        labels = [_abbreviation(start), _abbreviation(end)]
    first, last = format_time(start.time()), format_time(end.time())
    if labels[0] != labels[1]:
        return f"{first} {labels[0]}–{last} {labels[1]}"
    same_half = start.date() == end.date() and _half(start) == _half(end)
    if same_half and not _has_name(start):
        first = _clock(start)
    return f"{first}–{last} {labels[0]}"


def format_date(date: dt.date, *, weekday: bool = True, year: bool = True) -> str:
    """The date in U.S. style: "Thursday, December 3, 2026"; each end can be left out."""
    text = f"{_MONTHS[date.month - 1]} {date.day}"
    if weekday:
        text = f"{_DAYS[date.weekday()]}, {text}"
    return f"{text}, {date.year}" if year else text


def format_date_range(first: dt.date, last: dt.date) -> str:
    """Both dates, without what they share: "December 8–9, 2026", "November 30–December 2, 2026"."""
    if first.year != last.year:
        return f"{format_date(first, weekday=False)}–{format_date(last, weekday=False)}"
    start = format_date(first, weekday=False, year=False)
    if first.month != last.month:
        return f"{start}–{format_date(last, weekday=False)}"
    return f"{start}, {first.year}" if first == last else f"{start}–{last.day}, {last.year}"


def format_moment(*, at: dt.datetime, zone: str) -> str:
    """One moment in full: "December 3, 2026, at 2:00 p.m. ET". Raises UnknownZone."""
    local = _local(at, zone)
    label = zone_label(zone=zone, at=at)
    return f"{format_date(local.date(), weekday=False)}, at {format_time(local.time())} {label}"


@dataclass(frozen=True)
class DateBlock:
    """The three lines of a calendar leaf: month "Dec", day "8–9", foot "Tue–Wed" or a year."""

    month: str
    day: str
    foot: str
    is_range: bool


def date_block(*, first: dt.date, last: dt.date, today: dt.date) -> DateBlock:
    """The calendar leaf for one day or a range; its foot is the year when that isn't today's.

    A range over New Year keeps its weekdays while either of its years is today's.
    """
    ends = (first,) if first == last else (first, last)
    months = dict.fromkeys(_MONTHS[day.month - 1][:3] for day in ends)
    if today.year in (first.year, last.year):
        foot = "–".join(_DAYS[day.weekday()][:3] for day in ends)
    else:
        foot = "–".join(dict.fromkeys(str(day.year) for day in ends))
    days = "–".join(str(day.day) for day in ends)
    return DateBlock(month="–".join(months), day=days, foot=foot, is_range=len(ends) > 1)


def companion_zones(
    *, starts_at: dt.datetime, ends_at: dt.datetime, zone: str
) -> list[tuple[str, str]]:
    """The same hours in the other three continental U.S. zones, east to west, as (name, text).

    ("Central", "1:00–2:30 p.m. CT"); another date there is said. Empty for any other zone.
    """
    today = _local(starts_at, zone).date()
    name = _FAMILY.get(zone, _ABROAD)[0]
    if name not in _CONTINENTAL:
        return []
    companions = []
    for other, there in _CONTINENTAL.items():
        text = format_time_range(starts_at=starts_at, ends_at=ends_at, zone=there)
        day = _local(starts_at, there).date()
        if day != today:
            text += " the day before" if day < today else " the next day"
        companions.append((other, text))
    return [companion for companion in companions if companion[0] != name]


def zone_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Grouped choices for a form: the United States and its territories, then the world.

    A zone is listed once, so that a form marks one choice. The names are read once per process.
    """
    united_states = [(zone, _zone_title(zone)) for zone in _US_CHOICES]
    world = [(zone, zone) for zone in _world_zones()]
    return [("United States", united_states), ("World", world)]


@cache
def _world_zones() -> tuple[str, ...]:
    cities = {z for z in _known_zones() if "/" in z and z.split("/")[0] not in _NOT_A_REGION}
    return (*sorted(cities - set(_US_CHOICES)), "UTC")


@cache
def _known_zones() -> frozenset[str]:
    """Names that mean the same on every machine, so without "localtime"."""
    return frozenset(available_timezones() - {"localtime", "Factory"})


def _zone(name: object) -> ZoneInfo:
    """The zone of that exact name; a name that is not on the list never reaches the disk."""
    if not isinstance(name, str) or name not in _known_zones():
        raise UnknownZone(name)
    return ZoneInfo(name)


def _zone_title(zone: str) -> str:
    name = zone_name(zone)
    if name == "Arizona Time":
        name += ", no daylight saving"
    return name if name == zone else f"{name} ({zone})"


def _local(at: dt.datetime, zone: str) -> dt.datetime:
    """`at` on the clocks of `zone`; a naive one would be read in the server's own zone."""
    tzinfo = _zone(zone)
    if at.utcoffset() is None:
        raise ValueError(f"{at!r} has no time zone: pass an aware datetime.")
    return at.astimezone(tzinfo)


def _jump(clock: dt.datetime, tzinfo: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    """What clocks show just before and just after they jump over `clock`, to the second."""
    before = clock.replace(tzinfo=tzinfo).utcoffset() or dt.timedelta()
    after = clock.replace(tzinfo=tzinfo, fold=1).utcoffset() or dt.timedelta()
    earlier, later = clock - after, clock - before
    while later - earlier > dt.timedelta(seconds=1):
        middle = earlier + (later - earlier) // 2
        offset = middle.replace(tzinfo=dt.UTC).astimezone(tzinfo).utcoffset()
        earlier, later = (middle, later) if offset == before else (earlier, middle)
    jump = later.replace(microsecond=0)
    return jump + before, jump + after


def _jump_text(start: dt.datetime, end: dt.datetime) -> str:
    """ "jump from 2:00 to 3:00", with a.m. and p.m. only where the two ends differ."""
    if _half(start) == _half(end) and not _has_name(start):
        return f"jump from {_clock(start)} to {_clock(end)}"
    return f"jump from {format_time(start.time())} to {format_time(end.time())}".removesuffix(".")


def _abbreviation(local: dt.datetime) -> str:
    name = local.tzname() or ""
    if name.isascii() and name.isalpha():
        return name
    minutes = int((local.utcoffset() or dt.timedelta()).total_seconds() // 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}"


def _clock(time: dt.time | dt.datetime) -> str:
    return f"{time.hour % 12 or 12}:{time.minute:02}"


def _half(time: dt.time | dt.datetime) -> str:
    return "a.m." if time.hour < 12 else "p.m."


def _has_name(time: dt.time | dt.datetime) -> bool:
    return time.minute == 0 and time.hour % 12 == 0
