"""The editor's forms of the library: which field stands where."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    PageChooserPanel,
)
from wagtail.models import Page

from resources.rows import ChosenRowsPanel, RowFormPanel, keywords_panel

RESOURCE_INDEX_PANELS = [*Page.content_panels, FieldPanel("introduction")]

TOPIC_PANELS = [
    *Page.content_panels,
    FieldPanel("introduction"),
    RowFormPanel(
        "entries",
        heading=_("Entries"),
        label=_("entry"),
        panels=[PageChooserPanel("page"), FieldPanel("is_highlighted")],
        help_text=_(
            "Drag to put them in order. An entry may be any page: a webinar is linked, not copied."
        ),
    ),
]

RESOURCE_PANELS = [
    *Page.content_panels,
    FieldRowPanel([FieldPanel("resource_type"), FieldPanel("year")]),
    FieldPanel("description"),
    MultiFieldPanel([FieldPanel("link_url"), FieldPanel("document")], heading=_("Where to get it")),
    RowFormPanel(
        "producers",
        heading=_("Produced by"),
        label=_("producer"),
        panels=[FieldRowPanel([FieldPanel("organization"), FieldPanel("author")])],
    ),
    ChosenRowsPanel(
        "supporters",
        chooser_field_name="organization",
        heading=_("Supported by"),
        label=_("supporter"),
        panels=[FieldPanel("organization")],
    ),
    keywords_panel(),
    FieldPanel("intercepts"),
]
