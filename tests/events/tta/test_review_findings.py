"""Where the pieces of the room meet: what one of them leaves behind, and another one finds."""

from datetime import date, timedelta

import pytest

from events.outbox.kinds import NotNeeded, mail_kind, mail_kinds
from events.outbox.models import OwedMail
from events.tta.actions.assign import assign_provider
from events.tta.actions.check_letter import LetterCheck, check_letter
from events.tta.actions.correct import correct
from events.tta.actions.milestones import add_milestone, change_milestone, delete_milestone
from events.tta.actions.move import move
from events.tta.actions.record import requester, staff
from events.tta.actions.return_request import return_request
from events.tta.actions.upload_letter import upload_letter
from events.tta.actions.withdraw import withdraw
from events.tta.actions.write_message import write_message
from events.tta.chasing import chase_late
from events.tta.enums import LetterState, QuestionKind, Stage
from events.tta.models import (
    Answer,
    Milestone,
    TTARequest,
    TTASettings,
    TypeQuestion,
)
from events.tta.timeline import timeline
from events.tta.tokens import link_token
from events.tta.uploads import check_upload
from tests.events.tta import asker
from tests.events.tta.admin.staff import url as admin_url
from tests.events.tta.asker import begin, filled, save, send, url
from tests.make import (
    NOW,
    make_admin,
    make_desk_member,
    make_provider,
    make_provider_person,
    make_request,
    make_type,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("index"),
]
CHECKED = LetterCheck(
    received_date=NOW.date(), received_by="Lee Park",
    says_what=True, says_needs=True, says_benefits=True,
)  # fmt: skip


def written(mail: OwedMail) -> str:
    """Subject, text and HTML, as the worker would send them."""
    kind = mail_kind(mail.kind)
    message = kind.write(mail=mail, loaded=kind.load([mail]), now=NOW)
    return f"{message.subject}\n{message.body}\n{message.alternatives[0][0]}"


def mailed_to() -> set[str]:
    return set(OwedMail.objects.values_list("to_address", flat=True))


# ---- submitted again ----


@pytest.fixture
def asked():
    """What a browser sends for a webinar with a further question, and the question."""
    webinar = make_type("webinar")
    question = TypeQuestion.objects.create(
        tta_type=webinar, label="Which platform?", kind=QuestionKind.LINE
    )
    key = str(webinar.pk)
    return question, {"tta_type": key, f"q-{question.pk}": "Zoom", "asked_for": key}


@pytest.fixture
def returned(client, asked):
    request = filled(client, need=asked[1])
    send(client, request)
    doer = staff(make_desk_member("change", "decide"))
    return return_request(request=request, comment="Say more", doer=doer, now=NOW)


def test_answers_to_another_type_are_read_in_the_record(client, returned):
    save(client, returned, "need", tta_type=asker.type_id("inquiry"))
    send(client, returned)
    assert TTARequest.objects.get().stage == Stage.SUBMITTED

    client.force_login(make_admin())
    page = client.get(admin_url("inspect", returned.pk))

    assert "Which platform?: Zoom → –" in page.content.decode()


def test_answer_whose_question_went_meanwhile_stands_once(client, returned, asked):
    question, need = asked
    save(client, returned, "need", **need | {f"q-{question.pk}": "Teams"})
    question.delete()
    send(client, returned)
    assert TTARequest.objects.get().stage == Stage.SUBMITTED
    assert list(Answer.objects.values_list("label", "text")) == [("Which platform?", "Teams")]


def test_correction_while_returned_outlives_what_was_typed(client, returned):
    save(client, returned, "you", contact_email="typo@example.org", contact_role="Chief")
    save(client, returned, "event")
    values = {
        "contact_email": "right@example.org", "event_date": date(2027, 7, 4), "is_emerging": False,
        "audiences": [],
    }  # fmt: skip
    doer = staff(make_admin())
    request, _to_do = correct(request=returned, values=values, doer=doer, now=NOW)

    send(client, request)

    request.refresh_from_db()
    assert (request.stage, request.contact_role) == (Stage.SUBMITTED, "Chief")
    assert (request.contact_email, request.event_date) == (
        values["contact_email"], values["event_date"],
    )  # fmt: skip
    assert not request.audiences.exists()


# ---- letters and providers ----


def test_letter_that_comes_after_the_check_has_to_be_checked():
    request = make_request()
    request = check_letter(request=request, check=CHECKED, doer=staff(make_admin()), now=NOW)
    assert request.letter_state == LetterState.CHECKED

    for _ in range(2):  # the second is the same file
        file = asker.file()
        upload_letter(
            request=request, file=file, checked=check_upload(file), doer=requester(request), now=NOW
        )

    request.refresh_from_db()
    assert (request.letter_state, request.letter_is_checked) == (LetterState.UNCHECKED, False)
    assert request.history.filter(words__contains="open again", is_public=False).count() == 1


def test_request_that_got_its_provider_on_hold_is_assigned_to_it():
    doer, provider = staff(make_admin()), make_provider()
    request = make_request(stage=Stage.APPROVED)
    move(request=request, to=Stage.ON_HOLD, doer=doer, now=NOW)
    assign_provider(request=request, provider=provider, doer=doer, now=NOW)
    move(request=request, to=Stage.APPROVED, doer=doer, now=NOW)

    request = assign_provider(request=request, provider=provider, doer=doer, now=NOW)

    assert request.stage == Stage.ASSIGNED
    assert OwedMail.objects.filter(kind="tta.assigned").count() == 1


