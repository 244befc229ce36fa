"""What keywords and organizations share: a name, an acronym, other names, and being merged."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.search import index

from resources.names import name_key, tidy_name
from resources.signals import vocabulary_changed
from resources.slugs import free_slug

LONGEST_KEY, LONGEST_ACRONYM_KEY = 300, 60
LONGEST_SEARCH, MOST_WORDS = 200, 12


def _has_other_name(model, **lookup) -> Q:
    """Terms of `model` one of whose other names fits."""
    rel = model._meta.get_field(model.OTHER_NAMES)
    rows = rel.related_model._default_manager.filter(**lookup)
    return Q(pk__in=rows.values(rel.field.attname))


class TermQuerySet(models.QuerySet):
    def current(self):
        """Terms that were not merged into another."""
        return self.filter(merged_into=None)

    def called(self, text: str):
        """Terms with this name, acronym or other name, whatever its case and spaces; merged ones too."""
        key = name_key(text)
        return self.filter(Q(key=key) | Q(acronym_key=key) | _has_other_name(self.model, key=key))

    def matching(self, text: str):
        """Terms with every word of `text` somewhere in their name, acronym or other names, in any case."""
        found = self
        for word in name_key(text[:LONGEST_SEARCH]).split()[:MOST_WORDS]:
            found = found.filter(
                Q(key__contains=word)
                | Q(acronym_key__contains=word)
                | _has_other_name(self.model, key__contains=word)
            )
        return found


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
    key = models.CharField(max_length=LONGEST_KEY, unique=True, editable=False)
    acronym_key = models.CharField(
        max_length=LONGEST_ACRONYM_KEY, blank=True, editable=False, db_index=True
    )
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
        errors = {}
        if len(self.key) > LONGEST_KEY:
            errors[self.NAME] = _now("This is too long. Use plain letters, or fewer of them.")
        elif other := self.same_name():
            errors[self.NAME] = name_is_taken(name=self.name_text, by=other)
        if len(self.acronym_key) > LONGEST_ACRONYM_KEY:
            errors["acronym"] = _now("This is too long. Use plain letters, or fewer of them.")
        if errors:
            raise ValidationError(errors)

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
        return type(self).holders([self.key], but=self.pk).get(self.key)

    @classmethod
    def holders(cls, keys: Iterable[str], *, but=None) -> "dict[str, Term]":
        """Which terms hold these names, as a name or as another name, less the term `but`. Two queries."""
        keys = set(keys)
        rel: Any = cls._meta.get_field(cls.OTHER_NAMES)
        rows = rel.related_model._default_manager.filter(key__in=keys)
        rows = rows.exclude(**{rel.field.attname: but})
        rows = rows.select_related(f"{rel.field.name}__merged_into")
        found = {row.key: getattr(row, rel.field.name) for row in rows}
        terms = cls._default_manager.filter(key__in=keys).exclude(pk=but)
        return found | {term.key: term for term in terms.select_related("merged_into")}


def name_is_taken(*, name: str, by: Term) -> str:
    """The sentence for whoever writes a name that another term has."""
    if by.merged_into:
        words = _now("“%(name)s” is in the vocabulary already: %(other)s, merged into %(into)s.")
    else:
        words = _now("“%(name)s” is in the vocabulary already: %(other)s.")
    return words % {"name": name, "other": by, "into": by.merged_into}


class OtherName(models.Model):
    """Another name of a term; no two terms share one. The admin's form compares it with the terms' names."""

    text = models.CharField(_("name"), max_length=300)
    key = models.CharField(max_length=LONGEST_KEY, unique=True, editable=False)

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

    def clean(self):
        super().clean()
        if len(self.key) > LONGEST_KEY:
            raise ValidationError(
                {"text": _now("This is too long. Use plain letters, or fewer of them.")}
            )

    def settle(self) -> None:
        self.text = tidy_name(self.text)
        self.key = name_key(self.text)
