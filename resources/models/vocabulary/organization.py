"""Organizations: the bodies that produce, support and present."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.search import index

from resources.models.vocabulary.term import OtherName, Term


class Organization(Term):
    """A body that produces, supports or presents."""

    NAME, OTHER_NAMES = "name", "aliases"

    name = models.CharField(_("name"), max_length=300)
    website = models.URLField(
        _("website"),
        max_length=500,
        blank=True,
        validators=[URLValidator(schemes=["http", "https"])],
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
        help_text=_("The organization that this one belongs to, if any."),
    )

    aliases: Any

    search_fields = [
        index.SearchField("name", boost=2),
        index.AutocompleteField("name"),
        index.SearchField("acronym"),
        index.AutocompleteField("acronym"),
        index.RelatedFields(
            "aliases", [index.SearchField("text"), index.AutocompleteField("text")]
        ),
        index.FilterField("merged_into_id"),
    ]

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="organization_not_merged_into_itself",
            ),
        ]

    def clean(self):
        super().clean()
        above, passed = self.parent, {self.pk}
        while above and above.pk not in passed:
            passed.add(above.pk)
            above = above.parent
        if above and above.pk == self.pk and self.pk:
            raise ValidationError(
                {"parent": _now("An organization can’t be a part of itself. Choose another.")}
            )


class OrganizationAlias(OtherName):
    """Another name of an organization, such as one without its “The”."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["pk"]
