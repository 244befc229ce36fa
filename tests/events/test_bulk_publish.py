"""Bulk publishing shows no form; what is missing is named, and nothing is announced by halves."""

import pytest
from django.urls import reverse

from events.models import EventPage
from events.publishing import missing_for_publishing
from tests.events.calendars import is_shown, records_of
from tests.make import NOW, make_event, make_file, make_session, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("editor"),
]


def publish_all(client, *pages, **choices):
    """Tick these pages in the explorer, choose Publish and confirm; the page that follows."""
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    ids = "&".join(f"id={page.pk}" for page in pages)
    parent = pages[0].get_parent()
    address = f"{url}?{ids}&next={reverse('wagtailadmin_explore', args=[parent.pk])}"
    response = client.post(address, choices, follow=True)
    assert response.status_code == 200
    return [str(message).strip() for message in response.context["messages"]]


def live(*pages) -> list[bool]:
    return [EventPage.objects.get(pk=page.pk).live for page in pages]


def test_complete_drafts_are_published(client, index):
    pages = [make_event(live=False), make_webinar(live=False)]

    publish_all(client, *pages)

    assert live(*pages) == [True, True]
    assert [is_shown(page) for page in pages] == [True, True]


def test_one_incomplete_draft_keeps_all_from_being_published(client, index):
    complete = make_event(live=False)
    empty = make_webinar(live=False, title="Empty", sessions=[], summary="")
    half = make_event(live=False, title="Half", sessions=[make_session(7, "14:00", "13:00")])

    messages = publish_all(client, complete, empty, half)

    assert live(complete, empty, half) == [False, False, False]
    assert records_of(complete) == []
    assert messages == [
        "Nothing was published, since something is missing."
        " “Empty”: it has no session, recording or file, it has no summary;"
        " “Half”: a session lacks its date or times."
    ]


def test_draft_of_a_live_page_is_what_counts(client, index):
    page = make_event(title="Was fine")
    page.sessions = []
    page.save_revision()

    messages = publish_all(client, page)

    assert "“Was fine”: it has no session, recording or file" in messages[0]
    assert EventPage.objects.get(pk=page.pk).sessions.count() == 1


def test_index_with_what_is_below_is_refused_too(client, index):
    empty = make_event(live=False, title="Empty", sessions=[])

    messages = publish_all(client, index, include_descendants="on")

    assert live(empty) == [False]
    assert "“Empty”: it has no session, recording or file" in messages[0]


def test_index_alone_is_published_whatever_is_below(client, index):
    empty = make_event(live=False, sessions=[])

    messages = publish_all(client, index)

    assert live(empty) == [False]
    assert not any("Nothing was published" in message for message in messages)


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({}, []),
        ({"summary": ""}, ["it has no summary"]),
        ({"sessions": []}, ["it has no session, recording or file"]),
        ({"sessions": [], "recording_url": "https://vimeo.com/1"}, []),
    ],
)
def test_missing_for_publishing_names_what_no_visitor_can_do_without(index, fields, missing):
    page = make_event(live=False, **fields)

    assert missing_for_publishing(page) == missing


def test_file_is_something_to_show(index):
    page = make_event(live=False, sessions=[], files=[make_file()])

    assert missing_for_publishing(page) == []
