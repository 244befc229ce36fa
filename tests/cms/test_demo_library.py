"""The demo's library as data, read without Django's database: whole, consistent and of reserved addresses."""

import re
from collections import Counter
from pathlib import Path

import pytest
from django.utils.text import slugify

import cms.demo
from cms.demo.content import EVENTS, KEYWORDS, ORGANIZATIONS, RESOURCES, SPEAKERS, TOPICS
from cms.demo.content.publications import PUBLICATIONS
from resources.enums import Intercept, ResourceType
from resources.names import name_key

FILES = Path(cms.demo.__file__).parent / "files"
RESERVED = r"https://([\w-]+\.)*(example\.org|[\w-]+\.example)(/|$)"
LABELS = {keyword.label for keyword in KEYWORDS}
NAMES = [organization.name for organization in ORGANIZATIONS]
by_resource = pytest.mark.parametrize("resource", RESOURCES, ids=lambda resource: resource.slug)


def test_library_is_as_large_as_it_promises():
    assert len(TOPICS) == 3
    assert len(RESOURCES) == 25
    assert len(KEYWORDS) == 30
    assert len(ORGANIZATIONS) == 15
    assert len(SPEAKERS) == 12


def test_no_two_pages_share_a_slug():
    slugs = [page.slug for page in (*RESOURCES, *TOPICS)]
    entries = [page.slug for page in (*RESOURCES, *EVENTS)]
    for every in (slugs, entries):
        assert len(set(every)) == len(every)
        assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in every)


@pytest.mark.parametrize(
    "names",
    [
        [(keyword.label, *keyword.synonyms) for keyword in KEYWORDS],
        [(organization.name, *organization.aliases) for organization in ORGANIZATIONS],
    ],
    ids=["keywords", "organizations"],
)
def test_no_two_terms_share_a_name(names):
    keys = [name_key(name) for term in names for name in term]
    assert len(set(keys)) == len(keys)
    assert len({slugify(term[0]) for term in names}) == len(names)


def test_acronyms_are_those_of_one_term_each():
    for terms in (KEYWORDS, ORGANIZATIONS):
        acronyms = [term.acronym for term in terms if term.acronym]
        assert len(set(acronyms)) == len(acronyms) >= 5


def test_every_keyword_is_used():
    used = Counter(label for item in (*RESOURCES, *EVENTS) for label in item.keywords)
    assert set(used) == LABELS
    assert used["Peer support specialists"] >= 8


def test_every_organization_makes_or_supports_something_or_has_a_part_that_does():
    named = {name for item in RESOURCES for name in (*item.producers, *item.supporters)}
    parents = {organization.parent for organization in ORGANIZATIONS if organization.parent}
    assert named | parents == set(NAMES)
    assert len(parents) >= 2
    for place, organization in enumerate(ORGANIZATIONS):
        assert not organization.parent or organization.parent in NAMES[:place]


def test_two_bodies_with_nearly_one_name_stay_two():
    bodies = {organization.name: organization for organization in ORGANIZATIONS}
    assert "Policy Research Associates, Inc." in bodies["Policy Research Associates"].aliases
    assert "Policy Research, Inc." in bodies


@by_resource
def test_resource_says_who_what_when_and_where(resource):
    assert resource.title
    assert " - " not in resource.title
    assert resource.type in ResourceType.values
    assert resource.producers or resource.authors
    assert bool(resource.year) is not bool(resource.undated)
    assert bool(resource.url) is not bool(resource.file)
    assert not resource.file or (FILES / resource.file).is_file()
    assert 100 <= len(re.sub(r"<[^>]+>", "", resource.description)) <= 400
    assert resource.description.startswith("<p>")
    assert resource.description.endswith("</p>")
    assert set(re.findall(r"</?(\w+)", resource.description)) == {"p"}


@by_resource
def test_resource_names_terms_of_the_demo(resource):
    assert resource.keywords
    assert set(resource.keywords) <= LABELS
    assert {*resource.producers, *resource.supporters} <= set(NAMES)
    assert resource.intercepts == tuple(sorted(set(resource.intercepts) & set(Intercept.values)))


def test_resources_show_every_type_intercept_and_kind_of_maker():
    assert {resource.type for resource in RESOURCES} == set(ResourceType.values)
    assert {number for item in RESOURCES for number in item.intercepts} == set(Intercept.values)
    assert {len(item.producers) for item in RESOURCES} >= {0, 1, 2}
    assert {len(item.authors) for item in RESOURCES} >= {0, 1, 2, 4}
    assert any(item.year is None for item in RESOURCES)
    assert any(not item.supporters for item in RESOURCES)
    assert sum(bool(item.file) for item in RESOURCES) >= 5


def test_every_address_is_reserved_for_examples():
    addresses = [item.url for item in RESOURCES if item.url]
    addresses += [item.website for item in ORGANIZATIONS if item.website]
    for address in addresses:
        assert re.match(RESERVED, address), address


def test_publishers_that_exist_have_only_titles_that_exist():
    invented = {item.name for item in ORGANIZATIONS if item.website}
    for resource in RESOURCES:
        makers = {*resource.producers, *resource.supporters}
        if resource in PUBLICATIONS:
            assert not makers & invented
        else:
            assert makers <= invented


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.slug)
def test_topic_has_an_introduction_and_entries_of_both_kinds(topic):
    assert set(re.findall(r"</?(\w+)", topic.introduction)) <= {"p", "ul", "li", "b"}
    entries = (*topic.highlighted, *topic.others)
    assert len(set(entries)) == len(entries) >= 7
    resources = {resource.slug for resource in RESOURCES}
    events = {event.slug: event for event in EVENTS}
    assert set(entries) <= resources | set(events)
    assert any(slug in resources for slug in entries)
    assert any(slug in events and events[slug].kind == "webinar" for slug in entries)


def test_topics_show_one_and_several_highlighted_entries():
    assert {len(topic.highlighted) for topic in TOPICS} == {1, 2}


def test_one_topic_has_the_name_of_a_keyword():
    assert {topic.title for topic in TOPICS} & LABELS == {"Co-responder teams"}


def test_events_are_tied_to_the_library():
    topics, resources = ({page.slug for page in pages} for pages in (TOPICS, RESOURCES))
    for event in EVENTS:
        assert event.keywords
        assert event.intercepts
        assert set(event.topics) <= topics
        assert set(event.resources) <= resources
    assert {slug for event in EVENTS for slug in event.topics} == topics
    assert sum(bool(event.resources) for event in EVENTS) >= 10
