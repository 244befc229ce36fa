"""What joins the library's pages to its vocabulary and to other pages."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from resources.models.pages import ResourcePage, TopicPage
from resources.models.vocabulary import Keyword, Organization


class ResourceProducer(Orderable):
    """Who made a resource: an organization, or a person by name."""

    page = ParentalKey(ResourcePage, on_delete=models.CASCADE, related_name="producers")
    organization = models.ForeignKey(
        Organization,
        verbose_name=_("organization"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    author = models.CharField(
        _("or a person"),
        max_length=200,
        blank=True,
        help_text=_("One author in each row, for example Luz Ferreira."),
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("producer")
        constraints = [
            models.CheckConstraint(
                condition=Q(organization=None) ^ Q(author=""),
                name="resourceproducer_one_of_two",
            ),
        ]

    def __str__(self):
        return str(self.organization.canonical) if self.organization else self.author

    def clean(self):
        super().clean()
        if bool(self.organization_id) == bool(self.author):
            raise ValidationError(
                {"author": _("Choose an organization or write a person’s name, one of the two.")}
            )


class ResourceSupporter(Orderable):
    """Who paid for a resource, or stood behind it."""

    page = ParentalKey(ResourcePage, on_delete=models.CASCADE, related_name="supporters")
    organization = models.ForeignKey(
        Organization, verbose_name=_("organization"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("supporter")

    def __str__(self):
        return str(self.organization.canonical)


class ResourceKeyword(Orderable):
    """What a resource is about."""

    page = ParentalKey(ResourcePage, on_delete=models.CASCADE, related_name="keyword_links")
    keyword = models.ForeignKey(
        Keyword, verbose_name=_("keyword"), on_delete=models.PROTECT, related_name="+"
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("keyword")

    def __str__(self):
        return str(self.keyword.canonical)


class TopicEntry(Orderable):
    """A page that a topic lists, in the editors' order: a resource, a webinar, or any other. Never a copy."""

    topic = ParentalKey(TopicPage, on_delete=models.CASCADE, related_name="entries")
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), on_delete=models.CASCADE, related_name="+"
    )
    is_highlighted = models.BooleanField(
        _("highlighted"), default=False, help_text=_("Highlighted entries come first.")
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")

    def __str__(self):
        return str(self.page)
