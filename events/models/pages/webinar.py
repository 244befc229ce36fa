"""The webinar page: an event that is broadcast."""

from django.utils.translation import gettext_lazy as _

from events.enums import Delivery
from events.models.pages.event import EventPage


class WebinarPage(EventPage):
    """A virtual or hybrid event that is broadcast and, as a rule, recorded."""

    page_description = _("An event that is broadcast online and, as a rule, recorded.")
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    template = "events/event_page.html"

    class Meta:
        verbose_name = _("webinar")

    def __init__(self, *args, **kwargs):
        if not args:  # a row from the database comes as positional values
            kwargs.setdefault("delivery", Delivery.VIRTUAL)
        super().__init__(*args, **kwargs)
