"""Spreadsheets of registrations: every field in words, the listing's rows, and no live formula."""

import codecs
import csv
import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from events.registration.actions import (
    Registrant,
    add_by_hand,
    cancel_registration,
)
from events.registration.admin.exports import HEADINGS
from events.registration.models import Registration
from events.spreadsheets import harmless
from tests.events.registration.admin.staff import url
from tests.make import NOW, make_registration, make_session, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

QUERIES = 10
HEADS = [
    "Event", "Name", "E-mail address", "State", "Place on the waitlist", "Comes as", "Sessions",
    "Also sessions added later", "Agency or organization", "Role",
    "American Sign Language interpreter", "Slides in advance", "Other accommodation needs",
    "Registered", "Promoted from the waitlist", "Cancelled", "Agreed", "Agreed to", "Times are in",
    "Added by", "Latest message",
]  # fmt: skip
FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\t=1+1", "\r=1+1", "\n=1+1", "\u00a0=1", "\u3000=1",
    "\u200b=1", "\ufeff=1", "\u202e=1", "\x0b=1", "\x00=1", "＝1+1", "＋1", "－1", "＠x", "﹦1",
    "﹢1", "﹣1", "−1", " \t ＝HYPERLINK(\"http://evil.example\")", "=cmd|' /C calc'!A0",
]  # fmt: skip
HARMLESS = ["", "Ada", "a=b", "1-2", "O'Brien", "'=1", "(555) 555-0142", "é", "–", " a", "#1"]


