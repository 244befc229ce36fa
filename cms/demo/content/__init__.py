"""What the demo shows: invented people, events and pages, as plain frozen data."""

from .pages import (
    ACCESSIBILITY,
    CODE_OF_CONDUCT,
    EVENT_INDEX,
    HELP_EMAIL,
    HELP_PHONE,
    HOME,
    PAGES,
    SITE_NAME,
)
from .past import PAST, VIDEO
from .registrants import FULL_EVENT, registrations
from .shapes import (
    DemoEvent,
    DemoHome,
    DemoPage,
    DemoRegistration,
    DemoSession,
    DemoSpeaker,
    DemoTask,
    DemoVideo,
    session_dates,
)
from .speakers import SPEAKERS
from .upcoming import LIVE_AND_UPCOMING

EVENTS = LIVE_AND_UPCOMING + PAST

__all__ = [
    "ACCESSIBILITY",
    "CODE_OF_CONDUCT",
    "EVENTS",
    "EVENT_INDEX",
    "FULL_EVENT",
    "HELP_EMAIL",
    "HELP_PHONE",
    "HOME",
    "PAGES",
    "SITE_NAME",
    "SPEAKERS",
    "VIDEO",
    "DemoEvent",
    "DemoHome",
    "DemoPage",
    "DemoRegistration",
    "DemoSession",
    "DemoSpeaker",
    "DemoTask",
    "DemoVideo",
    "registrations",
    "session_dates",
]
