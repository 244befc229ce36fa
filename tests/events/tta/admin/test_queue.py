"""The queue: its columns, filters, search, order, saved views and cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.tta.enums import LetterState, Stage
from events.tta.models import SavedView
from events.tta.queue import days_short
from tests.events.tta.admin.staff import list_rows, numbers, soup_of, url
from tests.make import (
    NOW,
    days_ago,
    make_admin,
    make_desk_member,
    make_option,
    make_provider,
    make_request,
    make_type,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
QUERIES = 16


def test_row_says_what_staff_triage_by(client, desk):
    request = make_request(
        title="Night shift", now=days_ago(12), event_date=NOW.date() + timedelta(days=100),
        program_area=make_option("Reentry"), owner=desk,
    )  # fmt: skip
    [row] = list_rows(client)
    row.pop("", None)
    found = {name: text for name, text in row.items() if name and "Select" not in name}
    assert found == {
        "Number": request.number,
        "Title and agency": "Night shift Springfield Police Department",
        "Stage": "Submitted",
        "Age": "12 days",
        "Type": "Classroom training",
        "Program area": "Reentry",
        "Letter": "Missing",
        "Lead time": "23 days short",
        "Owner": "Robin Hale",
    }


def test_drafts_are_nobodys(client, desk):
    make_request(stage=Stage.DRAFT)
    shown = make_request()
    assert numbers(client) == [shown.number]


def test_filters_find_what_they_say(client, desk):
    provider, area = make_provider(), make_option("Reentry")
    late = make_request(event_date=NOW.date() + timedelta(days=134))
    exact = make_request(event_date=NOW.date() + timedelta(days=135))
    mine = make_request(owner=desk, stage=Stage.UNDER_REVIEW)
    webinar = make_request(tta_type=make_type("webinar"), program_area=area, now=days_ago(5))
    given = make_request(stage=Stage.ASSIGNED, provider=provider)
    partnered = make_request(stage=Stage.ON_HOLD, partners=[provider])
    checked = make_request(letter_state=LetterState.CHECKED)
    everything = {late, exact, mine, webinar, given, partnered, checked}

    def found(**query):
        shown = set(numbers(client, **query))
        return {row for row in everything if row.number in shown}

    assert found() == everything
    assert found(stage=["under_review", "on_hold"]) == {mine, partnered}
    assert found(tta_type=webinar.tta_type_id) == {webinar}
    assert found(program_area=area.pk) == {webinar}
    assert found(letter_state="checked") == {checked}
    assert found(owner="me") == {mine} == found(owner=desk.pk)
    assert found(owner="nobody") == everything - {mine}
    assert found(provider=provider.pk) == {given, partnered}
    assert found(late="late") == {late}
    assert found(submitted_to=str(days_ago(3).date())) == {webinar}
    assert found(event_date_to=str(late.event_date)) == {late}
    assert found(q="springfield police") == everything
    assert found(q=late.number) == {late}
    assert found(q=late.contact_email) == {late}
    assert found(q="nobody wrote this") == set()


@pytest.mark.parametrize("hour", [0, 3, 12, 23])
@pytest.mark.parametrize("more", [133, 134, 135, 136])
def test_late_in_the_list_is_late_in_the_row_at_every_hour(client, desk, hour, more):
    at = NOW.replace(hour=hour)
    request = make_request(now=at, event_date=NOW.date() + timedelta(days=more))
    assert bool(numbers(client, late="late")) == (days_short(request) > 0)


@pytest.mark.parametrize(
    "query",
    [
        {"stage": "x"}, {"tta_type": "999999999999999999999"}, {"owner": "x"}, {"provider": "-1"},
        {"submitted_from": "30/30/30"}, {"late": "x"}, {"program_area": "\x00"},
    ],
)  # fmt: skip
def test_filter_that_makes_no_sense_finds_nothing(client, desk, query):
    shown = make_request()
    assert numbers(client) == [shown.number]
    assert numbers(client, **query) == []


@pytest.mark.parametrize(
    "ordering",
    ["number", "title", "stage", "submitted_at", "tta_type__name", "program_area__name",
     "letter_state", "event_date", "owner__username"],
)  # fmt: skip
def test_order_is_total_in_both_directions(client, desk, ordering):
    rows = [make_request(title="Same", program_area=None, event_date=None, event_start_time=None,
                         has_event=False) for _ in range(3)]  # fmt: skip
    newest_first = [row.number for row in reversed(rows)]
    if ordering == "number":
        assert numbers(client, ordering="-number") == sorted(newest_first, reverse=True)
        return
    for order in (ordering, f"-{ordering}"):
        assert numbers(client, ordering=order) == newest_first


def test_queries_are_the_same_for_1_3_and_50_rows(client, desk):
    found = []
    for total in (1, 3, 50):
        while total > len(numbers(client)):
            make_request(owner=desk, program_area=make_option("Reentry"))
        with CaptureQueriesContext(connection) as queries:
            client.get(url("list"))
        found.append(len(queries))
    assert found == [QUERIES, QUERIES, QUERIES]


def test_saved_view_is_kept_shared_and_deleted(client, desk):
    mine, other = make_request(owner=desk), make_request()
    query = "owner=me&stage=submitted"

    client.post(url("save_view"), {"name": "Mine", "is_shared": "on", "query": query})

    view = SavedView.objects.get()
    assert (view.name, view.query, view.is_shared, view.user) == ("Mine", query, True, desk)
    soup = soup_of(client.get(url("list")))
    address = soup.find("a", string="Mine")["href"]
    assert address == f"{url('list')}?{query}"
    shown = client.get(address).content.decode()
    assert mine.number in shown
    assert other.number not in shown

    client.force_login(make_desk_member(username="other"))
    assert soup_of(client.get(url("list"))).find("a", string="Mine")
    assert client.post(url("delete_view", view.pk)).status_code == 404
    client.force_login(desk)
    client.post(url("delete_view", view.pk))
    assert not SavedView.objects.exists()


def test_view_of_somebody_else_that_is_not_shared_is_not_shown(client, desk):
    SavedView.objects.create(user=make_admin(), name="Secret view", query="owner=me")
    make_request()
    assert "Secret view" not in client.get(url("list")).content.decode()


@pytest.mark.parametrize(
    "fields",
    [{"name": "", "query": "q=x"}, {"name": "x", "query": ""}, {"name": "x" * 81, "query": "q=x"},
     {"name": "x", "query": "q=" + "x" * 3000}],
)  # fmt: skip
def test_view_without_a_name_or_a_filter_is_not_saved(client, desk, fields):
    assert client.post(url("save_view"), fields).status_code == 302
    assert not SavedView.objects.exists()
