"""The event index: the list of all events below it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from events.panels import EVENT_INDEX_PANELS


class EventIndexPage(Page):
    """The list of all events below it: upcoming and past, with filters."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences above the list."),
    )

    subpage_types = ["events.EventPage", "events.WebinarPage"]
    template = "events/event_index_page.html"
    content_panels = EVENT_INDEX_PANELS

    class Meta:
        verbose_name = _("event index")

    def get_context(self, request, *args, **kwargs):
        from events.listing import listing_context

        context = super().get_context(request, *args, **kwargs)
        context.update(listing_context(request=request, index=self, now=timezone.now()))
        return context
