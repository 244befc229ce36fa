"""The shapes of the demo's requests for TTA."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True)
class DemoMilestone:
    """One milestone; `due` and `done` in days from now, at least one of them."""

    text: str
    due: int | None = None
    done: int | None = None
    note: str = ""


@dataclass(frozen=True)
class DemoEventOfRequest:
    """What an editor adds when a request becomes an event."""

    slug: str
    summary: str


@dataclass(frozen=True)
class DemoRequest:
    """A request as its agency wrote it, and the stage that it came to. `contact` is name, role, address.

    `provider` counts PROVIDERS. `comment` is what was written with the last move.
    """

    stage: str
    days_ago: int
    agency: str
    place: str
    agency_type: str
    contact: tuple[str, str, str]
    tta_type: str
    title: str
    narrative: str
    public_description: str = ""
    area: str = ""
    sub_topics: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    event_in_days: int | None = None
    times: tuple[time, time] | None = None
    zone: str = "America/New_York"
    delivery: str = ""
    place_name: str = ""
    people: int | None = None
    provider: int | None = None
    in_catalog: bool = False
    letter: str = ""
    is_practice: bool = False
    practice: str = ""
    is_emerging: bool = False
    need: str = ""
    intercepts: tuple[int, ...] = ()
    comment: str = ""
    event: DemoEventOfRequest | None = None
    milestones: tuple[DemoMilestone, ...] = ()
