"""Keywords: what things are about, as people look for them."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.search import index

from resources.models.vocabulary.term import OtherName, Term


class Keyword(Term):
    """What something is about, as people look for it."""

    NAME, OTHER_NAMES = "label", "synonyms"

    label = models.CharField(
        _("keyword"), max_length=120, help_text=_("For example Peer support specialists.")
    )

    # What other models make; declared for readers and type checkers.
    synonyms: Any

    search_fields = [
        index.SearchField("label", boost=2),
        index.AutocompleteField("label"),
        index.SearchField("acronym"),
        index.AutocompleteField("acronym"),
        index.RelatedFields(
            "synonyms", [index.SearchField("text"), index.AutocompleteField("text")]
        ),
        index.FilterField("merged_into_id"),
    ]

    class Meta:
        verbose_name = _("keyword")
        verbose_name_plural = _("keywords")
        ordering = ["key"]
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
                name="keyword_not_merged_into_itself",
            ),
        ]

    def get_absolute_url(self):
        return reverse("resources:keyword", args=[self.slug])


class KeywordSynonym(OtherName):
    """Another word for a keyword, by which it is found."""

    keyword = ParentalKey(Keyword, on_delete=models.CASCADE, related_name="synonyms")

    class Meta:
        verbose_name = _("synonym")
        ordering = ["pk"]