def csv_rows(client, **query) -> list[dict[str, str]]:
    response = client.get(url("list"), {**query, "export": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(response.streaming_content)
    assert content.startswith(codecs.BOM_UTF8)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def xlsx_rows(client, **query) -> list[dict]:
    response = client.get(url("list"), {**query, "export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).worksheets[0]
    heads, *rows = sheet.iter_rows()
    assert {cell.data_type for row in rows for cell in row} <= {"s", "n", "d", "inlineStr"}
    return [{head.value: cell.value for head, cell in zip(heads, row, strict=True)} for row in rows]


@pytest.mark.parametrize("text", FORMULAS)
def test_formula_gets_an_apostrophe_and_loses_nothing(text):
    assert harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_text_stays_as_it_is(text):
    assert harmless(text) == text


def make_everything(registrar):
    """Ada, agreed and cancelled; Ben, promoted; Cleo, who waits; Dan, added by hand."""
    event = make_webinar(
        title="Night shift", capacity=1, sessions=[make_session(7, zone="America/Chicago")]
    )
    ada = make_registration(
        event=event, name="Ada", email="ada@county.example", organization="Pine County",
        role="Clinician", needs_interpreter=True, needs_slides_early=True,
        other_needs="A quiet room\nand light", agreed_text="It is recorded.",
    )  # fmt: skip
    make_registration(event=event, name="Ben", email="ben@county.example")
    later = NOW + timedelta(hours=1)
    cancel_registration(registration=ada, now=later)
    make_registration(event=event, name="Cleo", email="cleo@county.example")
    dan = Registrant(name="Dan", email="dan@county.example")
    add_by_hand(event=event, registrant=dan, by=registrar, now=NOW)


def everything(moment) -> list[list]:
    nine = NOW.replace(tzinfo=None) - timedelta(hours=6)  # in Chicago
    one, two = moment(nine), moment(nine + timedelta(hours=1))
    event, ct, no = "Night shift, November 29, 2026", "Central Time", "No"
    return [
        [event, "Dan", "dan@county.example", "Waitlisted", 2, "Attendee", "", "", "", "", no, no, "", one, "", "", "",
         "", ct, "registrar"],
        [event, "Cleo", "cleo@county.example", "Waitlisted", 1, "Attendee", "", "", "", "", no, no, "", one, "", "",
         "", "", ct, ""],
        [event, "Ben", "ben@county.example", "Confirmed", "", "Attendee", "", "", "", "", no, no, "", one, two, "", "",
         "", ct, ""],
        [event, "Ada", "ada@county.example", "Cancelled", "", "Attendee", "", "", "Pine County", "Clinician", "Yes",
         "Yes", "A quiet room\nand light", one, "", two, one, "It is recorded.", ct, ""],
    ]  # fmt: skip


def test_csv_holds_every_field_in_words(client, registrar, index):
    make_everything(registrar)

    rows = csv_rows(client)

    assert list(rows[0]) == HEADS == [str(heading) for heading in HEADINGS.values()]
    expected = everything(lambda at: f"{at:%Y-%m-%d %H:%M}")
    assert [list(row.values())[:-1] for row in rows] == [
        [str(value) for value in row] for row in expected
    ]
    assert [row["Latest message"].rpartition(", ")[2] for row in rows] == ["queued"] * 4


def test_xlsx_holds_the_same_with_real_dates_and_numbers(client, registrar, index):
    make_everything(registrar)

    rows = xlsx_rows(client)

    assert list(rows[0]) == HEADS
    assert [
        ["" if value is None else value for value in row.values()][:-1] for row in rows
    ] == everything(lambda at: at)


def test_export_holds_what_the_listing_shows(client, registrar, event, people):
    make_registration(event=make_webinar(title="Other"), name="Eve")

    queries = [{"event": event.pk, "state": "confirmed"}, {"q": "eve"}, {"ordering": "name"}]

    assert [[row["Name"] for row in csv_rows(client, **query)] for query in queries] == [
        ["Ben", "Ada"], ["Eve"], ["Ada", "Ben", "Cleo", "Dan", "Eve"],
    ]  # fmt: skip
    assert [row["Place on the waitlist"] for row in xlsx_rows(client, q="dan")] == [2]


def test_formulas_are_escaped_in_both(client, registrar, event):
    texts = [text for text in FORMULAS if "\x00" not in text and "\x0b" not in text]
    for text in texts:
        row = make_registration(event=event, name="x")
        Registration.objects.filter(pk=row.pk).update(
            name=text, organization=text, role=text, other_needs=text, agreed_text=text
        )
    escaped = [f"'{text}" for text in texts]
    fields = [
        "Name", "Agency or organization", "Role", "Other accommodation needs", "Agreed to",
    ]  # fmt: skip

    rows, sheet = csv_rows(client, ordering="created_at"), xlsx_rows(client, ordering="created_at")

    for field in fields:
        assert sorted(row[field] for row in rows) == sorted(escaped)
        # XML reads a carriage return as a line end.
        assert sorted(row[field] for row in sheet) == sorted(
            text.replace("\r", "\n") for text in escaped
        ) or sorted(row[field] for row in sheet) == sorted(escaped)


def test_title_of_an_event_is_escaped_too(client, registrar, index):
    make_registration(event=make_webinar(title="=1+1"))

    assert csv_rows(client)[0]["Event"] == "'=1+1, November 29, 2026"
    assert xlsx_rows(client)[0]["Event"] == "'=1+1, November 29, 2026"


def test_control_characters_do_not_break_the_workbook(client, registrar, event):
    row = make_registration(event=event)
    Registration.objects.filter(pk=row.pk).update(name="a\x0bb\x1fc\ufffe")

    assert xlsx_rows(client)[0]["Name"] == "a\ufffdb\ufffdc\ufffd"


@pytest.mark.parametrize("number", [1, 3, 50])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_export_costs_the_same_for_any_number_of_rows(
    client, registrar, index, number, kind, django_assert_num_queries
):
    events = [make_webinar(capacity=0), make_webinar(capacity=9), make_webinar(capacity=None)]
    for count in range(number):
        make_registration(event=events[count % 3])
    client.get(url("list"))

    with django_assert_num_queries(QUERIES):
        response = client.get(url("list"), {"export": kind})
        content = b"".join(response.streaming_content)

    assert (b"registrant-" in content) == (kind == "csv")


def test_ten_thousand_rows_are_streamed_with_as_many_queries(
    client, registrar, event, django_assert_num_queries
):
    fields = {"event": event, "told": "waitlisted", "created_at": NOW}
    Registration.objects.bulk_create(
        Registration(
            name=f"Person {n}", email=f"{n}@county.example", email_key=f"{n}@county.example",
            state="waitlisted", **fields,
        )
        for n in range(10_000)
    )  # fmt: skip
    client.get(url("list"))

    with django_assert_num_queries(QUERIES):
        response = client.get(url("list"), {"export": "csv", "ordering": "created_at"})
        lines = sum(1 for _ in response.streaming_content)

    assert response.streaming
    assert lines == 10_002
