"""What the demo shows: people, events, pages and a library, as plain frozen data."""

from .library import LIBRARY_INTRODUCTION, RESOURCES
from .pages import (
    ACCESSIBILITY,
    ASSISTANCE,
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
    DemoKeyword,
    DemoOrganization,
    DemoPage,
    DemoRegistration,
    DemoResource,
    DemoSession,
    DemoSpeaker,
    DemoTask,
    DemoTopic,
    DemoVideo,
    session_dates,
)
from .speakers import SPEAKERS
from .topics import TOPICS
from .upcoming import LIVE_AND_UPCOMING
from .vocabulary import KEYWORDS, ORGANIZATIONS

EVENTS = LIVE_AND_UPCOMING + PAST

__all__ = [
    "ACCESSIBILITY",
    "ASSISTANCE",
    "CODE_OF_CONDUCT",
    "EVENTS",
    "EVENT_INDEX",
    "FULL_EVENT",
    "HELP_EMAIL",
    "HELP_PHONE",
    "HOME",
    "KEYWORDS",
    "LIBRARY_INTRODUCTION",
    "ORGANIZATIONS",
    "PAGES",
    "RESOURCES",
    "SITE_NAME",
    "SPEAKERS",
    "TOPICS",
    "VIDEO",
    "DemoEvent",
    "DemoHome",
    "DemoKeyword",
    "DemoOrganization",
    "DemoPage",
    "DemoRegistration",
    "DemoResource",
    "DemoSession",
    "DemoSpeaker",
    "DemoTask",
    "DemoTopic",
    "DemoVideo",
    "registrations",
    "session_dates",
]
