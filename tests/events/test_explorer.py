"""The page explorer below an event index: what a row says, what it costs, and which actions it offers."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.test.utils import WagtailTestUtils

from events.actions import cancel_event, postpone_event
from tests.make import NOW, make_event, make_past_webinar, make_session, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("editor"),
]

QUERIES = 27


def explore(client, index, **query):
    response = client.get(reverse("wagtailadmin_explore", args=[index.pk]), query)
    assert response.status_code == 200
    return response


def rows(response) -> dict[str, list[str]]:
    """The columns when, phase and delivery by title, as printed."""
    soup = WagtailTestUtils.get_soup(response.content)
    heads = [head.get_text(" ", strip=True) for head in soup.select("table.listing thead th")]
    first = next(number for number, head in enumerate(heads) if head.startswith("When"))
    found = {}
    for row in soup.select("table.listing tbody tr"):
        cells = row.find_all("td", recursive=False)
        title = row.select_one(".title-wrapper").get_text(" ", strip=True)
        texts = [cell.get_text(" ", strip=True) for cell in cells]
        found[title] = texts[first : first + 3]
    return found


def test_rows_say_when_phase_and_delivery(client, index, time_machine):
    make_event(title="Next week")
    make_webinar(title="Two days", sessions=[make_session(9), make_session(8)], delivery="hybrid")
    make_webinar(title="Running", sessions=[make_session(0, "09:00", "11:00")])
    make_past_webinar(title="Waiting", recording_expected_date=(NOW + timedelta(days=9)).date())
    make_past_webinar(title="Archive", recording_url="https://vimeo.com/123456789")
    make_event(title="Undated", live=False, sessions=[])

    assert rows(explore(client, index)) == {
        "Next week": ["November 29, 2026, 2:00–3:30 p.m. ET", "Upcoming", "In person"],
        "Two days": ["November 30, 2026, 2:00–3:30 p.m. ET", "Upcoming", "Hybrid"],
        "Running": ["November 22, 2026, 9:00–11:00 a.m. ET", "Live", "Virtual"],
        "Waiting": [
            "October 23, 2026, 2:00–3:30 p.m. ET",
            "Recording expected by December 1",
            "Virtual",
        ],
        "Archive": ["October 23, 2026, 2:00–3:30 p.m. ET", "Archive", "Virtual"],
        "Undated": ["No date", "", "In person"],
    }


def test_decision_goes_before_the_phase(client, index):
    cancel_event(event=make_event(title="Off"), reason="It rains.", now=NOW)
    postpone_event(event=make_webinar(title="Later"), reason="It rains.", now=NOW)

    phases = {title: row[1] for title, row in rows(explore(client, index)).items()}

    assert phases == {"Off": "Cancelled", "Later": "Postponed"}


def test_latest_event_comes_first_and_columns_can_be_sorted(client, index):
    make_event(title="B", sessions=[make_session(3)], delivery="virtual")
    make_event(title="A", sessions=[make_session(9)])
    make_event(title="C", sessions=[make_session(6)], delivery="hybrid")

    assert list(rows(explore(client, index))) == ["A", "C", "B"]
    assert list(rows(explore(client, index, ordering="first_starts_at"))) == ["B", "C", "A"]
    assert list(rows(explore(client, index, ordering="title"))) == ["A", "B", "C"]
    assert list(rows(explore(client, index, ordering="delivery"))) == ["C", "A", "B"]


def test_rows_can_be_filtered_by_delivery(client, index):
    make_event(title="In a room")
    make_webinar(title="Online")

    assert list(rows(explore(client, index, delivery="virtual"))) == ["Online"]


@pytest.mark.parametrize("number", [1, 3, 50])
def test_list_costs_the_same_for_any_number_of_rows(
    client, index, number, django_assert_num_queries
):
    for day in range(number):
        page = make_webinar(sessions=[make_session(day + 1), make_session(day + 2)])
        if day % 5 == 0:
            cancel_event(event=page, reason="It rains.", now=NOW)
    explore(client, index)

    with django_assert_num_queries(QUERIES):
        response = explore(client, index)

    assert len(rows(response)) == number


def test_row_offers_what_can_be_done_with_the_event(client, index):
    page = make_event()

    links = links_in(explore(client, index))

    assert {
        reverse(f"events_admin:{name}", args=[page.pk])
        for name in ("cancel", "postpone", "run_again")
    } <= links
    assert reverse("events_admin:restore", args=[page.pk]) not in links


def test_header_of_the_form_offers_the_same(client, index):
    page = make_event()
    cancel_event(event=page, reason="It rains.", now=NOW)

    links = links_in(client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])))

    assert {
        reverse(f"events_admin:{name}", args=[page.pk]) for name in ("restore", "run_again")
    } <= links
    assert reverse("events_admin:cancel", args=[page.pk]) not in links


def links_in(response) -> set[str]:
    soup = WagtailTestUtils.get_soup(response.content)
    return {link["href"] for link in soup.find_all("a", href=True)}
