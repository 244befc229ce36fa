"""The record: everything of one request, and what staff do with it."""

import pytest
from django.core.files.base import ContentFile

from events.outbox.models import OwedMail
from events.tta.actions.record import staff
from events.tta.actions.report import report
from events.tta.enums import Actor, LetterState, ReportKind, Stage
from events.tta.models import LetterFile, Note, TTARequest
from tests.events.tta.admin.staff import errors_in, messages_in, press, soup_of, url
from tests.make import (
    NOW,
    make_admin,
    make_desk_member,
    make_provider,
    make_request,
    make_type,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
LETTER = {
    "letter_received_date": "11/20/2026", "letter_received_by": "Lee Park",
    "letter_says_what": "on", "letter_says_needs": "on", "letter_says_benefits": "on",
}  # fmt: skip


def reread(request) -> TTARequest:
    return TTARequest.objects.get(pk=request.pk)


def text_of(client, request) -> str:
    return soup_of(client.get(url("inspect", request.pk))).get_text(" ", strip=True)


def test_record_shows_everything_of_the_request(client, desk):
    request = make_request(grant_manager="R. Diaz", cost_band=None)
    request.answers.create(label="A question that is gone", text="Still readable")
    Note.objects.create(request=request, at=NOW, by_name="Robin", text="A note of ours")
    request.messages.create(at=NOW, actor=Actor.REQUESTER, by_name="Dana", text="Hello there")
    request.milestones.create(text="Kick-off", due_date=NOW.date())

    text = text_of(client, request)

    for words in (
        request.number, request.title, request.narrative, "Dana Whitfield", request.contact_email,
        "A question that is gone", "Still readable", "R. Diaz", "A note of ours", "Hello there",
        "Kick-off", "I will tell the center.", "The letter says what the needs are",
    ):  # fmt: skip
        assert words in text, words


def test_from_letter_to_assignment_by_the_forms(client, desk):
    request, provider = make_request(), make_provider()

    press(client, "own", request, owner=desk.pk)
    refused = press(client, "approve", request, comment="")
    assert errors_in(refused) == [
        "The letter of support is missing. Record its receipt, or ask the requester for it."
    ]
    press(client, "letter", request, **LETTER)
    done = press(client, "approve", request, comment="Welcome.")
    press(client, "assign", request, provider=provider.pk)
    press(client, "move", request, to="scheduled", comment="June.")

    assert messages_in(done) == ["It is “Approved” now, and the requester is told."]
    stored = reread(request)
    assert (stored.stage, stored.owner, stored.provider, stored.letter_state) == (
        Stage.SCHEDULED, desk, provider, LetterState.CHECKED,
    )  # fmt: skip
    text = text_of(client, request)
    for words in ("Welcome.", "Owner: nobody → Robin Hale", "Mail “", "Assigned → Scheduled"):
        assert words in text
    assert OwedMail.objects.filter(kind="tta.assigned").count() == 1


def test_return_and_decline_need_words(client, desk):
    for name, stage in (("return", Stage.RETURNED), ("decline", Stage.DECLINED)):
        request = make_request()
        assert errors_in(press(client, name, request, comment="")) == [
            "Write why: the requester reads it."
        ]
        press(client, name, request, comment="Say where.")
        assert reread(request).stage == stage


def test_second_of_two_is_told_and_loses_nothing_typed(client, desk):
    request = make_request()
    seen = request.version
    press(client, "note", request, text="Meanwhile")

    response = press(client, "return", request, version=seen, comment="My long comment")

    [error] = errors_in(response)
    assert error.startswith("Robin Hale changed this request at November 22, 2026")
    soup = soup_of(response)
    assert soup.find("textarea", {"name": "comment"}).get_text(strip=True) == "My long comment"
    assert soup.find("input", {"name": "version"})["value"] == str(reread(request).version)
    assert reread(request).stage == Stage.SUBMITTED


def fields_of(client, request, **changes) -> dict:
    """The form of “Correct” as a browser sends it, with these changes."""
    form = client.get(url("correct", request.pk)).context["form"]
    data: dict = {"version": request.version}
    for name in form.fields:
        if name == "version":
            continue
        bound = form[name]
        shown = bound.field.prepare_value(bound.initial)
        for key in (name, bound.html_initial_name):
            if isinstance(shown, list | tuple):
                data[key] = [getattr(row, "pk", row) for row in shown]
            elif shown not in (None, "", False):
                data[key] = bound.field.widget.format_value(shown) if shown is not True else "on"
        if shown is False:
            data[bound.html_initial_name] = "False"
    return data | changes


def test_correct_writes_only_what_was_changed(client, desk):
    request = make_request(title="Old title", grant_manager="")
    data = fields_of(client, request, title="New title", version=request.version)
    press(client, "note", request, text="Meanwhile")
    TTARequest.objects.filter(pk=request.pk).update(grant_manager="R. Diaz")

    told = client.post(url("correct", request.pk), data)
    [error] = errors_in(told)
    assert "changed this request" in error
    assert soup_of(told).find("input", {"name": "title"})["value"] == "New title"

    data["version"] = reread(request).version
    saved = client.post(url("correct", request.pk), data)

    assert saved.status_code == 302
    stored = reread(request)
    assert (stored.title, stored.grant_manager) == ("New title", "R. Diaz")
    assert stored.history.get(kind="change").facts == {"title": ["Old title", "New title"]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"event_date": "2/30/2027"}, "event_date"),
        ({"event_start_time": ""}, "event_start_time"),
        ({"event_date": ""}, "event_date"),
        ({"event_zone": ""}, "event_zone"),
        ({"event_end_time": "8:00 AM"}, "event_end_time"),
        ({"contact_email": "nobody"}, "contact_email"),
        ({"narrative": "x" * 20_000}, "narrative"),
        ({"title": ""}, "title"),
        ({"tta_type": "99999999999999999999999"}, "tta_type"),
    ],
)
def test_bad_correction_is_told_at_its_field(client, desk, changes, field):
    request = make_request()
    response = client.post(url("correct", request.pk), fields_of(client, request) | changes)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    assert reread(request).version == 1


