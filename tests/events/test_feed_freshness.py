"""No feed is stale: whatever changes its events, its name or its being there changes its ETag.

Each story asks with the ETag that it was given before, as a calendar program does.
"""

import pytest
from wagtail.models import Page

from events.models import EventKeyword, EventPage, EventTopic, FeedVersion
from resources.models import Keyword, ResourceIndexPage, TopicEntry, TopicPage
from tests.events.calendars import version
from tests.events.test_feed_filter import merge
from tests.events.test_feeds import FEED, events_in
from tests.events.test_subjects import about
from tests.make import (
    NOW,
    make_keyword,
    make_library,
    make_private,
    make_resource,
    make_topic,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

BY_KEYWORD, BY_TOPIC = f"{FEED}?keyword=peers", f"{FEED}?topic=housing"


class Subscriber:
    """Somebody who has a feed and asks again with its ETag; remembers what came."""

    def __init__(self, client, address: str):
        self.client, self.address, self.tag, self.titles = client, address, "", None
        self.ask()

    def ask(self) -> list[str] | None:
        """The titles in the feed as this subscriber then has it; None where it is gone."""
        headers = {"if-none-match": self.tag} if self.tag else {}
        response = self.client.get(self.address, headers=headers)
        if response.status_code == 404:
            self.tag, self.titles = "", None
        elif response.status_code == 200:
            found = events_in(response.content)
            self.tag, self.titles = response.headers["ETag"], [str(e["SUMMARY"]) for e in found]
        else:
            assert response.status_code == 304
        return self.titles


@pytest.fixture
def peers(index):
    return make_keyword("Peers")


@pytest.fixture
def topic(index):
    return make_topic(title="Housing", slug="housing")


@pytest.fixture
def event(peers, topic):
    return make_webinar(title="Night calls", **about(keywords=[peers], topics=[topic]))


def links_of(event, **links):
    """The event as published with these keywords or topics."""
    page = EventPage.objects.get(pk=event.pk).specific
    for name, rows in links.items():
        setattr(page, name, rows)
    return publish(page)


# ---- what an event has ----


def test_keyword_given_and_taken_reaches_the_feed(client, peers):
    event = make_webinar(title="Night calls")
    subscriber = Subscriber(client, BY_KEYWORD)
    assert subscriber.titles == []
    links_of(event, keyword_links=[EventKeyword(keyword=peers)])
    assert subscriber.ask() == ["Night calls"]
    links_of(event, keyword_links=[])
    assert subscriber.ask() == []


def test_topic_given_and_taken_reaches_the_feed(client, topic):
    event = make_webinar(title="Night calls")
    subscriber = Subscriber(client, BY_TOPIC)
    links_of(event, topic_links=[EventTopic(topic=topic)])
    assert subscriber.ask() == ["Night calls"]
    links_of(event, topic_links=[])
    assert subscriber.ask() == []


def test_save_of_the_links_alone_reaches_the_feed(client, peers):
    event = make_webinar(title="Night calls")
    subscriber = Subscriber(client, BY_KEYWORD)
    event.keyword_links = [EventKeyword(keyword=peers)]
    event.save(update_fields=["keyword_links"])
    assert subscriber.ask() == ["Night calls"]


def test_draft_unchanged_publish_and_other_order_raise_no_version(event, peers):
    other = make_keyword("Other")
    links_of(event, keyword_links=[EventKeyword(keyword=k) for k in (peers, other)])
    before = version()
    page = EventPage.objects.get(pk=event.pk).specific
    page.keyword_links = []
    page.save_revision()
    page.get_latest_revision()
    links_of(event, keyword_links=[EventKeyword(keyword=k) for k in (other, peers)])
    page = EventPage.objects.get(pk=event.pk).specific
    publish(page)
    assert version() == before


def test_event_that_is_not_live_raises_no_version(peers):
    event = make_webinar(live=False, **about(keywords=[peers]))
    event.keyword_links = []
    event.save()
    assert version() == 0


# ---- keywords ----


def test_merging_and_undoing_reaches_both_feeds(client, event, peers):
    other = make_keyword("Other")
    make_webinar(title="Other call", **about(keywords=[other]))
    ours, theirs = Subscriber(client, BY_KEYWORD), Subscriber(client, f"{FEED}?keyword=other")
    assert (ours.titles, theirs.titles) == (["Night calls"], ["Other call"])
    merge(other, into=peers)
    assert ours.ask() == theirs.ask() == ["Night calls", "Other call"]
    merge(other, into=None)
    assert (ours.ask(), theirs.ask()) == (["Night calls"], ["Other call"])


def test_keyword_without_events_takes_over_those_of_the_other(client, event, peers):
    unused = make_keyword("Unused")
    subscriber = Subscriber(client, f"{FEED}?keyword=unused")
    merge(unused, into=peers)
    assert subscriber.ask() == ["Night calls"]


def test_changed_slug_ends_the_feed_and_the_new_one_is_there(client, event, peers):
    subscriber = Subscriber(client, BY_KEYWORD)
    peers.slug = "peer-support"
    peers.save()
    assert subscriber.ask() is None
    assert Subscriber(client, f"{FEED}?keyword=peer-support").titles == ["Night calls"]


@pytest.mark.parametrize("through_queryset", [True, False])
def test_deleted_keyword_ends_its_feed(client, peers, through_queryset):
    subscriber = Subscriber(client, BY_KEYWORD)
    assert subscriber.titles == []
    if through_queryset:
        Keyword.objects.filter(pk=peers.pk).delete()
    else:
        peers.delete()
    assert subscriber.ask() is None


def test_changed_name_is_in_the_feed_s_name(client, event, peers):
    tag = client.get(BY_KEYWORD).headers["ETag"]
    peers.label = "Peer support"
    peers.save()
    response = client.get(BY_KEYWORD, headers={"if-none-match": tag})
    assert b"NAME:TTA Center: events on Peer support\r\n" in response.content


def test_new_keyword_and_unchanged_one_raise_no_version(event, peers):
    before = version()
    make_keyword("New", synonyms=["Newer"])
    Keyword.objects.get(pk=peers.pk).save()
    assert version() == before


# ---- topics ----


def with_entries(topic, *pages):
    topic = TopicPage.objects.get(pk=topic.pk)
    topic.entries = [TopicEntry(page_id=page.pk, sort_order=n) for n, page in enumerate(pages)]
    return publish(topic)


def test_entry_added_and_removed_reaches_the_feed(client, topic):
    event = make_webinar(title="Night calls")
    subscriber = Subscriber(client, BY_TOPIC)
    with_entries(topic, make_resource(), event)
    assert subscriber.ask() == ["Night calls"]
    with_entries(topic, make_resource())
    assert subscriber.ask() == []


def test_topic_s_draft_introduction_and_resources_raise_no_version(event, topic):
    with_entries(topic, event)
    before = version()
    page = TopicPage.objects.get(pk=topic.pk)
    page.introduction = "<p>Other words.</p>"
    publish(page)
    with_entries(topic, make_resource(), event)
    page = TopicPage.objects.get(pk=topic.pk)
    page.entries = []
    page.save_revision()
    make_topic(entries=[event])
    assert version() == before


def end_by_deleting(topic):
    topic.delete()


def end_by_deleting_the_library(topic):
    Page.objects.get(pk=make_library().pk).specific.delete()


def end_by_unpublishing(topic):
    topic.unpublish()


def end_by_expiring(topic):
    Page.objects.get(pk=topic.pk).unpublish(set_expired=True)


def end_by_slug(topic):
    topic.slug = "homes"
    publish(topic)


def end_by_restriction(topic):
    make_private(topic)


def end_by_restriction_above(topic):
    make_private(make_library())


def end_by_moving_below_what_is_private(topic):
    home = Page.objects.get(pk=make_library().get_parent().pk)
    private = home.add_child(instance=ResourceIndexPage(title="Private", slug="private"))
    make_private(private)
    topic.refresh_from_db()
    topic.move(Page.objects.get(pk=private.pk), pos="last-child")


@pytest.mark.parametrize(
    "end",
    [
        end_by_deleting, end_by_deleting_the_library, end_by_unpublishing, end_by_expiring,
        end_by_slug, end_by_restriction, end_by_restriction_above,
        end_by_moving_below_what_is_private,
    ],
)  # fmt: skip
@pytest.mark.parametrize("is_empty", [True, False])
def test_topic_that_is_gone_ends_its_feed(client, topic, end, is_empty):
    if not is_empty:
        make_webinar(title="Night calls", **about(topics=[topic]))
    subscriber = Subscriber(client, BY_TOPIC)
    assert subscriber.titles == ([] if is_empty else ["Night calls"])
    end(TopicPage.objects.get(pk=topic.pk))
    assert subscriber.ask() is None


def test_topic_that_comes_back_has_its_events(client, event, topic):
    subscriber = Subscriber(client, BY_TOPIC)
    first = subscriber.tag
    page = TopicPage.objects.get(pk=topic.pk)
    page.unpublish()
    assert subscriber.ask() is None
    publish(TopicPage.objects.get(pk=topic.pk))
    response = client.get(BY_TOPIC, headers={"if-none-match": first})
    assert [str(found["SUMMARY"]) for found in events_in(response.content)] == ["Night calls"]


def test_version_rises_last_in_the_transaction(event, peers, django_assert_num_queries):
    """After the feed's version nothing is written: whoever waits for its row waits for nothing else."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    page = EventPage.objects.get(pk=event.pk).specific
    page.keyword_links = []
    with CaptureQueriesContext(connection) as captured:
        page.save()
    written = [q["sql"] for q in captured if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    bumps = [n for n, sql in enumerate(written) if FeedVersion._meta.db_table in sql]
    assert bumps
    in_transaction = [sql for sql in written[: bumps[-1]] if "eventkeyword" in sql]
    assert in_transaction
    assert not [sql for sql in written[bumps[-1] + 1 :] if "events_event" in sql]
