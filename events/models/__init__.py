"""Events as editors write them, and the calendar records that outlive them."""

from events.models.calendar_record import CalendarRecord, FeedVersion
from events.models.links import CaptionTrack, EventFile, Presenter
from events.models.pages import EventIndexPage, EventPage, WebinarPage
from events.models.sessions import Session
from events.models.state import EventState

__all__ = [
    "CalendarRecord",
    "CaptionTrack",
    "EventFile",
    "EventIndexPage",
    "EventPage",
    "EventState",
    "FeedVersion",
    "Presenter",
    "Session",
    "WebinarPage",
]
