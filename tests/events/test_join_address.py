"""Who may see the join address: everyone, or registrants by e-mail; nothing public holds the latter."""

from datetime import UTC, datetime

import pytest

from events.actions import cancel_event
from events.enums import JoinVisibility
from events.models import CalendarRecord, EventPage
from tests.make import NOW, make_presenter, make_speaker, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

JOIN_URL = "https://meet.example.org/room-4711?pwd=secret&x=1"
TRACE = "room-4711"
LIVE = datetime(2026, 11, 29, 19, 30, tzinfo=UTC)
MOMENTS = {"upcoming": NOW, "live": LIVE, "over": datetime(2026, 12, 1, tzinfo=UTC)}


def make_joined(visibility: JoinVisibility):
    return make_webinar(
        slug="joined",
        join_url=JOIN_URL,
        join_visibility=visibility,
        presenters=[make_presenter(speaker=make_speaker(name="Ana Prado"))],
    )


def public_answers(client) -> dict[str, str]:
    """Everything an anonymous visitor and a calendar program get, by address."""
    addresses = ["/", "/events/", "/events/?when=past", "/events/joined/", "/speakers/ana-prado/",
                 "/events/joined/event.ics", "/calendar/", "/calendar/events.ics", "/sitemap.xml"]  # fmt: skip
    answers = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        content = response.content.decode().replace("\r\n ", "")
        answers[address] = f"{response.headers} {content}"
    assert "joined" in answers["/events/joined/"]
    return answers


@pytest.mark.parametrize("moment", MOMENTS)
def test_address_for_registrants_is_in_nothing_public(client, time_machine, moment):
    page = make_joined(JoinVisibility.REGISTRANTS)
    time_machine.move_to(MOMENTS[moment])
    assert EventPage.objects.get(pk=page.pk).join_url == JOIN_URL
    found = [address for address, text in public_answers(client).items() if TRACE in text]
    assert found == []


def test_address_for_registrants_is_not_in_the_stored_text(index):
    page = make_joined(JoinVisibility.REGISTRANTS)
    record = CalendarRecord.objects.get(page_id=page.pk)
    assert (record.join_url, TRACE in record.text) == ("", False)


@pytest.mark.parametrize(
    ("moment", "places"),
    [
        ("upcoming", {"/events/joined/", "/events/joined/event.ics", "/calendar/events.ics"}),
        (
            "live",
            {"/", "/events/", "/events/joined/", "/speakers/ana-prado/"}
            | {"/events/joined/event.ics", "/calendar/events.ics"},
        ),
        ("over", {"/events/joined/event.ics", "/calendar/events.ics"}),
    ],
)
def test_public_address_is_where_visitors_look_for_it(client, time_machine, moment, places):
    make_joined(JoinVisibility.PUBLIC)
    time_machine.move_to(MOMENTS[moment])
    answers = public_answers(client)
    assert {address for address, text in answers.items() if TRACE in text} == places


def test_public_address_is_a_whole_link(client, time_machine):
    page = make_joined(JoinVisibility.PUBLIC)
    link = 'href="https://meet.example.org/room-4711?pwd=secret&amp;x=1"'
    assert link in client.get(page.url).content.decode()
    time_machine.move_to(LIVE)
    assert link in client.get(page.url).content.decode()
    assert link in client.get("/events/").content.decode()


def test_public_address_of_a_cancelled_event_is_gone_from_pages(client, time_machine):
    page = make_joined(JoinVisibility.PUBLIC)
    assert TRACE in client.get(page.url).content.decode()
    cancel_event(event=page, reason="The river rose.", now=NOW)
    for moment in (NOW, LIVE):
        time_machine.move_to(moment)
        for address in ("/", "/events/", "/events/joined/"):
            assert TRACE not in client.get(address).content.decode()


def test_address_that_becomes_private_leaves_the_feed_at_once(client):
    page = make_joined(JoinVisibility.PUBLIC)
    assert TRACE in client.get("/calendar/events.ics").content.decode().replace("\r\n ", "")
    page.join_visibility = JoinVisibility.REGISTRANTS
    page.save_revision().publish()
    for address, text in public_answers(client).items():
        assert TRACE not in text, address
    record = CalendarRecord.objects.get(page_id=page.pk)
    assert (record.sequence, record.join_url) == (1, "")
