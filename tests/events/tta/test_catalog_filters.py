"""The catalog's list: filters, order, pages, and how many queries it takes."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from events.tta.models import RequestEvent
from resources.pager import PER_PAGE
from tests.events.tta.test_catalog import make_listed, tie
from tests.make import make_option, make_provider, make_session, make_type, make_webinar

pytestmark = pytest.mark.django_db
LONG_AGO, FAR = date(2020, 3, 2), date(2990, 3, 2)


def titles(client, query: str = "") -> list[str]:
    answer = client.get(f"/tta/{query}")
    assert answer.status_code == 200
    return [record.title for record in answer.context["catalog"].records]


def form_of(client, query: str):
    return client.get(f"/tta/{query}").context["catalog"].form


def test_filters_narrow_by_type_area_year_title_and_what_is_to_come(index, client):
    area = make_option("Reentry")
    make_listed(title="Old peers", tta_type=make_type("peer-exchange"), event_date=LONG_AGO)
    make_listed(title="New class", program_area=area, event_date=FAR)

    assert titles(client) == ["New class", "Old peers"]
    assert titles(client, "?type=peer-exchange") == ["Old peers"]
    assert titles(client, f"?area={area.pk}") == ["New class"]
    assert titles(client, "?year=2020") == ["Old peers"]
    assert titles(client, "?when=upcoming") == ["New class"]
    assert titles(client, "?q=PEERS") == ["Old peers"]
    assert titles(client, "?q=%25") == []
    assert titles(client, "?q=peers&when=upcoming") == []


def test_filters_offer_only_what_is_listed(index, client):
    make_listed(event_date=LONG_AGO, program_area=make_option("Reentry"))
    make_listed(event_date=FAR, program_area=make_option("Hidden area"), is_in_catalog=False)

    fields = form_of(client, "").fields

    assert [words for _, words in fields["area"].choices] == ["All program areas", "Reentry"]
    assert [words for _, words in fields["year"].choices] == ["All years", "2020"]
    assert [words for _, words in fields["type"].choices] == ["All types", "Classroom training"]


def test_date_is_that_of_the_published_events(index, client):
    request = make_listed(title="Moved", event_date=LONG_AGO)
    for day in (date(2023, 5, 1), FAR):
        tie(request, make_webinar(sessions=[make_session(day)]))

    assert titles(client, "?year=2023") == titles(client, "?year=2990") == ["Moved"]
    assert titles(client, "?when=upcoming") == ["Moved"]
    years = [value for value, _ in form_of(client, "").fields["year"].choices]
    assert years == ["", "2990", "2023"]
    assert form_of(client, "?year=2020").errors


def test_order_is_latest_first_and_soonest_first_for_what_is_to_come(index, client):
    none = {"event_date": None, "event_start_time": None, "event_end_time": None}
    for title, day in (("B", FAR), ("A", FAR - timedelta(days=1)), ("C", LONG_AGO)):
        make_listed(title=title, event_date=day)
    make_listed(title="D", **none)

    assert titles(client) == ["B", "A", "C", "D"]
    assert titles(client, "?when=upcoming") == ["A", "B"]


@pytest.mark.parametrize(
    "query",
    ["?type=nothing", "?area=x", "?area=99999999999999999999", "?year=1", "?when=never",
     "?q=" + "x" * 101, "?q=%00", "?type=" + "y" * 5000],
)  # fmt: skip
def test_filter_that_means_nothing_is_named_and_left_out(index, client, query):
    make_listed(title="One")
    answer = client.get(f"/tta/{query}")
    assert titles(client, query) == ["One"]
    assert answer.context["catalog"].form.errors
    assert "<title>Error: " in answer.content.decode()
    assert 'class="err"' in answer.content.decode()


def test_nothing_that_matches_leads_back(index, client):
    make_listed(title="One")
    shown = client.get("/tta/?q=nothing").content.decode()
    assert "No record matches these filters together" in shown
    assert '<a href="/tta/">Clear the filters</a>' in shown


def test_list_has_pages(index, client):
    for _ in range(PER_PAGE + 1):
        make_listed()
    assert len(titles(client)) == PER_PAGE
    assert len(titles(client, "?page=2")) == 1
    assert "There is no page 9. This is page 2 of 2." in client.get("/tta/?page=9").content.decode()


def queries(client, url: str) -> int:
    client.get(url)  # the first answer of a site writes what it keeps
    with CaptureQueriesContext(
        connection,
    ) as found:
        assert client.get(url).status_code == 200
    return len(found)


@pytest.mark.parametrize("url", ["/tta/", "/tta/?when=upcoming&q=co"])
def test_list_takes_the_same_queries_for_any_number(index, client, url):
    counts = []
    for number in (1, 2, 9):
        for _ in range(number):
            request = make_listed(
                event_date=timezone.now().date() + timedelta(days=9),
                provider=make_provider(), program_area=make_option("Reentry"),
            )  # fmt: skip
            for _ in range(2):
                tie(request, make_webinar(sessions=[make_session(FAR)]))
        counts.append(queries(client, url))
    assert RequestEvent.objects.count() == 24
    assert counts == [14, 14, 14]


def test_record_takes_the_same_queries_for_any_number_of_events(index, client):
    request = make_listed()
    counts = []
    for number in (1, 2, 9):
        for _ in range(number):
            tie(request, make_webinar(sessions=[make_session(FAR)]))
        counts.append(queries(client, f"/tta/{request.number}/"))
    assert counts == [10, 10, 10]
