"""The listing of registrations: what a row says, how rows are found, and what they cost."""

from datetime import timedelta

import pytest

from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.registration.actions import cancel_registration, hold_places
from tests.events.registration.admin.staff import (
    links_in,
    list_rows,
    messages_in,
    names,
    soup_of,
    url,
)
from tests.make import NOW, make_registration, make_session, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("registrar"),
]

QUERIES = 18


def kind_label(kind: str) -> str:
    from events.outbox.kinds import mail_kind

    return str(mail_kind(f"registration.{kind}").label)


def test_row_says_who_comes_where_they_stand_and_what_they_need(client, index):
    event = make_webinar(
        title="Night shift", capacity=1, sessions=[make_session(7, zone="America/Chicago")]
    )
    make_registration(
        event=event, name="Ada", email="ada@county.example", organization="Pine County",
        needs_interpreter=True, needs_slides_early=True, other_needs="A quiet room",
    )  # fmt: skip
    make_registration(event=event, name="Ben", email="ben@county.example")
    OwedMail.objects.filter(to_name="Ada").update(state=MailState.SENT, sent_at=NOW)

    shown = {
        "Event": "Night shift, November 29, 2026",
        "Registered": "November 22, 2026, at 9:00 a.m. CT",
    }
    assert list_rows(client) == [
        {
            "": "", "Name": "Ben", "E-mail": "ben@county.example", "State": "Waitlisted, place 1",
            "Organization": "", "Needs": "", **shown,
            "Latest message": f"{kind_label('waitlisted')}, queued",
        },
        {
            "": "", "Name": "Ada", "E-mail": "ada@county.example", "State": "Confirmed",
            "Organization": "Pine County",
            "Needs": "ASL interpreter; slides in advance; A quiet room", **shown,
            "Latest message": f"{kind_label('confirmed')}, sent",
        },
    ]  # fmt: skip


def test_place_on_the_waitlist_is_that_of_each_event_whatever_is_filtered(client, people, index):
    other = make_webinar(title="Other", capacity=0)
    make_registration(event=other, name="Eve")
    cancel_registration(registration=make_registration(event=other, name="Finn"), now=NOW)
    make_registration(event=other, name="Gus")

    places = {row["Name"]: row["State"] for row in list_rows(client, state="waitlisted")}

    assert places == {
        "Cleo": "Waitlisted, place 1", "Dan": "Waitlisted, place 2",
        "Eve": "Waitlisted, place 1", "Gus": "Waitlisted, place 2",
    }  # fmt: skip
    assert list_rows(client, q="dan")[0]["State"] == "Waitlisted, place 2"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"state": "confirmed"}, ["Ben", "Ada"]),
        ({"state": "cancelled"}, ["Dan"]),
        ({"role": "Clinician"}, ["Ada"]),
        ({"needs": "any"}, ["Ben", "Cleo", "Ada"]),
        ({"needs": "interpreter"}, ["Ada"]),
        ({"needs": "slides"}, ["Ben"]),
        ({"needs": "other"}, ["Cleo"]),
        ({"created_at_from": "2026-11-23"}, ["Ben"]),
        ({"created_at_to": "2026-11-22"}, ["Dan", "Cleo", "Ada"]),
        ({"q": "pine"}, ["Ada"]),
        ({"q": "BEN@"}, ["Ben"]),
        ({"q": "cle"}, ["Cleo"]),
        ({"q": "100%"}, []),
        ({"ordering": "name"}, ["Ada", "Ben", "Cleo", "Dan"]),
        ({"ordering": "-email"}, ["Dan", "Cleo", "Ben", "Ada"]),
        ({"ordering": "nonsense"}, ["Ben", "Dan", "Cleo", "Ada"]),
    ],
)
def test_rows_are_found_and_ordered(client, event, query, found):
    make_registration(
        event=event, name="Ada", role="Clinician", organization="Pine County",
        needs_interpreter=True, email="a@county.example",
    )  # fmt: skip
    make_registration(
        event=event, name="Ben", needs_slides_early=True, now=NOW + timedelta(days=1),
        email="ben@county.example",
    )  # fmt: skip
    make_registration(event=event, name="Cleo", other_needs="Braille", email="c@county.example")
    dan = make_registration(event=event, name="Dan", role="Dispatcher", email="d@county.example")
    cancel_registration(registration=dan, now=NOW)

    assert names(client, **query) == found