def test_partner_who_becomes_the_provider_is_no_partner():
    provider = make_provider()
    request = make_request(stage=Stage.APPROVED, partners=[provider])
    assign_provider(request=request, provider=provider, doer=staff(make_admin()), now=NOW)
    assert not request.partners.exists()


def test_provider_who_lost_the_request_gets_no_mail_of_it():
    doer, partner = staff(make_admin()), make_provider()
    request = make_request(stage=Stage.APPROVED)
    for provider in (make_provider(), make_provider()):
        assign_provider(request=request, provider=provider, partners=[partner], doer=doer, now=NOW)
    first, of_partner, second = OwedMail.objects.filter(kind="tta.assigned").order_by("pk")
    assert request.number in written(of_partner)
    assert request.number in written(second)
    with pytest.raises(NotNeeded):
        written(first)


def test_milestone_for_staff_alone_is_mailed_to_no_provider():
    provider = make_provider(contact_email="pine@example.org")
    request = make_request(stage=Stage.ASSIGNED, provider=provider, owner=make_admin())
    due = (NOW - timedelta(days=30)).date()
    request.milestones.create(text="Ask about the grant", due_date=due, is_public=False)

    chase_late(now=NOW)

    assert mailed_to() == {request.owner.email}


def test_note_of_a_milestone_stays_with_staff(client):
    doer, provider = staff(make_admin()), make_provider()
    request = make_request(stage=Stage.ASSIGNED, provider=provider)
    facts = {"doer": doer, "now": NOW}
    row = add_milestone(request=request, text="Call", due_date=NOW.date(), note="ZQ1", **facts)
    row = change_milestone(milestone=row, text="Kick-off", note="ZQ2", **facts)
    delete_milestone(milestone=row, **facts)

    client.force_login(make_provider_person(provider))
    page = client.get(admin_url("inspect", request.pk)).content.decode()

    assert "Kick-off" in page
    assert "ZQ" not in page


# ---- mail ----


def test_one_draft_mails_few_strangers(client):
    request = begin(client)
    for number in range(9):
        save(client, request, "you", contact_email=f"stranger{number}@example.org")
    assert OwedMail.objects.count() == 5


def test_drafts_mail_one_stranger_seldom(client):
    for _ in range(9):
        request = begin(client, contact_email="stranger@example.org")
        client.post(url(request, "withdraw/"))
    assert OwedMail.objects.filter(kind="tta.draft").count() == 5
    assert OwedMail.objects.filter(kind="tta.stage").count() < 6


def test_corrected_address_takes_the_link_from_the_old_one(client):
    doer = staff(make_admin())
    request = make_request(contact_email="typo@example.org")
    old = link_token(request)
    write_message(request=request, text="Hello", doer=doer, now=NOW)

    values = {"contact_email": "right@example.org"}
    request, _to_do = correct(request=request, values=values, doer=doer, now=NOW)

    assert client.get(f"/tta/request/{old}/").status_code == 404
    assert link_token(request) in written(OwedMail.objects.get(to_address="right@example.org"))
    with pytest.raises(NotNeeded):
        written(OwedMail.objects.get(to_address="typo@example.org"))


def test_address_in_other_letters_is_the_same_address():
    request = make_request(contact_email="dana@example.org")
    old, values = link_token(request), {"contact_email": "Dana@example.org"}
    request, _to_do = correct(request=request, values=values, doer=staff(make_admin()), now=NOW)
    assert (link_token(request), OwedMail.objects.count()) == (old, 0)


def test_owner_who_left_gets_no_mail():
    request = make_request(owner=make_desk_member("change", is_active=False))
    withdraw(request=request, now=NOW)
    assert mailed_to() == {request.contact_email}


def test_every_kind_of_mail_is_written_on_a_site_without_settings():
    TTASettings.objects.all().delete()
    request = make_request(stage=Stage.ASSIGNED, provider=make_provider())
    entry = request.history.create(
        kind="stage", at=NOW, actor="staff", to_stage=Stage.ASSIGNED, words="Assigned", comment="Hi"
    )
    due = (NOW - timedelta(days=30)).date()
    row = request.milestones.create(text="Kick-off", due_date=due)
    kinds = [kind.name for kind in mail_kinds() if kind.name.startswith("tta.")]
    assert len(kinds) == 11
    for name in kinds:
        stage = Stage.DRAFT if name == "tta.draft" else Stage.ASSIGNED
        TTARequest.objects.filter(pk=request.pk).update(stage=stage)
        payload = {
            "request": request.pk, "entry": entry.pk, "provider": request.provider_id,
            "milestone": row.pk, "due": due.isoformat(), "step": 1,
        }  # fmt: skip
        text = written(OwedMail(kind=name, to_address=request.contact_email, payload=payload))
        assert request.number in text, name
        assert not [word for word in ("[site", "proxy", "None") if word in text], name


# ---- dates ----


def test_line_of_time_reaches_to_the_last_day():
    row = Milestone(text="A slip of the keyboard", due_date=date.max)
    assert timeline([row], today=NOW.date()).ticks
