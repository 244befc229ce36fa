"""The resource page: one thing that is worth reading, watching or using."""

from typing import Any

from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from resources.enums import ResourceType
from resources.gone import without_gone_rows
from resources.intercepts import InterceptsField
from resources.panels import RESOURCE_PANELS


class ResourcePage(Page):
    """A guide, a brief, a video: what it is, who made it, and where to get it.

    The type stands in a field and not in the title: “- Webinar” is printed beside it, never stored.
    """

    resource_type = models.CharField(
        _("type"), max_length=12, choices=ResourceType.choices, blank=True
    )
    year = models.PositiveSmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
        help_text=_("Of publication, for example 2021. Empty where nobody knows."),
    )
    description = RichTextField(
        _("description"), blank=True, features=["bold", "italic", "link", "ul", "ol"]
    )
    link_url = models.URLField(
        _("link"),
        blank=True,
        max_length=1000,
        validators=[URLValidator(schemes=["http", "https"])],
        help_text=_("Where it stands on the web."),
    )
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Where this site keeps a copy, for example a PDF."),
    )
    intercepts = InterceptsField(
        _("intercepts"), help_text=_("Of the Sequential Intercept Model, as many as fit.")
    )

    # What other models make; declared for readers and type checkers.
    producers: Any
    supporters: Any
    keyword_links: Any

    page_description = _(
        "One guide, report, video or other thing worth reading, as a file or a link."
    )
    parent_page_types = ["resources.ResourceIndexPage"]
    subpage_types: list[str] = []
    template = "resources/resource_page.html"
    content_panels = RESOURCE_PANELS

    search_fields = [
        *Page.search_fields,
        index.SearchField("description"),
        index.RelatedFields("producers", [index.SearchField("author")]),
        index.SearchField("producer_names"),
        index.FilterField("year"),
        index.FilterField("resource_type"),
    ]

    class Meta:
        verbose_name = _("resource")
        indexes = [models.Index(fields=["year"], name="resourcepage_by_year")]

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """The page of a revision, without keywords and organizations that were deleted since."""
        data = without_gone_rows(model=cls, data=data)
        return super().from_serializable_data(data, check_fks, strict_fks)

    def producer_names(self) -> str:
        """Every name of the organizations that made it, and of those that readers see instead, to search for."""
        names = []
        for row in self.producers.all():
            if organization := row.organization:
                for one in dict.fromkeys((organization, organization.canonical)):
                    names += [str(one), *(alias.text for alias in one.aliases.all())]
        return "; ".join(names)

    def get_context(self, request, *args, **kwargs):
        from resources.detail import resource_context

        context = super().get_context(request, *args, **kwargs)
        context.update(resource_context(request=request, page=self, now=timezone.now()))
        return context