def test_letter_is_downloaded_as_an_attachment(client, desk):
    request = make_request()
    letter = LetterFile(
        request=request, key="3f1c8f5e-0000-4000-8000-000000000001", name="Our letter.pdf",
        content_type="application/pdf", size=4, digest="x", uploaded_at=NOW, uploaded_by="requester",
    )  # fmt: skip
    letter.file.save("x", ContentFile(b"%PDF"), save=False)
    letter.save()
    address = url("letter_file", request.pk, letter.pk)
    assert address in client.get(url("inspect", request.pk)).content.decode()

    response = client.get(address)

    assert b"".join(response.streaming_content) == b"%PDF"
    assert response["Content-Disposition"] == 'attachment; filename="Our letter.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert client.get(url("letter_file", make_request().pk, letter.pk)).status_code == 404


def test_milestones_are_added_marked_ordered_changed_and_deleted(client, desk):
    request = make_request(stage=Stage.ASSIGNED)
    for text in ("First", "Second"):
        press(client, "milestone_add", request, text=text, due_date="12/1/2026", is_public="on")
    bad = press(client, "milestone_add", request, text="No date")
    assert errors_in(bad) == ["Enter when it is due, or when it was done, or both."]
    first, second = request.milestones.all()

    press(client, "milestone_up", request, second.pk)
    press(client, "milestone_done", request, second.pk)
    press(client, "milestone_change", request, first.pk, text="Once", due_date="12/2/2026")

    rows = [(row.text, row.is_done) for row in request.milestones.all()]
    assert rows == [("Second", True), ("Once", False)]
    press(client, "milestone_delete", request, first.pk)
    assert request.milestones.count() == 1


def test_report_is_settled_with_an_answer(client, desk):
    request = make_request(stage=Stage.ASSIGNED)
    found = report(request=request, kind=ReportKind.CANCELLATION, now=NOW, words="No budget.")
    assert "No budget." in text_of(client, request)

    press(client, "settle", request, found.pk, is_accepted="yes", answer="We are sorry.")

    assert reread(request).stage == Stage.CANCELLED
    assert client.get(url("settle", request.pk, found.pk)).status_code == 302


def test_message_is_written_once(client, desk):
    request = make_request()
    form = client.get(url("message", request.pk)).context["form"]
    token = form["form_token"].value()
    for _ in range(2):
        press(client, "message", request, text="When can we call?", form_token=token)
    assert request.messages.get().text == "When can we call?"


def test_lead_time_is_overridden_with_a_reason(client, desk):
    request = make_request(tta_type=make_type())
    press(client, "lead", request, reason="The trainer lives there.")
    assert reread(request).lead_override == "The trainer lives there."


def test_who_only_looks_has_no_buttons_and_does_nothing(client, index):
    client.force_login(make_desk_member())
    request = make_request()
    page = client.get(url("inspect", request.pk)).content.decode()
    assert url("approve", request.pk) not in page
    for name in ("approve", "return", "own", "note", "correct", "cancel", "move", "message"):
        response = client.post(url(name, request.pk), {"version": 1, "comment": "x", "text": "x"})
        assert response.status_code == 302
        assert response.url == "/admin/"
    assert reread(request).version == 1


def test_who_triages_but_may_not_decide_does_not(client, index):
    client.force_login(make_desk_member("change"))
    request = make_request()
    assert url("approve", request.pk) not in client.get(url("inspect", request.pk)).content.decode()
    client.post(url("decline", request.pk), {"version": 1, "comment": "x"})
    assert reread(request).stage == Stage.SUBMITTED


@pytest.mark.parametrize("pk", [0, 999999, 10**40])
def test_what_is_not_there_is_not_found(client, desk, pk):
    for name in ("inspect", "approve", "correct", "own"):
        address = url(name, 1).replace("/1/", f"/{pk}/")
        assert client.get(address).status_code == 404


def test_draft_is_not_found(client, desk):
    request = make_request(stage=Stage.DRAFT)
    assert client.get(url("inspect", request.pk)).status_code == 404


def test_superuser_sees_every_page(client, index):
    user = make_admin()
    client.force_login(user)
    request = make_request(stage=Stage.APPROVED, owner=user)
    assert staff(user).name
    for name in ("inspect", "own", "assign", "move", "letter", "lead", "correct", "note", "message",
                 "cancel", "milestone_add"):  # fmt: skip
        assert client.get(url(name, request.pk)).status_code == 200, name
