"""Changing sessions while others write, after they did, and who may at all."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import EventPage
from tests.events.calendars import sequences, uids
from tests.events.editor import edit_url, publish, read_form, save_draft, send
from tests.events.plans import (
    change_url,
    days,
    draft_sessions,
    form_in,
    look,
    said,
    write,
)
from tests.make import NOW, make_admin, make_event, make_member, make_session, make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def page(index):
    """Four Sundays from November 29, 2026, on, from 2:00 to 3:30 p.m."""
    return make_event(sessions=[make_session(day) for day in (7, 14, 21, 28)])


def second(page) -> str:
    """The address for the second session."""
    return change_url(page, draft_sessions(page)[1])


def starts(page) -> list[str]:
    return [f"{s.date:%m/%d} {s.start_time:%H:%M}–{s.end_time:%H:%M}" for s in draft_sessions(page)]


# ---- meanwhile ----


def test_form_sent_twice_moves_once(client, editor, page):
    plan = look(client, second(page), date="12/7/2026")
    write(client, second(page), plan)

    response = write(client, second(page), plan)

    assert said(response) == [
        "The draft has these changes already. Publish it when they are right."
    ]
    assert days(page) == ["2026-11-29", "2026-12-07", "2026-12-14", "2026-12-21"]


def test_draft_that_changed_in_the_meantime_is_shown_and_not_written_over(client, editor, page):
    plan = look(client, second(page), date="12/7/2026")
    form = read_form(client, edit_url(page))
    form["sessions-1-date"] = "12/5/2026"
    save_draft(client, page, form)

    response = write(client, second(page), plan)

    assert "draft was changed in the meantime, so nothing was saved." in response.context["problem"]
    first = response.context["rows"][0]
    assert (first["words"][:26], first["after"][:24]) == (
        "Saturday, December 5, 2026",
        "Monday, December 7, 2026",
    )
    assert days(page)[1] == "2026-12-05"


def test_version_from_before_the_change_can_be_restored(client, editor, page):
    save_draft(client, page)
    first = EventPage.objects.get(pk=page.pk).latest_revision
    before = uids(page)
    write(client, second(page), look(client, second(page), date="12/7/2026"))
    publish(client, page)
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])

    send(client, url, read_form(client, url), action="publish")

    assert days(page) == ["2026-11-29", "2026-12-06", "2026-12-13", "2026-12-20"]
    assert (uids(page), sequences(page)) == (before, [0, 2, 2, 2])


def test_copy_s_sessions_change_alone(client, editor, page):
    copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)

    write(client, second(copy), look(client, second(copy), start_time="10 am"))

    assert starts(page)[1] == "12/06 14:00–15:30"
    assert starts(copy)[1] == "12/06 10:00–11:30"


# ---- who may ----


def test_only_who_may_edit_the_page_can_change(client, page):
    url = second(page)
    form = {"date": "12/7/2026", "start_time": "2 pm", "minutes": "90", "zone": "America/New_York"}
    for user in (make_visitor(), make_member("add"), None):
        client.logout()
        if user:
            client.force_login(user)
        for answer in (client.get(url), client.post(url, form)):
            assert answer.status_code in (302, 403)
    client.force_login(make_member("change", username="changer"))
    assert client.get(url).status_code == 200


def test_locked_page_is_not_written_as_in_the_editor(client, editor, page):
    plan, url = look(client, second(page), date="12/7/2026"), second(page)
    EventPage.objects.filter(pk=page.pk).update(locked=True, locked_by=make_admin(username="other"))

    response = write(client, url, plan)

    assert said(response)[0] == "The page could not be saved as it is locked."
    assert days(page)[1] == "2026-12-06"


def test_alias_leads_to_its_editor(client, editor, page):
    alias = page.create_alias(update_slug="alias")
    assert client.get(change_url(alias)).url == edit_url(alias)
    assert client.post(change_url(alias), {}).url == edit_url(alias)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_plan_costs_the_same_for_any_number(client, index, editor, number):
    page = make_event(sessions=[make_session(day) for day in range(1, number + 1)])
    url = change_url(page)
    look(client, url, minutes="60")
    form = {**form_in(client.get(url)), "minutes": "60"}
    counts = []
    with CaptureQueriesContext(connection) as captured:
        plan = client.post(url, form)
    counts.append(len(captured))
    with CaptureQueriesContext(connection) as captured:
        client.post(url, {**form_in(plan), "write": "1"})
    counts.append(len(captured))
    assert {line[12:] for line in starts(page)} == {"15:00"}
    # PostgreSQL's search index costs a statement more when a draft is saved.
    assert counts == [12, 55 if connection.vendor == "sqlite" else 56]
