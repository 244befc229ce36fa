"""Pasting presenters in the admin: the text, the rows, and the draft afterwards."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from wagtail.test.utils.form_data import querydict_from_html

from events.models import EventPage
from tests.events.editor import edit_url, read_form
from tests.events.test_admin_views import labels
from tests.make import (
    NOW,
    make_admin,
    make_event,
    make_member,
    make_organization,
    make_presenter,
    make_speaker,
    make_visitor,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

LIST = """1. Ana Prado, Director of Crisis Services, Pine County (Minnesota)
2. Bo Lind, Director of Community Safety and Wellness, City of Lakeside, Ohio
"""


@pytest.fixture
def page(index):
    return make_event(presenters=[make_presenter(name="First")])


def url_of(page) -> str:
    return reverse("events_admin:paste_presenters", args=[page.pk])


def rows_in(response) -> dict[str, str]:
    """The second form as a browser would send it back."""
    assert response.status_code == 200
    data = querydict_from_html(response.content.decode(), form_id="w-editor-form")
    form = {name: value for name, value in data.items() if name.startswith("rows-")}
    boxes = [row["is_wanted"] for row in response.context["rows"]]
    kept = {name: value for name, value in form.items() if not name.endswith("is_wanted")}
    return kept | {box.html_name: "on" for box in boxes if box.value()}


def paste(client, page, text: str = LIST):
    return client.post(url_of(page), {"text": text})


def names(page) -> list[str]:
    draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    return [presenter.name for presenter in draft.presenters.all()]


def errors(response) -> list[dict]:
    """What stands at the fields of the rows; each sentence is really printed."""
    assert response.status_code == 200
    printed = response.content.decode()
    found = [dict(row.errors) for row in response.context["rows"]]
    said = [s for row in found for sentences in row.values() for s in sentences]
    assert [s for s in said if escape(s) not in printed] == []
    return found


# ---- the way through ----


def test_pasted_list_is_shown_corrected_and_added(client, editor, page):
    ana = make_speaker(name="ana prado")
    response = paste(client, page)
    text = response.content.decode()
    form = rows_in(response)
    assert (form["rows-0-name"], form["rows-0-speaker"]) == ("Ana Prado", str(ana.pk))
    assert (form["rows-1-name"], form["rows-1-speaker"]) == ("Bo Lind", "")
    assert "Line 2 can be read in 2 ways" in text
    assert names(page) == ["First"]

    form["rows-1-title"], form["rows-1-organization"] = "Director", "City of Lakeside"
    response = client.post(url_of(page), form, follow=True)
    assert response.redirect_chain == [(edit_url(page), 302)]
    [message] = [str(message) for message in response.context["messages"]]
    assert message.strip() == "2 presenters were added to the draft: Ana Prado, Bo Lind."
    stored = EventPage.objects.get(pk=page.pk)
    draft = stored.get_latest_revision_as_object()
    assert [(p.name, p.title, p.organization, p.speaker_id) for p in draft.presenters.all()] == [
        ("First", "", "", None),
        ("Ana Prado", "Director of Crisis Services", "Pine County (Minnesota)", ana.pk),
        ("Bo Lind", "Director", "City of Lakeside", None),
    ]
    assert [p.name for p in stored.presenters.all()] == ["First"]
    form = read_form(client, edit_url(page))
    assert [form[f"presenters-{n}-name"] for n in range(3)] == ["First", "Ana Prado", "Bo Lind"]


def test_known_speaker_s_name_is_enough_and_nothing_is_asked(client, editor, page):
    ana = make_speaker(name="Ana Prado", title="Director", organization="Pine County")
    make_organization("Harbor House", aliases=["The House by the Harbor"], acronym="HH")

    response = paste(
        client, page, "ana prado\nBo Lind, the house by the harbor\nCy Marsh, HH\nDi Roe"
    )

    form = rows_in(response)
    assert "can be read in" not in response.content.decode()
    assert [form[f"rows-{n}-organization"] for n in range(4)] == [
        *("", "the house by the harbor", "HH", ""),
    ]
    assert form["rows-0-speaker"] == str(ana.pk)
    client.post(url_of(page), form)
    draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    added = draft.presenters.all()[1]
    assert (added.name, added.title, added.organization) == ("ana prado", "Director", "Pine County")


def test_row_without_a_tick_is_not_added(client, editor, page):
    form = rows_in(paste(client, page))
    del form["rows-0-is_wanted"]
    form["rows-0-name"] = ""
    assert client.post(url_of(page), form).status_code == 302
    assert names(page) == ["First", "Bo Lind"]


def test_who_is_there_already_is_not_ticked_and_not_added_again(client, editor, page):
    response = paste(client, page, "1. FIRST, Chief\n2. Bo Lind, Chief\n3. bo lind, Chief")
    form = rows_in(response)
    assert [name for name in form if name.endswith("is_wanted")] == ["rows-1-is_wanted"]
    assert "This name is among the presenters already." in response.content.decode()
    form["rows-0-is_wanted"] = "on"
    response = client.post(url_of(page), form, follow=True)
    assert "In the list already: FIRST." in response.content.decode()
    assert names(page) == ["First", "Bo Lind"]


def test_form_sent_twice_adds_once(client, editor, page):
    form = rows_in(paste(client, page))
    client.post(url_of(page), form)
    response = client.post(url_of(page), form)
    assert "Nobody was added: they are presenters of this event already." in response.content.decode()  # fmt: skip
    assert names(page) == ["First", "Ana Prado", "Bo Lind"]


def test_two_speakers_of_one_name_are_both_offered_and_none_is_chosen(client, editor, page):
    pks = [str(make_speaker(name="Ana Prado", live=live).pk) for live in (True, False)]
    response = paste(client, page)
    row = response.context["rows"][0]
    assert [value for value, _ in row.fields["speaker"].choices] == ["", *pks]
    assert row["speaker"].value() == ""
    assert "(draft)" in response.content.decode()


# ---- bad input ----


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Paste the list of presenters, one in each line."),
        (" \n \u200b", "There is no name in this text. Paste one presenter in each line."),
        ("Ana\0Prado", "Null characters are not allowed."),
        ("\n".join(f"{n}. Person N{n}" for n in range(300)), "These are 300 lines."),
        ("x" * 40_001, "Ensure this value has at most 40000 characters"),
    ],
)
def test_bad_text_is_named_at_the_field(client, editor, page, text, sentence):
    response = paste(client, page, text)
    assert response.status_code == 200
    [said] = response.context["form"].errors["text"]
    assert said.startswith(sentence)
    assert escape(said) in response.content.decode()
    assert names(page) == ["First"]


def test_markup_is_read_as_text_and_printed_escaped(client, editor, page):
    response = paste(client, page, "<ol><li>Ana Prado, Chief, Lakeside</li><li>Bo Lind</li></ol>")
    assert [row["name"].value() for row in response.context["rows"]] == ["Ana Prado", "Bo Lind"]
    response = paste(client, page, "1. <script>alert(1), Chief, Lakeside")
    assert "<script>alert" not in response.content.decode()
    assert "&lt;script&gt;alert(1)" in response.content.decode()


def test_mistakes_in_rows_are_named_at_their_fields_and_nothing_is_lost(client, editor, page):
    form = rows_in(paste(client, page, LIST + "3. Cy Marsh, Chief, Lakeside"))
    form |= {"rows-0-name": " ", "rows-1-organization": "x" * 301, "rows-2-title": "Kept"}
    response = client.post(url_of(page), form)
    first, second, third = errors(response)
    assert first == {"name": ["Write the name, or leave this presenter out."]}
    assert "at most 300 characters" in second["organization"][0]
    assert third == {}
    assert rows_in(response)["rows-2-title"] == "Kept"
    assert "Nobody was added yet." in response.content.decode()

    form |= {"rows-0-name": "Same", "rows-1-organization": "", "rows-1-name": "same"}
    first, second, _ = errors(client.post(url_of(page), form))
    assert (first["name"], second["name"]) == (
        ["“Same” is ticked twice. Leave one out."],
        ["“same” is ticked twice. Leave one out."],
    )
    assert names(page) == ["First"]


def test_rows_without_a_tick_are_refused(client, editor, page):
    form = rows_in(paste(client, page))
    form = {name: value for name, value in form.items() if not name.endswith("is_wanted")}
    assert "Tick at least one presenter to add." in client.post(url_of(page), form).content.decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"rows-0-speaker": "999"}, {"rows-0-speaker": "x"}, {"rows-TOTAL_FORMS": "9" * 30},
        {"rows-TOTAL_FORMS": "x"}, {"rows-0-name": "a\0b"},
    ],
)  # fmt: skip
def test_tampered_form_is_refused_and_never_breaks(client, editor, page, changes):
    form = rows_in(paste(client, page)) | changes
    assert client.post(url_of(page), form).status_code == 200
    assert names(page) == ["First"]


# ---- who may ----


def test_only_who_may_edit_the_page_can_paste(client, index, page):
    for user in (make_visitor(), make_member("add"), None):
        client.logout()
        if user:
            client.force_login(user)
        for answer in (client.get(url_of(page)), paste(client, page)):
            assert answer.status_code in (302, 403)
    client.force_login(make_member("change", username="changer"))
    assert client.get(url_of(page)).status_code == 200
    assert client.get(reverse("events_admin:paste_presenters", args=[10**12])).status_code == 404


def test_locked_page_takes_no_presenters(client, editor, page):
    assert "Paste presenters" in labels(page, editor)
    other = make_admin(username="other")
    EventPage.objects.filter(pk=page.pk).update(locked=True, locked_by=other)
    assert "Paste presenters" not in labels(page, editor)
    assert client.post(url_of(page), {"text": LIST}).status_code in (302, 403)


def test_editor_s_form_leads_to_it(client, editor, page):
    text = client.get(edit_url(page)).content.decode()
    assert text.count(f'href="{url_of(page)}"') >= 2
    assert "paste all presenters at once" in text
    new = client.get(reverse("wagtailadmin_pages:add", args=["events", "eventpage", page.get_parent().pk]))  # fmt: skip
    assert "paste all presenters" not in new.content.decode()


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_rows_cost_the_same_for_any_number(client, editor, page, rows):
    for number in range(rows):
        make_speaker(name=f"Person N{number}")
    text = "\n".join(f"{n + 1}. Person N{n}, Chief, Lakeside" for n in range(rows))
    paste(client, page, text)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            response = paste(client, page, text)
        counts.append(len(captured))
    assert len(response.context["rows"].forms) == rows
    assert counts == [13, 13]
