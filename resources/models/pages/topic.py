"""The topic page: what is worth reading on one subject, chosen and put in order by editors."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from resources.panels import TOPIC_PANELS
from resources.signals import topic_synced


class TopicPage(Page):
    """A curated list. A topic is not the keyword of the same name: people decide what is in it."""

    introduction = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link", "ul", "ol"]
    )

    entries: Any

    page_description = _("A list on one subject: resources and events, in the order you choose.")
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: list[str] = []
    template = "resources/topic_page.html"
    content_panels = TOPIC_PANELS

    search_fields = [*Page.search_fields, index.SearchField("introduction")]

    class Meta:
        verbose_name = _("topic")

    def save(self, *args, **kwargs):
        """Write the topic and its entries, and say so in the same transaction."""
        with transaction.atomic():
            super().save(*args, **kwargs)
            topic_synced.send(sender=TopicPage, topic=self)

    def get_context(self, request, *args, **kwargs):
        from resources.topics import topic_context

        context = super().get_context(request, *args, **kwargs)
        context.update(topic_context(request=request, page=self, now=timezone.now()))
        return context
