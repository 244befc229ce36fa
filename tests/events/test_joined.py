"""The events on the library's pages: of a keyword, a topic and a resource."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from events.actions import cancel_event
from events.joined import PAST_ROWS, UPCOMING_ROWS
from events.models import EventKeyword
from resources.joined import joined_with
from resources.models import TopicPage
from tests.events.test_subjects import about
from tests.make import (
    NOW,
    make_event,
    make_keyword,
    make_many_events,
    make_other_site,
    make_past_webinar,
    make_private,
    make_resource,
    make_session,
    make_topic,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def joined(subject) -> dict:
    request = RequestFactory().get("/")
    return {found.key: found for found in joined_with(subject=subject, request=request, now=NOW)}


def titles(subject) -> dict[str, list[str]]:
    return {key: [card.title for card in found.rows] for key, found in joined(subject).items()}


def test_keyword_has_its_events_to_come_and_over(index):
    peers, old = make_keyword("Peers"), make_keyword("Old")
    make_webinar(title="Later", sessions=[make_session(9)], **about(keywords=[peers]))
    make_webinar(title="Sooner", **about(keywords=[old]))
    make_past_webinar(title="Over", **about(keywords=[peers, old]))
    make_webinar(title="Other")
    old.merged_into = peers
    old.save()
    assert titles(peers) == {"upcoming-events": ["Sooner", "Later"], "past-events": ["Over"]}
    found = joined(peers)
    assert {key: str(j.heading) for key, j in found.items()} == {
        "upcoming-events": "Upcoming events",
        "past-events": "Recordings and past events",
    }
    ahead = found["upcoming-events"]
    assert (ahead.more_url, ahead.more_words) == (
        "/calendar/?keyword=peers",
        "Subscribe in your calendar",
    )
    assert found["past-events"].more_url == found["past-events"].more_words == ""


def test_subject_without_events_has_no_list(index):
    make_webinar()
    for subject in (make_keyword(), make_topic(), make_resource()):
        assert joined(subject) == {}
    assert joined(TopicPage(title="New")) == {}


def test_topic_repeats_no_entry_among_what_is_over(index):
    over, ahead = make_past_webinar(title="Entry, over"), make_webinar(title="Entry, ahead")
    topic = make_topic(slug="housing", entries=[over, ahead, make_resource()])
    make_past_webinar(title="Names it, over", **about(topics=[topic]))
    make_webinar(title="Names it", sessions=[make_session(8)], **about(topics=[topic]))
    assert titles(topic) == {
        "upcoming-events": ["Entry, ahead", "Names it"],
        "past-events": ["Names it, over"],
    }
    assert joined(topic)["upcoming-events"].more_url == "/calendar/?topic=housing"


def test_resource_has_the_events_that_name_it(index):
    resource = make_resource()
    make_webinar(title="Names it", **about(resources=[resource]))
    make_past_webinar(title="Over", **about(resources=[resource, make_resource()]))
    make_webinar(title="Other", **about(resources=[make_resource()]))
    assert titles(resource) == {"upcoming-events": ["Names it"], "past-events": ["Over"]}
    assert {found.more_url for found in joined(resource).values()} == {""}


def test_only_public_events_of_this_site_are_shown(index):
    peers = make_keyword("Peers")
    private = make_webinar(title="Private", **about(keywords=[peers]))
    make_webinar(title="Draft", live=False, **about(keywords=[peers]))
    make_webinar(title="There", parent=make_other_site(), **about(keywords=[peers]))
    assert titles(peers) == {"upcoming-events": ["Private"]}
    make_private(private)
    assert titles(peers) == {}


def test_cancelled_event_says_so(index):
    peers = make_keyword("Peers")
    cancel_event(event=make_webinar(**about(keywords=[peers])), reason="Why.", now=NOW)
    [card] = joined(peers)["upcoming-events"].rows
    assert (card.status.words, card.reason) == ("Cancelled", "Why.")


def test_list_that_is_cut_leads_to_all_of_it(index, client):
    peers = make_keyword("Peers")
    events = [*make_many_events(UPCOMING_ROWS + 1), *make_many_events(PAST_ROWS + 1, day=-100)]
    EventKeyword.objects.bulk_create(EventKeyword(page=e, keyword=peers) for e in events)
    found = joined(peers)
    assert [len(j.rows) for j in found.values()] == [UPCOMING_ROWS, PAST_ROWS]
    assert [j.more_url for j in found.values()] == [
        "/events/?keyword=peers",
        "/events/?keyword=peers&when=past",
    ]
    assert {j.more_words for j in found.values()} == {"All of these events"}
    listing = client.get(found["past-events"].more_url).context["listing"]
    assert (listing.count, listing.form.errors) == (PAST_ROWS + 1, {})


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_lists_cost_the_same_for_any_number(index, rows):
    peers, resource = make_keyword(), make_resource()
    topic = make_topic(entries=[make_event()])
    with_all = about(keywords=[peers], topics=[topic], resources=[resource])
    for _ in range(rows):
        make_webinar(**with_all)
        make_past_webinar(**with_all)
        with_all = about(keywords=[peers], topics=[topic], resources=[resource])
    request = RequestFactory().get("/")
    Site.find_for_request(request)
    counted = []
    for subject in (peers, TopicPage.objects.get(pk=topic.pk), resource):
        joined_with(subject=subject, request=request, now=NOW)
        with CaptureQueriesContext(connection) as captured:
            joined_with(subject=subject, request=request, now=NOW)
        counted.append(len(captured))
    assert counted == [7, 10, 5]
