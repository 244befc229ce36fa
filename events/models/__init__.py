"""Events as editors write them, and the calendar records that outlive them."""

from events.models.calendar_record import CalendarRecord, FeedVersion
from events.models.links import (
    CaptionTrack,
    EventFile,
    EventKeyword,
    EventResource,
    EventTopic,
    Presenter,
)
from events.models.pages import EventIndexPage, EventPage, WebinarPage
from events.models.secret_feed import SecretFeed
from events.models.sessions import Session
from events.models.staff_feed import StaffFeed
from events.models.state import EventState

__all__ = [
    "CalendarRecord",
    "CaptionTrack",
    "EventFile",
    "EventIndexPage",
    "EventKeyword",
    "EventPage",
    "EventResource",
    "EventState",
    "EventTopic",
    "FeedVersion",
    "Presenter",
    "SecretFeed",
    "Session",
    "StaffFeed",
    "WebinarPage",
]
