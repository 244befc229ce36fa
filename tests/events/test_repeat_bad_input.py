"""What is wrong in a rule for sessions: a sentence at its field, what was typed kept, nothing written."""

import pytest

from tests.events.plans import (
    days,
    draft_sessions,
    form_in,
    look,
    refused,
    repeat_url,
    write,
)
from tests.make import NOW, make_event, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

THREE = ["2026-11-29", "2026-12-06", "2026-12-13"]
REPEAT_RULE = {"frequency": "weekly", "count": "2"}


@pytest.fixture
def page(index):
    """A live event on Sunday, November 29, 2026, from 2:00 to 3:30 p.m."""
    return make_event(sessions=[make_session(7)])


FULL = (
    "An event has at most 60 sessions. There is room for 59 more. Choose an earlier end, or fewer."
)
NEXT = (
    "This rule gives no day: the next one is Sunday, December 6, 2026."
    " Choose that day or a later one."
)


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({}, "until", "Say when it ends: a last day, or a number of sessions."),
        ({"until": "12/20/2026", "count": "2"}, "count", "Give a last day or a number of sessions, not both."),
        ({"until": "soon"}, "until", "“soon” can't be read as a date. Write it like 12/1/2026 or December 1, 2026."),
        ({"until": "11/29/2026"}, "until", "This gives no session: choose a day after Sunday, November 29, 2026."),
        ({"until": "12/5/2026"}, "until", NEXT),
        ({"until": "12/31/9999"}, "until", "December 31, 9999 is too far away. Check the year."),
        ({"until": "12/31/2199"}, "until", FULL),
        ({"count": "0"}, "count", "This gives no session. Write 1 or more."),
        ({"count": "-3"}, "count", "This gives no session. Write 1 or more."),
        ({"count": "ten"}, "count", "Write a whole number, for example 10."),
        ({"count": "10000"}, "count", FULL),
        ({"count": "9" * 5000}, "count", "Write a whole number, for example 10."),
        ({"count": "2", "frequency": "hourly"}, "frequency", "Choose one of these."),
        ({"count": "2", "frequency": "monthly_nth\0"}, "frequency", "Choose one of these."),
        ({"count": "2", "frequency": None}, "frequency", "Choose how often."),
    ],
)  # fmt: skip
def test_bad_rule_is_named_at_its_field_and_kept(client, editor, page, typed, field, sentence):
    response = look(client, repeat_url(page), **typed)

    assert refused(response) == {field: [sentence]}
    shown = form_in(response)
    for name in ("until", "count"):
        assert shown[name] == typed.get(name, "")
    assert days(page) == THREE[:1]


def test_rule_of_which_nothing_is_left_says_why(client, index, editor):
    page = make_event(sessions=[make_session(7), make_session(14, "15:00", "16:00")])
    response = look(client, repeat_url(page), until="12/6/2026")

    assert list(refused(response)) == ["until"]
    assert (
        "It would overlap with the session on Sunday, December 6, 2026, 3:00–4:00 p.m. ET."
        in response.content.decode()
    )


def test_more_ticks_than_there_is_room_for_are_refused_and_kept(client, index, editor):
    page = make_event(sessions=[make_session(-200 + day) for day in range(57)])
    response = look(client, repeat_url(page, draft_sessions(page)[-1]), count="3")
    offered = [row["value"] for row in response.context["rows"]]
    assert len(offered) > 3

    response = write(
        client, repeat_url(page, draft_sessions(page)[-1]), response, chosen=offered[-4:]
    )

    assert response.context["problem"] == FULL.replace("59", "3")
    assert form_in(response)["chosen"] == offered[-4:]
    assert len(days(page)) == 57


@pytest.mark.parametrize(
    "chosen", [[], ["2026-12-07"], ["x"], ["2026-12-06", "0001-01-01"], ["2026-12-06\0"]]
)
def test_ticks_that_the_plan_does_not_have_are_refused(client, editor, page, chosen):
    response = look(client, repeat_url(page), count="2")

    response = write(client, repeat_url(page), response, chosen=chosen)

    assert "Tick at least one of these dates." in response.content.decode()
    assert days(page) == THREE[:1]


def test_tampered_rule_is_refused_in_the_second_step_too(client, editor, page):
    response = look(client, repeat_url(page), count="2")

    response = write(client, repeat_url(page), response, count="10000")

    assert refused(response) == {"count": [FULL]}
    assert days(page) == THREE[:1]


def test_title_and_zone_are_printed_escaped(client, index, editor):
    page = make_event(title="<script>alert(1)</script>", sessions=[make_session(7)])
    text = look(client, repeat_url(page), count="1").content.decode()
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text
