"""The filters of the event list: what may be chosen, what an address chose, and which events that leaves."""

from dataclasses import dataclass

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Site
from wagtail.query import PageQuerySet

from events.belonging import events_with
from events.enums import Delivery
from events.feed_filter import SLUG, FeedFilter
from events.feed_words import about_words, kind_words, subject_words
from events.list_choices import Choices, Named, named_keywords, named_topics
from resources.enums import Intercept
from resources.models import Keyword
from resources.queries import is_in_use

LONGEST_SHOWN = 40
NAMES = ("delivery", "keyword", "topic", "intercept", "year")


class ShortlyNamedChoice(forms.ChoiceField):
    """Names the beginning of an unknown value: an address may hold thousands of characters."""

    def validate(self, value):
        try:
            super().validate(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                error.message, code=error.code, params={"value": value[:LONGEST_SHOWN]}
            ) from None


def _choice(label, unknown) -> forms.ChoiceField:
    return ShortlyNamedChoice(
        label=label, required=False, error_messages={"invalid_choice": unknown}
    )


class EventFilterForm(forms.Form):
    """The filters as a GET form; an unknown value is named at its field and left out."""

    delivery = _choice(
        gettext_lazy("Format"),
        gettext_lazy("There is no format “%(value)s”. Choose one from the list."),
    )
    keyword = _choice(
        gettext_lazy("Keyword"),
        gettext_lazy("There is no keyword “%(value)s”. Choose one from the list."),
    )
    topic = _choice(
        gettext_lazy("Topic"),
        gettext_lazy("There is no topic “%(value)s”. Choose one from the list."),
    )
    intercept = _choice(
        gettext_lazy("Intercept"),
        gettext_lazy("There is no intercept “%(value)s”. Choose one from the list."),
    )
    year = _choice(
        gettext_lazy("Year"),
        gettext_lazy("There is nothing for “%(value)s”. Choose a year from the list."),
    )

    def __init__(self, data, *, choices: Choices):
        super().__init__(data)
        offered = {
            "delivery": (_("All formats"), Delivery.choices),
            "keyword": (_("All keywords"), _options(choices.keywords)),
            "topic": (_("All topics"), _options(choices.topics)),
            "intercept": (_("All intercepts"), choices.intercept_options),
            "year": (_("All years"), [(str(year), str(year)) for year in choices.years]),
        }
        for name, (every, options) in offered.items():
            if options or data.get(name):
                self.fields[name].choices = [("", every), *options]  # ty: ignore[missing-attribute]
            else:
                del self.fields[name]


@dataclass(frozen=True, kw_only=True)
class EventFilters:
    """A form that was read, with what it chose."""

    form: EventFilterForm
    keyword: Named | None
    topic: Named | None

    @property
    def is_filtered(self) -> bool:
        return any(self.form.cleaned_data.get(name) for name in NAMES)

    @property
    def feed(self) -> FeedFilter:
        """The same filter for a feed."""
        return FeedFilter(
            keyword=self.keyword.slug if self.keyword else "",
            topic=self.topic.slug if self.topic else "",
            delivery=self._chosen("delivery"),
            intercept=self._chosen("intercept"),
            year=self._chosen("year"),
        )

    @property
    def words(self) -> str:
        """What is chosen: `Peers and Housing` for subjects alone, else `virtual events on Peers in 2026`."""
        subject = subject_words(*(part.text for part in (self.keyword, self.topic) if part))
        others = [self._chosen(name) for name in ("delivery", "intercept", "year")]
        if not any(others):
            return subject
        delivery, intercept, year = others
        about = about_words(subject=subject, intercept=intercept, year=year)
        return f"{kind_words(delivery=delivery)}{about}"

    def narrow(self, events: PageQuerySet) -> PageQuerySet:
        """Those of `events` that have all that was chosen."""
        intercept, year = self._chosen("intercept"), self._chosen("year")
        return events_with(
            events,
            keyword_id=self.keyword.pk if self.keyword else None,
            topic_id=self.topic.pk if self.topic else None,
            delivery=self._chosen("delivery"),
            intercept=int(intercept) if intercept else None,
            year=int(year) if year else None,
        )

    def _chosen(self, name: str) -> str:
        return self.form.cleaned_data.get(name) or ""


def event_filters(
    *, query: QueryDict, choices: Choices, topics: PageQuerySet, site: Site | None
) -> EventFilters:
    """The filters for a list of events in which `choices` occur; `topics` are all that readers may see.

    No query, but one for a topic, and up to three for a keyword, that something public of this `site`
    has and no event of the list: it is offered too, and leaves an empty list instead of a wrong one.
    The address of a keyword that was merged stands for the one that readers see.
    """
    data = {name: query.get(name, "").strip() for name in NAMES}
    if (keyword := _chosen_keyword(data["keyword"], choices, site)) is not None:
        choices.keywords.setdefault(keyword.slug, keyword)
        data["keyword"] = keyword.slug
    if (topic := _chosen_topic(data["topic"], choices, topics)) is not None:
        choices.topics.setdefault(topic.slug, topic)
    if data["intercept"] in {str(item.value) for item in Intercept}:
        choices.intercepts.add(int(data["intercept"]))
    form = EventFilterForm(data, choices=choices)
    form.is_valid()
    return EventFilters(form=form, keyword=keyword, topic=topic)


def _options(named: dict[str, Named]) -> list[tuple[str, str]]:
    return [(one.slug, one.text) for one in named.values()]


def _chosen_keyword(slug: str, choices: Choices, site: Site | None) -> Named | None:
    if slug in choices.keywords or not SLUG.fullmatch(slug):
        return choices.keywords.get(slug)
    named = next(iter(named_keywords(Keyword.objects.filter(slug=slug)).values()), None)
    return named if named and is_in_use(keyword_id=named.pk, site=site) else None


def _chosen_topic(slug: str, choices: Choices, topics: PageQuerySet) -> Named | None:
    if slug in choices.topics or not SLUG.fullmatch(slug):
        return choices.topics.get(slug)
    return named_topics(topics.filter(slug=slug)).get(slug)
