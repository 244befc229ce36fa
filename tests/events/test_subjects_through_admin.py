"""Keywords, topics, intercepts and resources through the editor's form: the twin of test_feed_freshness."""

import pytest
from django.urls import reverse

from events.models import EventPage
from tests.events.calendars import version
from tests.events.editor import (
    add_row,
    edit_url,
    publish,
    read_form,
    refusals,
    remove_row,
    save_draft,
    send,
)
from tests.events.test_feed_freshness import BY_KEYWORD, BY_TOPIC, Subscriber
from tests.events.test_feeds import FEED
from tests.events.test_subjects import about
from tests.make import NOW, make_event, make_keyword, make_resource, make_topic

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("editor"),
]


def subjects(page) -> tuple:
    return (
        [str(link) for link in page.keyword_links.all()],
        [str(link) for link in page.topic_links.all()],
        [str(link) for link in page.resource_links.all()],
        page.intercepts,
    )


def fill(client, page, *, keyword, topic, resource):
    """The page's form with one of each."""
    form = read_form(client, edit_url(page))
    add_row(form, "keyword_links", keyword=keyword.pk)
    add_row(form, "topic_links", topic=topic.pk)
    add_row(form, "resource_links", resource=resource.pk)
    return form | {"intercepts": ["1", "4"]}


@pytest.fixture
def parts(index):
    return {
        "keyword": make_keyword("Peers"),
        "topic": make_topic(title="Housing", slug="housing"),
        "resource": make_resource(title="Guide"),
    }


def test_draft_changes_no_feed_and_publishing_does(client, parts):
    page = make_event(title="Night calls")
    feeds = [Subscriber(client, address) for address in (BY_KEYWORD, BY_TOPIC)]
    before = version()
    page = save_draft(client, page, fill(client, page, **parts))
    assert version() == before
    assert [feed.ask() for feed in feeds] == [[], []]
    draft = page.get_latest_revision_as_object()
    assert subjects(draft) == (["Peers"], ["Housing"], ["Guide"], (1, 4))
    assert subjects(page) == ([], [], [], ())

    page = publish(client, page)
    assert subjects(page) == (["Peers"], ["Housing"], ["Guide"], (1, 4))
    assert [feed.ask() for feed in feeds] == [["Night calls"], ["Night calls"]]
    assert version() == before + 1
    publish(client, page)
    assert version() == before + 1


def test_removed_rows_leave_the_feeds_once_published(client, parts):
    page = make_event(
        title="Night calls", **about(keywords=[parts["keyword"]], topics=[parts["topic"]])
    )
    feeds = [Subscriber(client, address) for address in (BY_KEYWORD, BY_TOPIC)]
    form = read_form(client, edit_url(page))
    remove_row(form, "keyword_links", 0)
    remove_row(form, "topic_links", 0)
    page = save_draft(client, page, form)
    assert [feed.ask() for feed in feeds] == [["Night calls"], ["Night calls"]]
    publish(client, page)
    assert [feed.ask() for feed in feeds] == [[], []]


def test_older_version_with_a_deleted_keyword_can_be_read_and_published(client, parts):
    page = make_event(title="Night calls")
    page = publish(client, page, fill(client, page, **parts))
    old = page.latest_revision
    form = read_form(client, edit_url(page))
    remove_row(form, "keyword_links", 0)
    page = publish(client, page, form)
    parts["keyword"].delete()
    parts["topic"].delete()
    parts["resource"].delete()

    revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk])
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, old.pk, "live"])
    view = reverse("wagtailadmin_pages:revisions_view", args=[page.pk, old.pk])
    for address in (revert, compare, view):
        assert client.get(address).status_code == 200
    form = read_form(client, revert)
    response = send(client, edit_url(page), form, action="publish")
    assert response.status_code == 302, refusals(response)
    page = EventPage.objects.get(pk=page.pk)
    assert subjects(page) == ([], [], [], (1, 4))
    assert client.get(page.url).status_code == 200


def test_draft_with_a_keyword_that_was_deleted_since_can_be_edited(client, parts):
    page = make_event()
    save_draft(client, page, fill(client, page, **parts))
    parts["keyword"].delete()
    page = publish(client, page)
    assert subjects(page) == ([], ["Housing"], ["Guide"], (1, 4))


def test_300_keywords_are_saved_published_and_shown(client):
    page = make_event(**about(keywords=[make_keyword(f"K{n:03}") for n in range(299)]))
    form = read_form(client, edit_url(page))
    add_row(form, "keyword_links", keyword=make_keyword("Last").pk)
    page = publish(client, page, form)
    assert page.keyword_links.count() == 300
    assert client.get(page.url).content.count(b'href="/keywords/') == 300
    assert Subscriber(client, f"{FEED}?keyword=last").titles == [page.title]


def test_intercept_that_does_not_exist_is_refused(client):
    page = make_event()
    form = read_form(client, edit_url(page)) | {"intercepts": ["6"]}
    response = send(client, edit_url(page), form)
    assert response.status_code == 200
    assert "intercepts" in response.context["form"].errors
