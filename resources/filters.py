"""The filters of the library's list: what they offer, and which resources they leave."""

import re
from collections.abc import Callable, Sequence

from django import forms
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.query import PageQuerySet

from resources.enums import Intercept, ResourceType
from resources.models import (
    Keyword,
    Organization,
    ResourceKeyword,
    ResourceProducer,
    TopicEntry,
    TopicPage,
)
from resources.queries import filed_under

Choices = dict[str, list[tuple[str, str]]]

# What an address may hold of a term: longer or otherwise made ones are no slugs.
SLUG = re.compile(r"[-\w]{1,100}", re.ASCII)


def choice(label, *, everything, unknown) -> forms.ChoiceField:
    field = forms.ChoiceField(
        label=label, required=False, error_messages={"invalid_choice": unknown}
    )
    field.everything = everything  # ty: ignore[missing-attribute]
    return field


class ResourceFilterForm(forms.Form):
    """The filters as a GET form; an unknown value is named at its field and left out."""

    keyword = choice(
        _("Keyword"),
        everything=_("All keywords"),
        unknown=_("There is nothing under the keyword “%(value)s”. Choose one from the list."),
    )
    topic = choice(
        _("Topic"),
        everything=_("All topics"),
        unknown=_("There is nothing in a topic “%(value)s”. Choose one from the list."),
    )
    type = choice(
        _("Type"),
        everything=_("All types"),
        unknown=_("There is nothing of the type “%(value)s”. Choose one from the list."),
    )
    producer = choice(
        _("Produced by"),
        everything=_("Everybody"),
        unknown=_("There is nothing by “%(value)s”. Choose an organization from the list."),
    )
    year = choice(
        _("Year"),
        everything=_("All years"),
        unknown=_("There is nothing from “%(value)s”. Choose a year from the list."),
    )
    intercept = choice(
        _("Intercept"),
        everything=_("All intercepts"),
        unknown=_("There is nothing at the intercept “%(value)s”. Choose one from the list."),
    )

    def __init__(self, *args, choices: Choices, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            everything = ("", field.everything)  # ty: ignore[missing-attribute]
            field.choices = [everything, *choices[name]]  # ty: ignore[missing-attribute]

    @property
    def chosen(self) -> dict[str, str]:
        """The filters in use, by their names."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


def filter_choices(*, resources: PageQuerySet, topics: Sequence[TopicPage]) -> Choices:
    """What occurs in `resources`, and nothing else: 3 queries. `topics` are those that list some of them."""
    pages = resources.order_by().values("pk")
    facts = list(resources.order_by().values_list("resource_type", "year", "intercepts").distinct())
    types = {kind for kind, _year, _intercepts in facts}
    years = {year for _kind, year, _intercepts in facts if year}
    intercepts = {number for _kind, _year, numbers in facts for number in numbers}
    keywords = Keyword.objects.filter(
        pk__in=ResourceKeyword.objects.filter(page_id__in=pages)
        .annotate(term=Coalesce("keyword__merged_into_id", "keyword_id"))
        .values("term")
    )
    producers = Organization.objects.filter(
        pk__in=ResourceProducer.objects.filter(page_id__in=pages)
        .exclude(organization=None)
        .annotate(term=Coalesce("organization__merged_into_id", "organization_id"))
        .values("term")
    )
    return {
        "keyword": [(term.slug, str(term)) for term in keywords.order_by("key", "pk")],
        "topic": [(topic.slug, topic.title) for topic in topics],
        "type": [(value, str(label)) for value, label in ResourceType.choices if value in types],
        "producer": [(term.slug, str(term)) for term in producers.order_by("key", "pk")],
        "year": [(str(year), str(year)) for year in sorted(years, reverse=True)],
        "intercept": [
            (str(item.value), str(item.title)) for item in Intercept if item.value in intercepts
        ],
    }


def with_current_terms(*, data: QueryDict, choices: Choices) -> QueryDict:
    """The address with merged terms named as what they were merged into. Asks only for what is not on offer."""
    data = data.copy()
    for name, model in (("keyword", Keyword), ("producer", Organization)):
        value = data.get(name, "")
        if value in dict(choices[name]) or not SLUG.fullmatch(value):
            continue
        merged = model.objects.filter(slug=value).exclude(merged_into=None)
        term = merged.select_related("merged_into").first()
        if term is not None and term.canonical.slug in dict(choices[name]):
            data[name] = term.canonical.slug
    return data


def filtered(
    *, resources: PageQuerySet, chosen: dict[str, str], topics: Sequence[TopicPage]
) -> PageQuerySet:
    """The resources that all of the `chosen` filters leave; runs no query."""
    steps: dict[str, Callable[[PageQuerySet, str], PageQuerySet]] = {
        "keyword": lambda found, slug: filed_under(found, slug=slug),
        "topic": lambda found, slug: _in_topic(found, topics=topics, slug=slug),
        "type": lambda found, value: found.filter(resource_type=value),
        "producer": lambda found, slug: _made_by(found, slug=slug),
        "year": lambda found, value: found.filter(year=int(value)),
        "intercept": lambda found, value: found.filter(intercepts__includes=int(value)),
    }
    for name, value in chosen.items():
        resources = steps[name](resources, value)
    return resources


def _in_topic(found: PageQuerySet, *, topics: Sequence[TopicPage], slug: str) -> PageQuerySet:
    ids = [topic.pk for topic in topics if topic.slug == slug]
    return found.filter(pk__in=TopicEntry.objects.filter(topic_id__in=ids).values("page_id"))


def _made_by(found: PageQuerySet, *, slug: str) -> PageQuerySet:
    rows = ResourceProducer.objects.filter(
        Q(organization__slug=slug) | Q(organization__merged_into__slug=slug)
    )
    return found.filter(pk__in=rows.values("page_id"))
