"""Chosen sessions in the admin: who has which, the seats of each, and people added by hand."""

import csv
import io

import pytest
from bs4 import BeautifulSoup

from events.registration.models import Registration, SeatCount
from tests.events.registration.admin.staff import list_rows, names, soup_of, url
from tests.events.registration.series_ledger import places_of, session_seats
from tests.make import NOW, make_registration, make_series, make_webinar, records_of, uids_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("index", "registrar"),
]

FIRST, SECOND = "November 29, 2026", "December 6, 2026"


def text(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


@pytest.fixture
def event():
    """Ada has the first session, Ben waits for it and has the second."""
    event = make_series(title="Lunches", seats=(1, 5, None))
    make_registration(event=event, name="Ada", sessions=[0])
    make_registration(event=event, name="Ben", sessions=[0, 1])
    return event


def test_row_says_which_sessions_somebody_has(client, event):
    ben, ada = list_rows(client, event=event.pk)

    assert ada["State"] == "November 29: Confirmed"
    assert ben["State"] == "November 29: Waitlisted, place 1; December 6: Confirmed"


@pytest.mark.parametrize("number", [1, 3, 30])
def test_listing_of_a_series_costs_the_same_for_any_number(
    client, number, django_assert_num_queries
):
    event = make_series(seats=(2, 2, None))
    for _ in range(number):
        make_registration(event=event)
    make_registration(event=event)
    for _ in range(2):
        make_registration(event=event)  # of whom somebody waits
    client.get(url("list"))

    with django_assert_num_queries(19):
        client.get(url("list"))


def test_seats_of_each_session_stand_above(client, event):
    page = text(client.get(url("list", event=event.pk)))

    assert f"{FIRST}, at 2:00 p.m. ET: 1 confirmed, 1 waiting of 1" in page
    assert f"{SECOND}, at 2:00 p.m. ET: 1 confirmed of 5" in page


def test_people_are_found_by_session(client, event):
    first, second, third = records_of(event)

    assert names(client, event=event.pk, session=first.pk) == ["Ben", "Ada"]
    assert names(client, event=event.pk, session=second.pk) == ["Ben"]
    assert names(client, event=event.pk, session=third.pk) == []
    assert names(client, event=event.pk, session="x") == []


def test_other_events_have_no_filter_by_session(client, event):
    other = make_webinar()
    make_registration(event=other)

    assert soup_of(client.get(url("list", event=event.pk))).select("[name=session]")
    assert not soup_of(client.get(url("list", event=other.pk))).select("[name=session]")


def test_spreadsheet_has_a_column_for_each_session(client, event):
    response = client.get(url("list", event=event.pk, export="csv"))

    content = b"".join(response.streaming_content).decode("utf-8-sig")
    ben, ada = csv.DictReader(io.StringIO(content, newline=""))
    first, second, third = (
        f"{day}, at 2:00 p.m. ET" for day in (FIRST, SECOND, "December 13, 2026")
    )
    assert [ada[first], ada[second], ada[third]] == ["Confirmed", "", ""]
    assert [ben[first], ben[second]] == ["Waitlisted, place 1", "Confirmed"]
    assert ben["Sessions"].startswith(f"{first}: Waitlisted, place 1; {second}: Confirmed")


def test_somebody_is_added_by_hand_to_sessions(client, event):
    address = url("add", event=event.pk)
    data = {"event": event.pk, "name": "Cleo", "email": "cleo@county.example"}

    refused = client.post(address, data)
    assert "Choose at least one session." in text(refused)
    client.post(address, data | {"sessions": uids_of(event, [1, 2])})

    cleo = Registration.objects.get(name="Cleo")
    assert places_of(cleo) == ["confirmed", "confirmed"]
    assert session_seats(event)[1] == (5, 2, 0, 0)


def test_places_are_held_in_one_session(client, event):
    record = records_of(event)[1]

    client.post(url("hold", event.pk), {"session": record.pk, "number": 2})

    assert session_seats(event) == [(1, 1, 0, 1), (5, 1, 2, 0), (None, 0, 0, 0)]


def test_somebody_gets_a_place_by_hand(client, event):
    ben = Registration.objects.get(name="Ben")
    page = text(client.get(url("inspect", ben.pk)))
    assert "Waitlisted, place 1" in page
    assert "Give a place" in page
    refused = client.post(url("promote", ben.pk))
    assert "No place is free in these sessions." in text(refused)

    SeatCount.objects.filter(session_key=records_of(event)[0].session_key).update(capacity=2)
    client.post(url("promote", ben.pk))

    assert places_of(ben) == ["confirmed", "confirmed"]
    assert session_seats(event)[0] == (2, 2, 0, 0)


def test_cancelling_is_explained_and_remembered(client, event):
    ada = Registration.objects.get(name="Ada")

    page = text(client.get(url("cancel", ada.pk)))
    assert "whoever waits longest gets the place" in page
    client.post(url("cancel", ada.pk))

    assert places_of(Registration.objects.get(name="Ben")) == ["confirmed", "confirmed"]
    history = text(client.get(url("inspect", ada.pk)))
    assert f"Sessions: {FIRST}, at 2:00 p.m. ET → nothing" in history
