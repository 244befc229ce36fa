"""What editors may put into the body of any page."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.models import Site

from events.cards import event_cards
from events.enums import Delivery
from events.models import EventIndexPage
from events.queries import upcoming_events


class UpcomingEventsBlock(blocks.StructBlock):
    """The next events of the site, as rows."""

    heading = blocks.CharBlock(max_length=80, default=_("Upcoming events"))
    number = blocks.IntegerBlock(
        min_value=1, max_value=12, default=3, help_text=_("How many events to show, 1 to 12.")
    )
    delivery = blocks.ChoiceBlock(
        choices=Delivery.choices, required=False, help_text=_("Empty: every kind.")
    )

    class Meta:
        icon = "date"
        label = _("Upcoming events")
        template = "events/blocks/upcoming_events.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context=parent_context)
        request = (parent_context or {}).get("request")
        site = Site.find_for_request(request) if request else None
        now = timezone.now()
        events = upcoming_events(now=now)
        index = EventIndexPage.objects.live().public()
        if site:
            events, index = (
                events.descendant_of(site.root_page),
                index.descendant_of(site.root_page),
            )
        if value.get("delivery"):
            events = events.filter(delivery=value["delivery"])
        first = index.first()
        context["cards"] = event_cards(
            events=events[: value.get("number") or 3], now=now, request=request
        )
        context["all_url"] = first.get_url(request) if first else ""
        return context
