"""calendar.md, "Times": moments in UTC, and the two hours of the year that are not as they seem."""

from datetime import UTC, datetime

import pytest

from tests.events.calendar_rules.reading import feed_events, mailed_files, public_files, unfolded
from tests.events.editor import (
    add_url,
    change_row,
    edit_url,
    publish,
    read_form,
    refused,
    send,
)
from tests.make import NOW, make_session, make_webinar

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW, tick=False)]


def test_every_session_is_its_own_vevent_in_utc_without_rule_or_zone(client):
    page = make_webinar(
        sessions=[make_session(7), make_session(7, "16:00", "17:00"), make_session(8)]
    )
    feed, series, file, *_news = public_files(client, page)
    assert [content.count(b"BEGIN:VEVENT") for content in (feed, series, file)] == [3, 3, 3]
    for content in (feed, series, file, *mailed_files()):
        lines = unfolded(content)
        moments = [line for line in lines if line.startswith(("DTSTART", "DTEND"))]
        assert moments
        assert all(line.endswith("Z") and "TZID" not in line for line in moments)
        for forbidden in ("RRULE", "RDATE", "BEGIN:VTIMEZONE", "RECURRENCE-ID"):
            assert not any(line.startswith(forbidden) for line in lines)


def test_0230_on_the_spring_day_is_refused_with_a_sentence(client, editor):
    page = make_webinar()
    form = read_form(client, edit_url(page))
    change_row(form, "sessions", 0, date="2027-03-14", start_time="02:30", end_time="04:00")

    answer = send(client, edit_url(page), form, action="publish")

    [sentence] = refused(answer)["sessions-0-start_time"]
    assert "2:30 a.m. does not exist on March 14, 2027" in sentence
    assert feed_events(client)[0]["DTSTART"].dt == datetime(2026, 11, 29, 19, tzinfo=UTC)


def test_0130_in_autumn_means_the_first(client, editor):
    page = make_webinar()
    form = read_form(client, edit_url(page))
    change_row(form, "sessions", 0, date="2027-11-07", start_time="01:30", end_time="01:45")

    publish(client, page, form)

    [event] = feed_events(client)
    assert event["DTSTART"].dt == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)
    assert event["DTEND"].dt == datetime(2027, 11, 7, 5, 45, tzinfo=UTC)


def test_help_text_says_which_of_two_hours_is_meant(client, index, editor):
    form = client.get(add_url(index)).content.decode()
    assert "Where clocks go back, a time that occurs twice means the first." in form
