"""Places in the page explorer: what stands beside an event."""

import pytest
from django.urls import reverse

from events.explorer_columns import ExplorerColumn, explorer_columns, register_explorer_column
from events.registration.actions import hold_places
from events.registration.admin.seats import SEATS_COLUMN, seat_texts
from tests.events.registration.admin.staff import soup_of
from tests.make import NOW, make_event, make_registration, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("editor"),
]


def column(client, index, heading="Seats") -> dict[str, str]:
    """What stands under a heading, by title."""
    soup = soup_of(client.get(reverse("wagtailadmin_explore", args=[index.pk])))
    heads = [head.get_text(" ", strip=True) for head in soup.select("table.listing thead th")]
    found = {}
    for row in soup.select("table.listing tbody tr"):
        cells = row.find_all("td", recursive=False)
        title = row.select_one(".title-wrapper").get_text(" ", strip=True)
        found[title] = cells[heads.index(heading)].get_text(" ", strip=True)
    return found


def test_column_says_places_held_and_waiting(client, index):
    full = make_webinar(title="Full", capacity=1)
    for _ in range(3):
        make_registration(event=full)
    hold_places(event=make_webinar(title="Held", capacity=50), number=2, now=NOW)
    make_registration(event=make_webinar(title="No limit", capacity=None))
    make_webinar(title="Fresh", capacity=9)
    make_event(title="Draft", live=False, capacity=7)
    make_event(title="Elsewhere", takes_registrations=False)

    assert column(client, index) == {
        "Full": "1 of 1, 2 waiting",
        "Held": "0 of 50, 2 held",
        "No limit": "1, no limit",
        "Fresh": "0 of 9",
        "Draft": "0 of 7",
        "Elsewhere": "",
    }


def test_event_that_takes_nobody_any_more_still_shows_who_came(client, index):
    event = make_webinar(title="Closed", capacity=5)
    make_registration(event=event)
    event.takes_registrations = False
    event.save()

    assert column(client, index) == {"Closed": "1 of 5"}


def test_alias_shows_the_places_of_its_original(client, index):
    event = make_webinar(title="Original", capacity=5)
    make_registration(event=event)
    alias = event.create_alias(update_slug="alias")

    assert seat_texts(events=[event, alias]) == {event.pk: "1 of 5", alias.pk: "1 of 5"}
    assert column(client, index) == {"Original": "1 of 5"}


def test_column_of_the_same_name_is_replaced():
    def texts(*, events):
        return {}

    before = explorer_columns()
    register_explorer_column(ExplorerColumn(name="seats", label="Places", texts=texts))
    try:
        assert [shown.label for shown in explorer_columns()] == [
            "Places" if shown.name == "seats" else shown.label for shown in before
        ]
    finally:
        register_explorer_column(SEATS_COLUMN)
    assert explorer_columns() == before
