"""The pages of this room, as editors write them and visitors read them."""

from events.models.pages.event import EventPage
from events.models.pages.event_index import EventIndexPage
from events.models.pages.webinar import WebinarPage

__all__ = ["EventIndexPage", "EventPage", "WebinarPage"]
