"""The vocabulary that joins everything: keywords and organizations, each with its other names."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.search import index

from resources.names import name_key, tidy_name
from resources.signals import vocabulary_changed
from resources.slugs import free_slug


class TermQuerySet(models.QuerySet):
    def current(self):
        """Terms that were not merged into another."""
        return self.filter(merged_into=None)

    def called(self, text: str):
        """Terms with this name, acronym or other name, whatever its case and spaces; merged ones too."""
        key = name_key(text)
        by_other_name = Q(**{f"{self.model.OTHER_NAMES}__key": key})  # ty: ignore[unresolved-attribute]
        return self.filter(Q(key=key) | Q(acronym_key=key) | by_other_name).distinct()


class Term(index.Indexed, ClusterableModel):
    """One thing of the vocabulary under its name. `key` makes doubles by case or space impossible.

    A merged term stays, with `merged_into` set: pages and old versions keep naming it, and readers
    see the other one. So a merge can be undone.
    """

    NAME: str
    OTHER_NAMES: str

    acronym = models.CharField(
        _("acronym"), max_length=30, blank=True, help_text=_("For example SIM.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        unique=True,
        blank=True,
        help_text=_("The end of its address. Empty: made from the name."),
    )
    key = models.CharField(max_length=300, unique=True, editable=False)
    acronym_key = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
    )

    objects = TermQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.name_text} ({self.acronym})" if self.acronym else self.name_text

    @property
    def name_text(self) -> str:
        return getattr(self, self.NAME)

    @property
    def canonical(self) -> "Term":
        """What readers see: itself, or what it was merged into (`select_related` it)."""
        return self.merged_into or self

    def full_clean(self, *args, **kwargs):
        self.settle()
        super().full_clean(*args, **kwargs)

    def clean(self):
        super().clean()
        if other := self.same_name():
            raise ValidationError(
                {
                    self.NAME: _now("“%(name)s” is in the vocabulary already: %(other)s.")
                    % {"name": self.name_text, "other": other}
                }
            )

    def save(self, *args, **kwargs):
        self.settle()
        with transaction.atomic():
            super().save(*args, **kwargs)
            vocabulary_changed.send(sender=type(self), term=self)

    def delete(self, *args, **kwargs):
        with transaction.atomic():
            result = super().delete(*args, **kwargs)
            vocabulary_changed.send(sender=type(self), term=self)
        return result

    def settle(self) -> None:
        """Tidy the names and set what follows from them."""
        setattr(self, self.NAME, tidy_name(self.name_text))
        self.acronym = tidy_name(self.acronym)
        self.key, self.acronym_key = name_key(self.name_text), name_key(self.acronym)
        if not self.slug:
            self.slug = free_slug(model=type(self), text=self.name_text, pk=self.pk)

    def same_name(self) -> "Term | None":
        """Another term that has this name as its name or as another name."""
        by_other_name = Q(**{f"{self.OTHER_NAMES}__key": self.key})
        others = type(self)._default_manager.exclude(pk=self.pk)
        return others.filter(Q(key=self.key) | by_other_name).first()


class OtherName(models.Model):
    """Another name of a term; no two terms share one."""

    text = models.CharField(_("name"), max_length=300)
    key = models.CharField(max_length=300, unique=True, editable=False)

    class Meta:
        abstract = True

    def __str__(self):
        return self.text

    def save(self, *args, **kwargs):
        self.settle()
        super().save(*args, **kwargs)

    def full_clean(self, *args, **kwargs):
        self.settle()
        super().full_clean(*args, **kwargs)

    def settle(self) -> None:
        self.text = tidy_name(self.text)
        self.key = name_key(self.text)


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


class OrganizationAlias(OtherName):
    """Another name of an organization, such as one without its “The”."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="aliases")

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["pk"]
