"""Dates and times as Americans write them: read as they were meant, or refused with what was typed kept."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from events.forms.moments import (
    ClockInput,
    DayInput,
    read_clock,
    read_day,
    write_clock,
    write_day,
)
from tests.events.editor import (
    add_session,
    autosave,
    change_row,
    edit_url,
    publish,
    read_form,
    reread,
    send,
)
from tests.make import NOW, make_event

DECEMBER_1 = date(2026, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        *("2026-12-01", "12/1/2026", "12/01/2026", "12/1/26", " 12/1/2026 "),
        *("December 1, 2026", "december 1 2026", "Dec 1, 2026", "Dec. 1, 2026", "Dec 1 2026"),
    ],
)
def test_day_is_read_as_it_was_meant(text):
    assert read_day(text) == DECEMBER_1


def test_september_has_two_abbreviations():
    assert read_day("Sept. 3, 2026") == read_day("Sep 3, 2026") == date(2026, 9, 3)


@pytest.mark.parametrize(
    "text",
    [
        *("", "soon", "13/1/2026", "1.12.2026", "2026-02-30", "12/1", "December 2026"),
        *("12/1/2026 and later", "2026", "0", "١/١/٢٠٢٦ x"),
    ],
)
def test_what_is_no_day_is_not_read(text):
    with pytest.raises(ValueError):
        read_day(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        *((text, time(14)) for text in ("14:00", "14:00:00", "2:00 PM", "2:00pm", "2 pm", "2PM")),
        *((text, time(14)) for text in ("2:00 p.m.", "2 p.m.", "02:00 PM", " 2:00  P.M. ")),
        *((text, time(12)) for text in ("12:00 PM", "12 pm", "noon", "Noon")),
        *((text, time(0)) for text in ("12:00 AM", "00:00", "midnight")),
        *((("9:30 am", time(9, 30)), ("09:30", time(9, 30)))),
    ],
)
def test_time_is_read_as_it_was_meant(text, meant):
    assert read_clock(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("", "2", "2:00", "25:00", "24:00", "13:00 pm", "0:30 am", "2:75 pm"),
        *("2 o'clock", "2:00 PM ET"),
    ],
)
def test_what_is_no_time_or_may_mean_two_is_not_read(text):
    with pytest.raises(ValueError):
        read_clock(text)


@pytest.mark.parametrize(
    ("widget", "value", "shown"),
    [
        (DayInput(), DECEMBER_1, "12/1/2026"),
        (DayInput(), date(26, 1, 2), "1/2/0026"),
        (DayInput(), "Dec 1, 2026", "Dec 1, 2026"),
        (DayInput(), None, None),
        (DayInput(), "soon", "soon"),
        (ClockInput(), time(14), "2:00 PM"),
        (ClockInput(), time(0, 5), "12:05 AM"),
        (ClockInput(), time(12, 30), "12:30 PM"),
        (ClockInput(), "14:00", "14:00"),
        (ClockInput(), "<b>2</b>", "<b>2</b>"),
    ],
)
def test_input_shows_values_the_american_way_and_typed_text_as_it_is(widget, value, shown):
    field = BeautifulSoup(widget.render("at", value), "html.parser").input

    assert (field.get("value"), field["type"], field["name"]) == (shown, "text", "at")


def test_what_an_input_shows_is_read_back():
    days = [date(2026, month, day) for month in range(1, 13) for day in (1, 28)]
    assert [read_day(write_day(day)) for day in days] == days
    clocks = [time(hour, minute) for hour in range(24) for minute in (0, 5, 59)]
    assert [read_clock(write_clock(clock)) for clock in clocks] == clocks


def test_calendar_beside_a_day_sends_nothing_of_its_own():
    page = BeautifulSoup(DayInput().render("at", None), "html.parser")

    text, calendar = page.find_all("input")
    assert (text["name"], calendar["type"], calendar.get("name")) == ("at", "date", None)
    assert page.button["aria-label"] == "Choose a day in a calendar"


DATES_AND_TIMES = (
    *("sessions-0-date", "sessions-0-start_time", "sessions-0-end_time", "sessions-0-end_date"),
    *("registration_opens_date", "registration_opens_time"),
    *("registration_closes_date", "registration_closes_time", "recording_expected_date"),
)


@pytest.mark.django_db
@pytest.mark.time_machine(NOW)
@pytest.mark.usefixtures("editor", "index")
class TestInTheEditor:
    def test_no_script_rewrites_what_is_typed_also_in_rows_to_come(self, client):
        page = BeautifulSoup(client.get(edit_url(make_event())).content, "html.parser")

        kinds = {name: page.find("input", {"name": name})["type"] for name in DATES_AND_TIMES}
        assert kinds == dict.fromkeys(DATES_AND_TIMES, "text")
        rows = page.find(id="tab-when_and_where").decode()
        assert "initDateChooser" not in rows
        assert "initTimeChooser" not in rows
        template = page.find(id="id_sessions-EMPTY_FORM_TEMPLATE").decode_contents()
        assert "Choose a day in a calendar" in template
        assert "initDateChooser" not in template

    def test_what_was_typed_the_american_way_is_published_as_meant(self, client):
        page = make_event()
        form = read_form(client, edit_url(page))
        change_row(
            form, "sessions", 0, date="12/1/2026", start_time="2:00 PM", end_time="3:30 p.m."
        )

        page = publish(
            client, page, form,
            registration_closes_date="November 30, 2026", registration_closes_time="5 pm",
            recording_expected_date="Dec. 15, 2026",
        )  # fmt: skip

        session = page.sessions.get()
        assert (session.date, session.start_time) == (DECEMBER_1, time(14))
        assert session.end_time == time(15, 30)
        closes = (page.registration_closes_date, page.registration_closes_time)
        assert closes == (date(2026, 11, 30), time(17))
        assert page.recording_expected_date == date(2026, 12, 15)

    def test_autosave_keeps_what_was_typed_into_a_new_row(self, client):
        page = make_event()
        form = read_form(client, edit_url(page))
        add_session(form, date="12/1/2026", start_time="2 pm", end_time="")

        answer = autosave(client, edit_url(page), form)

        assert answer["success"]
        draft = reread(page).get_latest_revision_as_object()
        saved = [(s.date, s.start_time, s.end_time) for s in draft.sessions.all()]
        assert (DECEMBER_1, time(14), None) in saved

    def test_what_is_refused_stays_in_its_field_to_be_corrected(self, client):
        page = make_event()
        form = read_form(client, edit_url(page))
        change_row(form, "sessions", 0, date="next week", start_time="2:00 PM")

        response = send(client, edit_url(page), form)

        shown = BeautifulSoup(response.content, "html.parser")
        day = shown.find("input", {"name": "sessions-0-date"})
        start = shown.find("input", {"name": "sessions-0-start_time"})
        assert day["value"] == "next week"
        assert start["value"] == "2:00 PM"

    def test_new_run_takes_its_day_the_american_way(self, client):
        page = make_event()
        url = reverse("events_admin:run_again", args=[page.pk])

        client.post(url, {"title": "Again", "first_date": "12/1/2026"})

        copy = type(page).objects.get(title="Again")
        assert copy.first_date == DECEMBER_1
