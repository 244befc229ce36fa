"""The filters of the search are plain addresses with numbers; what does not exist is named and ignored."""

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page

from events.models import EventTopic
from resources.enums import ResourceType
from tests.cms.search.searching import ask, body, choices, titles
from tests.make import (
    NOW,
    make_event,
    make_past_webinar,
    make_private,
    make_resource,
    make_session,
    make_speaker,
    make_topic,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture
def owls(index):
    """Results of every kind for `owls`."""
    guide = make_resource(
        title="Owls guide", year=2021, resource_type=ResourceType.GUIDE, intercepts=(0, 1)
    )
    make_resource(title="Owls brief", year=2020, resource_type=ResourceType.BRIEF, intercepts=(1,))
    webinar = make_webinar(title="Owls webinar", intercepts=(1, 5))
    make_past_webinar(title="Owls recording", recording_url="https://video.example/1")
    make_event(title="Owls class", sessions=[make_session(-400)])
    topic = make_topic(title="Owls and owlets", slug="owls", entries=[guide])
    webinar.topic_links = [EventTopic(topic=topic)]
    publish(webinar)
    make_speaker(name="Olga Owls")


def test_filters_show_how_many_results_they_would_leave(client, owls):
    assert choices(client, "owls") == {
        "kind": {"Events": 2, "Recordings": 1, "Resources": 2, "Topics": 1, "Speakers": 1},
        "intercept": {
            "0 Community services": 1,
            "1 Law enforcement": 3,
            "5 Community corrections": 1,
        },
        "topic": {"Owls and owlets": 2},
        "year": {"2026": 2, "2025": 1, "2021": 1, "2020": 1},
        "type": {"Webinar": 2, "Brief": 1, "Guide": 1, "In person": 1},
    }


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kind": "event"}, {"Owls webinar", "Owls class"}),
        ({"kind": "recording"}, {"Owls recording"}),
        ({"kind": "speaker"}, {"Olga Owls"}),
        ({"kind": "topic"}, {"Owls and owlets"}),
        ({"kind": "page"}, set()),
        ({"intercept": "1"}, {"Owls guide", "Owls brief", "Owls webinar"}),
        ({"intercept": "0"}, {"Owls guide"}),
        ({"topic": "owls"}, {"Owls guide", "Owls webinar"}),
        ({"year": "2026"}, {"Owls webinar", "Owls recording"}),
        ({"year": "1999"}, set()),
        ({"type": "webinar"}, {"Owls webinar", "Owls recording"}),
        ({"type": "virtual"}, set()),
        ({"type": "guide"}, {"Owls guide"}),
        ({"intercept": "1", "kind": "resource", "year": "2020"}, {"Owls brief"}),
    ],
)
def test_filters_leave_what_fits(client, owls, filters, expected):
    assert set(titles(client, "owls", **filters)) == expected


def test_every_choice_leads_to_as_many_results_as_it_says(client, owls):
    for start in ({}, {"intercept": "1"}, {"kind": "resource"}, {"topic": "owls"}, {"sort": "new"}):
        for facet in ask(client, "owls", **start).facets:
            for choice in [*facet.choices, *facet.more]:
                if choice.is_active:
                    continue
                found = client.get(f"/search/{choice.url}").context["search"]
                # What is counted and what is shown are filtered apart from each other.
                assert (choice.label, found.count, len(found.rows)) == (
                    *(choice.label, choice.count, choice.count),
                )


def test_page_whose_class_is_gone_is_counted_and_shown_alike(client, index):
    gone = ContentType.objects.create(app_label="gone", model="page")
    page = make_resource(title="Owls of old", year=2001)
    Page.objects.filter(pk=page.pk).update(content_type=gone)

    found = ask(client, kind="page", year="2001")
    assert (found.count, len(found.rows)) == (1, 1)


def test_active_filters_can_be_taken_away(client, owls):
    found = ask(client, "owls", intercept="1", kind="resource")
    assert [(link.text, link.url) for link in found.chosen] == [
        ("1 Law enforcement", "?q=owls&kind=resource"),
        ("Resources", "?q=owls&intercept=1"),
    ]
    text = body(client, "owls", intercept="1")
    assert '<span class="vh">Remove filter: </span>1 Law enforcement</a>' in text
    assert 'aria-current="true"' in text


def test_filters_alone_are_a_question(client, owls):
    assert set(titles(client, intercept="1")) == {"Owls guide", "Owls brief", "Owls webinar"}
    assert titles(client, intercept="1")[0] == "Owls webinar"
    assert "3 results" in body(client, intercept="1")


def test_topic_without_results_is_still_named(client, owls):
    make_topic(title="Herons", slug="herons")
    found = ask(client, "owls", topic="herons")
    assert ([link.text for link in found.chosen], found.count) == (["Herons"], 0)
    assert found.notices == []
    assert "Search without filters" in body(client, "owls", topic="herons")


def test_private_topic_is_no_filter(client, owls):
    make_private(make_topic(title="Hidden", slug="hidden"))
    found = ask(client, "owls", topic="hidden")
    assert found.notices == ["There is no topic “hidden”."]
    assert found.count == 7


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("kind", "boat", "There is no kind “boat”."),
        ("intercept", "6", "There is no intercept “6”: they go from 0 to 5."),
        ("intercept", "１", "There is no intercept “１”: they go from 0 to 5."),
        ("topic", "none", "There is no topic “none”."),
        ("topic", "a\x00b", "There is no topic “ab”."),
        ("year", "twenty", "“twenty” is no year."),
        ("year", "20261", "“20261” is no year."),
        ("type", "scroll", "There is no format or type “scroll”."),
        ("color", "red", "There is no filter “color”."),
        ("sort", "size", "There is no order “size”."),
        ("kind", "x" * 5000, f"There is no kind “{'x' * 40}…”."),
    ],
)
def test_what_does_not_exist_is_named_and_ignored(client, owls, name, value, sentence):
    found = ask(client, "owls", **{name: value})
    assert found.notices == [sentence]
    assert found.count == 7
    assert found.chosen == []


def test_marks_of_other_sites_are_ignored_without_a_word(client, owls):
    found = ask(client, "owls", utm_source="letter", fbclid="1")
    assert (found.notices, found.count) == ([], 7)


def test_many_choices_fold(client, index):
    for year in range(2001, 2013):
        make_resource(title="Owls", year=year)
    years = next(facet for facet in ask(client, "owls").facets if facet.name == "year")
    assert [choice.label for choice in years.choices] == [str(2012 - n) for n in range(6)]
    assert len(years.more) == 6
    assert '<summary>6 more<span class="vh">: Year</span></summary>' in body(client, "owls")
