"""The queue as a spreadsheet: its rows, every answer, no live formula, and read in parts."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from events.spreadsheets import harmless
from events.tta.admin import exports
from events.tta.models import TypeQuestion
from tests.events.tta.admin.staff import url
from tests.make import NOW, make_provider, make_request, make_type

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
QUERIES = 11


def csv_rows(client, **query) -> list[dict[str, str]]:
    response = client.get(url("list"), {**query, "export": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    content = b"".join(response.streaming_content)
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_rows_hold_every_answer_also_of_removed_questions(client, desk):
    kind = make_type()
    question = TypeQuestion.objects.create(tta_type=kind, label="How many shifts?")
    request = make_request(owner=desk, partners=[make_provider("Pine Institute")])
    other = make_request()
    request.answers.create(question=question, label=question.label, text="Three")
    other.answers.create(label="=Old question", text="=1+1")
    question.delete()

    rows = {row["Record number"]: row for row in csv_rows(client)}

    first = rows[request.number]
    assert (first["How many shifts?"], first["Owner"], first["Provider partners"]) == (
        "Three", "Robin Hale", "Pine Institute",
    )  # fmt: skip
    assert first["Event date"] == "2027-06-10"
    assert rows[other.number]["'=Old question"] == "'=1+1"
    assert rows[other.number]["How many shifts?"] == ""


def test_export_has_the_rows_of_the_filters(client, desk):
    mine = make_request(owner=desk)
    make_request()
    assert [row["Record number"] for row in csv_rows(client, owner="me")] == [mine.number]


@pytest.mark.parametrize("text", ["=1+1", " +1", "@x", "\t-1", "＝1", "\u200b=1"])
def test_formula_gets_an_apostrophe_in_both_formats(client, desk, text):
    assert harmless(text) == f"'{text}"
    make_request(title=text, narrative="\x0bwords")
    [row] = csv_rows(client)
    assert row["Title"] == f"'{text}"
    response = client.get(url("list"), {"export": "xlsx"})
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).worksheets[0]
    types = {cell.data_type for cells in sheet.iter_rows() for cell in cells}
    assert types <= {"s", "n", "d", "inlineStr"}


def test_queries_are_the_same_for_1_3_and_50_rows(client, desk):
    found = []
    for total in (1, 3, 50):
        while total > len(csv_rows(client)):
            make_request(owner=desk).answers.create(label="Shifts", text="Three")
        with CaptureQueriesContext(connection) as queries:
            csv_rows(client)
        found.append(len(queries))
    assert found == [QUERIES, QUERIES, QUERIES]


def test_rows_are_read_in_parts_and_none_is_lost(client, desk, monkeypatch):
    monkeypatch.setattr(exports, "ROWS_AT_ONCE", 2)
    rows = [make_request().number for _ in range(5)]
    assert sorted(row["Record number"] for row in csv_rows(client)) == sorted(rows)
