"""Repeating a session in the admin: the rule, the plan, and the draft afterwards."""

import pytest
from wagtail.models import Revision

from events.drafts import draft_of
from events.models import EventPage, Session
from events.repeat.days import Frequency
from events.repeat.plan import Rule, plan_repeats
from tests.events.calendars import records_of, told
from tests.events.editor import edit_url, publish, read_form, save_draft
from tests.events.plans import (
    days,
    draft_sessions,
    form_in,
    look,
    repeat_url,
    rows,
    said,
    write,
)
from tests.make import NOW, make_event, make_series, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

THREE = ["2026-11-29", "2026-12-06", "2026-12-13"]
REPEAT_RULE = {"frequency": "weekly", "count": "2"}


@pytest.fixture
def page(index):
    """A live event on Sunday, November 29, 2026, from 2:00 to 3:30 p.m."""
    return make_event(sessions=[make_session(7)])


def test_plan_is_shown_in_words_before_anything_is_written(client, editor, page):
    response = look(client, repeat_url(page), until="12/27/2026")

    assert rows(response) == [
        ("Sunday, December 6, 2026, 2:00–3:30 p.m. ET", "", True),
        ("Sunday, December 13, 2026, 2:00–3:30 p.m. ET", "", True),
        ("Sunday, December 20, 2026, 2:00–3:30 p.m. ET", "", True),
        ("Sunday, December 27, 2026, 2:00–3:30 p.m. ET", "", True),
    ]
    assert "Every week on Sunday until December 27, 2026: 4 sessions" in response.content.decode()
    assert Revision.objects.count() == 0
    assert days(page) == ["2026-11-29"]


def test_sessions_go_to_the_draft_and_nothing_is_published(client, editor, page):
    before = told(page)

    response = write(client, repeat_url(page), look(client, repeat_url(page), count="2"))

    assert said(response) == ["2 sessions were added to the draft. Publish it when they are right."]
    assert response.redirect_chain == [(f"{edit_url(page)}#tab-when_and_where", 302)]
    assert days(page) == THREE
    assert len({session.key for session in draft_sessions(page)}) == 3
    assert told(page) == before
    assert Session.objects.filter(page=page).count() == 1
    assert EventPage.objects.get(pk=page.pk).has_unpublished_changes


def test_published_sessions_have_records_of_their_own(client, editor, page):
    [old] = records_of(page)
    write(client, repeat_url(page), look(client, repeat_url(page), count="2"))

    publish(client, page)

    records = records_of(page)
    assert len({record.uid for record in records}) == 3
    assert [record.sequence for record in records] == [0, 0, 0]
    assert (records[0].uid, records[0].text) == (old.uid, old.text)


def test_draft_that_nobody_published_can_be_repeated(client, index, editor):
    page = make_event(live=False, sessions=[make_session(7)])

    write(client, repeat_url(page), look(client, repeat_url(page), count="1"))

    assert days(page) == THREE[:2]
    assert not EventPage.objects.get(pk=page.pk).live


def test_session_that_only_the_draft_has_can_be_repeated(client, editor, page):
    form = read_form(client, edit_url(page))
    form["sessions-0-date"] = "12/1/2026"
    save_draft(client, page, form)

    write(client, repeat_url(page), look(client, repeat_url(page), count="1"))

    assert days(page) == ["2026-12-01", "2026-12-08"]
    assert [s.date.isoformat() for s in Session.objects.filter(page=page)] == ["2026-11-29"]


def test_second_tuesday_without_holidays_and_single_dates_by_hand(client, index, editor):
    page = make_event(sessions=[make_session(16)])  # Tuesday, December 8
    response = look(client, repeat_url(page), frequency="monthly_nth", count="3")
    assert "Every month on the second Tuesday: 3 sessions" in response.content.decode()

    write(client, repeat_url(page), response, chosen=["2027-01-12", "2027-03-09"])

    assert days(page) == ["2026-12-08", "2027-01-12", "2027-03-09"]


def test_holiday_is_left_out_until_it_is_ticked(client, index, editor):
    page = make_event(sessions=[make_session(26)])  # Friday, December 18
    response = look(client, repeat_url(page), count="1")
    assert rows(response) == [
        ("Friday, December 25, 2026, 2:00–3:30 p.m. ET", "Federal holiday: Christmas Day.", False),
        ("Friday, January 1, 2027, 2:00–3:30 p.m. ET", "Federal holiday: New Year's Day.", False),
        ("Friday, January 8, 2027, 2:00–3:30 p.m. ET", "", True),
    ]
    assert "2 dates are left out; the reason stands beside each." in response.content.decode()

    write(client, repeat_url(page), response, chosen=["2027-01-01", "2027-01-08"])

    assert days(page) == ["2026-12-18", "2027-01-01", "2027-01-08"]


def test_holidays_are_days_like_others_without_the_tick(client, index, editor):
    page = make_event(sessions=[make_session(26)])
    response = look(client, repeat_url(page), count="1", skips_holidays=None)
    assert [row[2] for row in rows(response)] == [True]

    write(client, repeat_url(page), response)

    assert days(page) == ["2026-12-18", "2026-12-25"]


def test_time_that_does_not_exist_has_no_tick_and_cannot_be_forced(client, index, editor):
    page = make_event(sessions=[make_session(105, "02:30", "03:30")])  # Sunday, March 7
    response = look(client, repeat_url(page), count="1")
    [(words, note, _), (_, _, is_chosen)] = rows(response)
    assert words == "Sunday, March 14, 2027"
    assert note.startswith("2:30 a.m. does not exist on March 14, 2027")
    assert is_chosen

    response = write(client, repeat_url(page), response, chosen=["2027-03-14"])

    assert response.context["problem"] == "Tick at least one of these dates."
    assert days(page) == ["2027-03-07"]


def test_who_goes_back_finds_what_was_written(client, editor, page):
    typed = {"frequency": "biweekly", "until": "dec 31, 2026", "skips_holidays": None}
    response = look(client, repeat_url(page), **typed)
    form = form_in(response)
    assert form["until"] == "dec 31, 2026"

    back = client.post(repeat_url(page), {**form, "again": "1"})

    shown = form_in(back)
    assert (shown["frequency"], shown["until"]) == ("biweekly", "dec 31, 2026")
    assert "skips_holidays" not in shown
    assert days(page) == THREE[:1]


def test_repeated_session_has_as_many_seats(index, editor):
    event = make_series(parent=index, seats=(12,), days=(7,))
    source = draft_of(event).dated_sessions[0]
    rule = Rule(frequency=Frequency.WEEKLY, count=2)
    planned = plan_repeats(sessions=[source], source=source, rule=rule, now=NOW)
    assert [one.session.capacity for one in planned] == [12, 12]
