"""The shapes of the demo's content. Plain data: no Django, no database, no clock."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Literal


@dataclass(frozen=True)
class DemoSpeaker:
    """An invented person. `biography` holds paragraphs, `links` pairs of text and address."""

    slug: str
    name: str
    title: str
    organization: str
    biography: tuple[str, ...]
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class DemoSession:
    """One sitting of an event; `day_offset` counts days from the day the demo is dated.

    `seats` is its own number of places, where people choose sessions.
    """

    day_offset: int
    start: time
    end: time
    seats: int | None = None


@dataclass(frozen=True)
class DemoVideo:
    """The uploaded recording: names of files in `files/`; captions as (language, label, file)."""

    file: str
    poster: str
    poster_alt: str
    captions: tuple[tuple[str, str, str], ...]
    seconds: int


@dataclass(frozen=True)
class DemoEvent:
    """An event as an editor would fill it in.

    `presenters` are (speaker slug, title, organization) as of that event; `files`
    are (title, role, file name). With `live`, only the length of the session
    counts: the demo places it around the present moment. `keywords` are labels,
    `topics` and `resources` slugs of the demo's library.
    """

    slug: str
    kind: Literal["webinar", "event"]
    title: str
    summary: str
    description: str
    delivery: Literal["virtual", "in_person", "hybrid"]
    sessions: tuple[DemoSession, ...]
    zone: str = "America/New_York"
    place_name: str = ""
    place_address: str = ""
    place_city: str = ""
    join_url: str = ""
    join_visibility: Literal["public", "registrants"] = "registrants"
    audience: str = ""
    presented_by: str = "Crisis Response TTA Center"
    funder: str = ""
    registration_covers: Literal["all", "chosen"] = "all"
    capacity: int | None = None
    recording_plan: Literal["planned", "none"] = "planned"
    recording_expected_days: int | None = None
    presenters: tuple[tuple[str, str, str], ...] = ()
    files: tuple[tuple[str, Literal["slides", "handout", "transcript"], str], ...] = ()
    recording: Literal["", "video", "link"] = ""
    recording_url: str = ""
    recording_minutes: int | None = None
    contact_name: str = "Event desk"
    contact_email: str = "events@tta.example"
    contact_phone: str = "(555) 555-0142"
    state: Literal["scheduled", "cancelled", "postponed"] = "scheduled"
    state_reason: str = ""
    state_next_step: str = ""
    legacy: bool = False
    live: bool = False
    keywords: tuple[str, ...] = ()
    intercepts: tuple[int, ...] = ()
    topics: tuple[str, ...] = ()
    resources: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoRegistration:
    """One person who registers for the event with this slug, or for these of its sessions, 0 for the first."""

    event: str
    name: str
    email: str
    organization: str
    role: str
    needs_interpreter: bool = False
    needs_slides_early: bool = False
    other_needs: str = ""
    sessions: tuple[int, ...] = ()


@dataclass(frozen=True)
class DemoKeyword:
    """A keyword with the other words by which people look for it."""

    label: str
    acronym: str = ""
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoOrganization:
    """A body that produces or supports; `parent` is the name of another one of the demo."""

    name: str
    acronym: str = ""
    aliases: tuple[str, ...] = ()
    parent: str = ""
    website: str = ""


@dataclass(frozen=True)
class DemoResource:
    """Something in the library.

    `producers` and `supporters` are names of organizations, `authors` those of
    people, `keywords` labels. Without a `year`, `undated` says why, as the last
    sentence of the description. `file` is a name in `files/`.
    """

    slug: str
    title: str
    type: str
    description: str
    keywords: tuple[str, ...]
    intercepts: tuple[int, ...] = ()
    producers: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    year: int | None = None
    undated: str = ""
    url: str = ""
    file: str = ""


@dataclass(frozen=True)
class DemoTopic:
    """A curated list: slugs of resources and events in the editors' order, the highlighted first."""

    slug: str
    title: str
    introduction: str
    highlighted: tuple[str, ...]
    others: tuple[str, ...]


@dataclass(frozen=True)
class DemoTask:
    """One of the three things to do that the home page offers."""

    title: str
    text: str


@dataclass(frozen=True)
class DemoHome:
    """The words of the home page."""

    hero_title: str
    lead: str
    tasks: tuple[DemoTask, DemoTask, DemoTask]


@dataclass(frozen=True)
class DemoPage:
    """A plain page: a title, one sentence for search results, and simple HTML."""

    slug: str
    title: str
    summary: str
    body: str


def session_dates(event: DemoEvent, *, today: date) -> tuple[date, ...]:
    """The day of each session, seen from `today`; none falls on a Saturday or Sunday.

    All sessions of an event move together: forward when it is still to come, back
    when it is over, so that a shift never changes which of the two it is. A live
    event stays on `today`, whatever day that is.
    """
    if event.live:
        return tuple(today for _ in event.sessions)
    step = -1 if event.sessions and event.sessions[-1].day_offset < 0 else 1
    for shift in range(7):
        days = tuple(
            today + timedelta(days=session.day_offset + step * shift) for session in event.sessions
        )
        if all(day.weekday() < 5 for day in days):
            return days
    raise ValueError(f"The sessions of {event.slug} can't avoid a weekend.")
