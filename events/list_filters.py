"""The filters of the event list: what may be chosen, what an address chose, and which events that leaves."""

from dataclasses import dataclass, field

from django import forms
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast, Substr
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page
from wagtail.query import PageQuerySet

from events.belonging import events_of_keyword, events_of_topic
from events.enums import Delivery
from events.feed_filter import SLUG, FeedFilter
from resources.enums import Intercept
from resources.models import Keyword, TopicEntry, TopicPage

NAMES = ("delivery", "keyword", "topic", "intercept", "year")


def _choice(label, unknown) -> forms.ChoiceField:
    return forms.ChoiceField(
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

    def __init__(self, data, *, choices: "Choices"):
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
class Named:
    """A keyword or topic that may be chosen, without the rest of its row: a list offers hundreds."""

    pk: int
    slug: str
    text: str


@dataclass(kw_only=True)
class Choices:
    """What occurs in a list, and what its address chose beside it. `keywords` and `topics` are by slug."""

    years: list[int]
    intercepts: set[int]
    keywords: dict[str, Named] = field(default_factory=dict)
    topics: dict[str, Named] = field(default_factory=dict)

    @property
    def intercept_options(self) -> list[tuple[str, str]]:
        numbers = sorted(self.intercepts)
        return [(str(number), f"{number}: {Intercept(number).label}") for number in numbers]


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
        """The part of the filters that a feed can have."""
        return FeedFilter(
            keyword=self.keyword.slug if self.keyword else "",
            topic=self.topic.slug if self.topic else "",
        )

    @property
    def subject_words(self) -> str:
        return _(" and ").join(part.text for part in (self.keyword, self.topic) if part)

    def narrow(self, events: PageQuerySet) -> PageQuerySet:
        """Those of `events` that have all that was chosen."""
        chosen = self.form.cleaned_data
        if chosen.get("delivery"):
            events = events.filter(delivery=chosen["delivery"])
        if self.keyword:
            events = events.filter(pk__in=events_of_keyword(self.keyword.pk))
        if self.topic:
            events = events.filter(pk__in=events_of_topic(self.topic.pk))
        if chosen.get("intercept"):
            events = events.filter(intercepts__includes=int(chosen["intercept"]))
        if chosen.get("year"):
            events = events.filter(first_date__year=int(chosen["year"]))
        return events


def event_filters(
    *, query: QueryDict, events: PageQuerySet, private: Q, root: Page
) -> EventFilters:
    """The filters for a list of `events`, with the topics below `root` that are not `private`.

    Three queries, and one more for a keyword or topic that exists and that no event of the list has:
    it is offered too, and leaves an empty list instead of a wrong one. The address of a keyword that
    was merged stands for the one that readers see.
    """
    data = {name: query.get(name, "").strip() for name in NAMES}
    topics = TopicPage.objects.live().exclude(private).descendant_of(root)
    choices = occurring(events=events, topics=topics)
    if (keyword := _chosen_keyword(data["keyword"], choices)) is not None:
        choices.keywords.setdefault(keyword.slug, keyword)
        data["keyword"] = keyword.slug
    if (topic := _chosen_topic(data["topic"], choices, topics)) is not None:
        choices.topics.setdefault(topic.slug, topic)
    if data["intercept"] in {str(item.value) for item in Intercept}:
        choices.intercepts.add(int(data["intercept"]))
    form = EventFilterForm(data, choices=choices)
    form.is_valid()
    return EventFilters(form=form, keyword=keyword, topic=topic)


def occurring(*, events: PageQuerySet, topics: PageQuerySet) -> Choices:
    """The years, intercepts, keywords and topics of `events`, in three queries.

    The year is cut from the date's text: on SQLite, ExtractYear calls Python once per row. Keywords
    and topics are asked one by one whether an event has them: most know it from the first.
    """
    events = events.order_by()
    year = Substr(Cast("first_date", CharField()), 1, 4)
    pairs = set(events.annotate(year=year).values_list("year", "intercepts").distinct())
    linked = Exists(events.filter(keyword_links__keyword=OuterRef("pk")))
    listed = TopicEntry.objects.filter(topic=OuterRef(OuterRef("pk"))).values("page_id")
    naming = Exists(events.filter(topic_links__topic=OuterRef("pk")))
    return Choices(
        years=sorted({int(year) for year, _ in pairs if year}, reverse=True),
        intercepts={number for _, numbers in pairs for number in numbers},
        keywords=_named_keywords(Keyword.objects.filter(linked)),
        topics=_named_topics(topics.filter(naming | Exists(events.filter(pk__in=listed)))),
    )


def _named_keywords(keywords: QuerySet) -> dict[str, Named]:
    """The ones that readers see, by slug in the order of the alphabet; one query."""
    names = ("key", "pk", "slug", "label", "acronym")
    merged = [f"merged_into__{name}" for name in names]
    rows = keywords.order_by().values_list(*names, *merged)
    found = {row[:5] if row[6] is None else row[5:] for row in rows}
    return {
        slug: Named(pk=pk, slug=slug, text=str(Keyword(label=label, acronym=acronym)))
        for _key, pk, slug, label, acronym in sorted(found)
    }


def _named_topics(topics: PageQuerySet) -> dict[str, Named]:
    """Topics by slug; where two libraries have one of the same slug, the first; one query."""
    found: dict[str, Named] = {}
    for pk, slug, title in topics.order_by("title", "path").values_list("pk", "slug", "title"):
        found.setdefault(slug, Named(pk=pk, slug=slug, text=title))
    return found


def _options(named: dict[str, Named]) -> list[tuple[str, str]]:
    return [(one.slug, one.text) for one in named.values()]


def _chosen_keyword(slug: str, choices: Choices) -> Named | None:
    if slug in choices.keywords or not SLUG.fullmatch(slug):
        return choices.keywords.get(slug)
    return next(iter(_named_keywords(Keyword.objects.filter(slug=slug)).values()), None)


def _chosen_topic(slug: str, choices: Choices, topics: PageQuerySet) -> Named | None:
    if slug in choices.topics or not SLUG.fullmatch(slug):
        return choices.topics.get(slug)
    return _named_topics(topics.filter(slug=slug)).get(slug)