def test_one_event_stands_with_its_places_above_its_people(client, event, people, index):
    make_registration(event=make_webinar(title="Other"), name="Eve")
    cancel_registration(registration=people[3], now=NOW)

    soup = soup_of(client.get(url("list", event=event.pk)))

    assert names(client, event=event.pk) == ["Dan", "Cleo", "Ben", "Ada"]
    assert "Night shift, November 29, 2026" in soup.get_text()
    assert "2 confirmed, 1 waiting of 2" in soup.get_text()
    assert "Event" not in list_rows(client, event=event.pk)[0]
    assert {url("add", event=event.pk), url("hold", event.pk)} <= links_in(
        client.get(url("list", event=event.pk))
    )


def test_held_places_and_no_limit_are_said(client, index):
    held = make_webinar(capacity=50)
    hold_places(event=held, number=2, now=NOW)
    free = make_webinar(capacity=None)
    make_registration(event=free)

    def text(event):
        return soup_of(client.get(url("list", event=event.pk))).get_text()

    assert "0 confirmed, 2 held of 50" in text(held)
    assert "1 confirmed, no limit" in text(free)


def test_event_without_anybody_has_a_heading_and_no_rows(client, event, index):
    make_registration(event=make_webinar(title="Other"), name="Eve")

    response = client.get(url("list", event=event.pk))

    assert "0 confirmed of 2" in soup_of(response).get_text()
    assert names(client, event=event.pk) == []


@pytest.mark.parametrize(
    "query",
    [
        {"event": "999999"}, {"event": "abc"}, {"event": "9" * 30}, {"event": "-1"}, {"event": "²"},
        {"state": "asleep"}, {"needs": "nothing"}, {"role": "Nobody's"},
        {"created_at_from": "yesterday"},
    ],
)  # fmt: skip
def test_what_can_not_be_understood_finds_nobody(client, people, query):
    assert names(client, **query) == []
    assert client.get(url("list"), {**query, "export": "csv"}).status_code == 200


def test_results_alone_carry_the_places_too(client, event, people):
    soup = soup_of(client.get(url("list_results", event=event.pk)))

    assert "2 confirmed, 2 waiting of 2" in soup.get_text()


@pytest.mark.parametrize("number", [1, 3, 50])
def test_listing_costs_the_same_for_any_number_of_rows(
    client, index, number, django_assert_num_queries
):
    events = [make_webinar(capacity=0), make_webinar(capacity=9), make_webinar(capacity=None)]
    for count in range(number):
        make_registration(event=events[count % 3])
    client.get(url("list"))

    with django_assert_num_queries(QUERIES):
        response = client.get(url("list"))

    assert len(soup_of(response).select("table.listing tbody tr")) == number


def test_row_offers_what_can_be_done_with_the_person(client, event, people):
    cancel_registration(registration=people[3], now=NOW)

    links = links_in(client.get(url("list")))

    offered = {
        name: [person.name for person in people if url(name, person.pk) in links]
        for name in ("inspect", "edit", "cancel", "promote", "invite")
    }
    assert offered == {
        "inspect": ["Ada", "Ben", "Cleo", "Dan"],
        "edit": ["Ada", "Ben", "Cleo"],
        "cancel": ["Ada", "Ben", "Cleo"],
        "promote": ["Cleo"],
        "invite": ["Ada", "Ben"],
    }


def test_menu_leads_to_the_listing(client):
    assert url("list") in client.get("/admin/").content.decode()
    assert messages_in(client.get(url("list"))) == []
