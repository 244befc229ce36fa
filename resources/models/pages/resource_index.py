"""The resource index: the library's list, with its topics."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from resources.panels import RESOURCE_INDEX_PANELS


class ResourceIndexPage(Page):
    """The library: every resource below it with filters, and its topics."""

    introduction = models.TextField(
        _("introduction"),
        blank=True,
        max_length=400,
        help_text=_("One or two sentences above the list."),
    )

    subpage_types = ["resources.TopicPage", "resources.ResourcePage"]
    template = "resources/resource_index_page.html"
    content_panels = RESOURCE_INDEX_PANELS

    class Meta:
        verbose_name = _("resource index")

    def get_context(self, request, *args, **kwargs):
        from resources.listing import listing_context

        context = super().get_context(request, *args, **kwargs)
        context.update(listing_context(request=request, index=self, now=timezone.now()))
        return context
