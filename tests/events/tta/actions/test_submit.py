"""Submitting: everything is written once, hidden answers are not, and a return keeps number and letter."""

import pytest

from events.outbox.kinds import mail_kind
from events.outbox.models import OwedMail
from events.tta.actions.move import move_locked
from events.tta.actions.record import ChangedMeanwhile, lock, staff, write
from events.tta.actions.submit import submit
from events.tta.agreement import Consent, agreement_of
from events.tta.answers import Answers
from events.tta.enums import EntryKind, LetterState, OptionList, QuestionKind, Stage
from events.tta.models import Answer, Review, TTARequest, TTASettings, TTAType, TypeQuestion
from tests.events.tta import asker
from tests.events.tta.asker import filled, save, send, text_of, url
from tests.make import NOW, make_admin, make_request

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def kinds() -> list[str]:
    return sorted(OwedMail.objects.exclude(kind="tta.draft").values_list("kind", flat=True))


def return_for_changes(request: TTARequest) -> None:
    """As staff do: the request comes back with a comment."""
    request = lock(request.pk)
    move_locked(
        request=request, to=Stage.RETURNED, doer=staff(make_admin()), now=NOW, comment="Which day?"
    )
    write(request, "stage", "stage_since", now=NOW)


def test_submitted_request_has_every_answer(client):
    draft = filled(client)

    response = send(client, draft)

    request = TTARequest.objects.get()
    assert response.url == url(request, "sent/")
    assert (request.stage, request.number, request.submitted_at) == (
        Stage.SUBMITTED,
        draft.number,
        NOW,
    )
    assert (request.agency_type.name, request.tta_type.key) == (
        "Law enforcement agency", "classroom-training",
    )  # fmt: skip
    assert (str(request.event_date), str(request.event_start_time), str(request.event_end_time)) == (
        "2027-06-10", "09:00:00", "16:00:00",
    )  # fmt: skip
    assert (request.event_zone, request.place_name, request.expected_people) == (
        "America/Chicago", "Town Hall", 25,
    )  # fmt: skip
    assert (request.has_event, request.may_be_listed, request.intercepts) == (True, True, (0, 1))
    assert [row.name for row in request.sub_topics.all()] == ["Co-response"]
    assert [row.name for row in request.audiences.all()] == ["Peer support specialists"]
    assert (request.letter_plan, request.letter_state) == ("email", LetterState.MISSING)
    assert request.email_key == "dana@springfield.example"
    assert request.typed == {}


def test_submission_is_remembered_mailed_and_reviewed(client):
    texts = TTASettings.for_site(filled(client).site)
    texts.staff_email = "desk@tta.example"
    texts.save()
    draft = TTARequest.objects.get()

    send(client, draft)

    request = TTARequest.objects.get()
    entries = [(entry.kind, entry.is_public) for entry in request.history.all()]
    assert entries == [(EntryKind.AGREEMENT, True), (EntryKind.STAGE, True)]
    assert kinds() == ["tta.desk", "tta.received"]
    assert Review.objects.get().request_id == request.pk
    assert (request.agreed_name, request.agreed_version, request.agreed_at) == (
        "Dana Whitfield", 1, NOW,
    )  # fmt: skip
    assert request.agreed_text == str(texts.agreement_text)


def test_receipt_shows_number_next_step_and_link(client):
    draft = filled(client)
    shown = text_of(client.post(url(draft, "form/review/"), asker.agreed(draft), follow=True))
    assert "We have your request" in shown
    assert draft.number in shown
    assert f"http://testserver{url(draft)}" in shown
    assert "A member of our staff will read it" in shown


def test_form_carries_a_strangers_words_to_an_address_three_times_an_hour(client):
    for number in range(5):
        send(client, filled(client, need={"title": f"Call me at number {number}"}))

    receipts = OwedMail.objects.filter(kind="tta.received").order_by("pk")
    kind = mail_kind("tta.received")
    bodies = [kind.write(mail=m, loaded=kind.load([m]), now=NOW).body for m in receipts]
    assert [f"number {number}" in body for number, body in enumerate(bodies)] == [
        True, True, True, False, False,
    ]  # fmt: skip
    assert all("Its number is 20" in body for body in bodies)


def test_double_click_submits_once(client):
    draft = filled(client)
    first, second = send(client, draft), send(client, draft)
    assert first.url == second.url
    assert Review.objects.count() == 1
    assert kinds() == ["tta.received"]


def test_hidden_answers_that_are_posted_anyway_are_not_sent(client):
    other = asker.option("Housing", OptionList.SUB_TOPIC)
    own = asker.option("Co-response", OptionList.SUB_TOPIC)
    draft = filled(
        client,
        need={"practice_name": "Hidden practice", "emerging_need": "Hidden need", "sub_topics": [own, other]},
        event={"has_event": "no"},
    )  # fmt: skip
    assert draft.typed["need"]["practice_name"] == ["Hidden practice"]
    assert draft.typed["event"]["place_name"] == ["Town Hall"]
    shown = text_of(client.get(url(draft, "form/review/")))
    assert "Hidden" not in shown
    assert "Not sent, since they belong to another program area: Housing." in shown

    send(client, draft)

    request = TTARequest.objects.get()
    assert (request.practice_name, request.emerging_need, request.place_name) == ("", "", "")
    assert (request.event_date, request.event_start_time, request.event_zone) == (None, None, "")
    assert (request.has_event, request.may_be_listed, request.delivery) == (False, False, "")
    assert [row.name for row in request.sub_topics.all()] == ["Co-response"]


def test_place_of_a_virtual_event_is_not_sent(client):
    draft = filled(client, event={"delivery": "virtual"})
    send(client, draft)
    assert TTARequest.objects.get().place_name == ""


def test_errors_on_the_last_page_lead_to_page_and_field(client):
    draft = filled(client, need={"title": ""}, event={"event_day": "31"})
    response = send(client, draft)
    shown = text_of(response)
    assert f'<a href="{url(draft, "form/need/")}?check=1#id_title">Enter a title</a>' in shown
    assert f'<a href="{url(draft, "form/event/")}?check=1#id_event_day">' in shown
    assert TTARequest.objects.get().stage == Stage.DRAFT


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"agree": None}, "Confirm that you agree"),
        ({"agreed_name": " "}, "Enter your full name"),
        ({"agreed_digest": "old"}, "This text has changed. Please read it again"),
    ],
)
def test_without_the_agreement_nothing_is_submitted(client, changed, words):
    draft = filled(client)
    assert words in text_of(send(client, draft, **changed))
    assert TTARequest.objects.get().stage == Stage.DRAFT


def test_agreement_that_changed_since_is_asked_again(client):
    draft = filled(client)
    data = asker.agreed(draft)
    texts = TTASettings.for_site(draft.site)
    texts.agreement_text = "I will write every week."
    texts.save()

    shown = text_of(client.post(url(draft, "form/review/"), data))
    assert "This text has changed." in shown
    assert "I will write every week." in shown
    send(client, draft)
    request = TTARequest.objects.get()
    assert (request.agreed_text, request.agreed_version) == ("I will write every week.", 2)


def test_page_saved_elsewhere_since_is_told(client):
    draft = filled(client)
    seen = draft.version
    save(client, draft, "need", title="Newer")
    consent = Consent(agreement=agreement_of(TTASettings.for_site(draft.site)), name="Dana")
    with pytest.raises(ChangedMeanwhile):
        submit(request=draft, answers=Answers(), consent=consent, now=NOW, seen=seen)
    assert TTARequest.objects.get().stage == Stage.DRAFT


def test_returned_request_is_changed_on_the_same_pages_and_keeps_its_number(client):
    draft = filled(client)
    send(client, draft)
    TTARequest.objects.update(title="Corrected by staff")
    return_for_changes(draft)

    shown = text_of(client.get(url(draft, "form/need/")))
    assert "Which day?" in shown
    assert 'value="Corrected by staff"' in shown
    assert client.get(url(draft, "form/")).url == url(draft, "form/review/")
    save(client, draft, "event", event_day="17")
    send(client, draft)

    request = TTARequest.objects.get()
    assert (request.number, request.stage, request.submitted_at) == (
        draft.number,
        Stage.SUBMITTED,
        NOW,
    )
    assert (request.title, str(request.event_date), request.place_name) == (
        "Corrected by staff", "2027-06-17", "Town Hall",
    )  # fmt: skip
    assert Review.objects.filter(request=request).count() == 2
    assert kinds().count("tta.received") == 2


@pytest.fixture
def question(db):
    asker.type_id()
    return TypeQuestion.objects.create(
        tta_type=TTAType.objects.get(key="webinar"), label="Recorded?", kind=QuestionKind.YES_NO
    )


def with_answer(client, question) -> TTARequest:
    webinar = asker.type_id("webinar")
    page = {"tta_type": webinar, "asked_for": webinar, f"q-{question.pk}": "yes"}
    return filled(client, need=page)


def test_answer_keeps_the_words_of_its_question(client, question):
    send(client, with_answer(client, question))
    TypeQuestion.objects.update(label="Another question")
    assert [(row.label, row.text) for row in Answer.objects.all()] == [("Recorded?", "Yes")]


def test_question_that_is_removed_before_submission_leaves_its_answer(client, question):
    draft = with_answer(client, question)
    question.delete()
    assert "Recorded?" in text_of(client.get(url(draft, "form/review/")))
    send(client, draft)
    assert [(row.question, row.label, row.text) for row in Answer.objects.all()] == [
        (None, "Recorded?", "Yes")
    ]


def test_question_that_is_removed_after_submission_leaves_its_answer(client, question):
    draft = with_answer(client, question)
    send(client, draft)
    question.delete()
    return_for_changes(draft)
    send(client, draft)
    assert [(row.label, row.text) for row in Answer.objects.all()] == [("Recorded?", "Yes")]


def test_another_type_puts_the_old_answers_into_the_history(client, question):
    draft = with_answer(client, question)
    send(client, draft)
    return_for_changes(draft)
    save(client, draft, "need")
    send(client, draft)
    assert not Answer.objects.exists()
    entry = TTARequest.objects.get().history.get(kind=EntryKind.CHANGE)
    assert entry.facts == {"Recorded?": ["Yes", ""]}


def test_request_with_staff_is_not_submitted_again(client):
    request = make_request(stage=Stage.UNDER_REVIEW)
    assert send(client, request).url == url(request)
    assert not Review.objects.exists()


@pytest.mark.parametrize(("day", "kept"), [("10", "They are ready."), ("11", "")])
def test_reason_for_a_short_lead_time_ends_with_the_date_it_was_given_for(client, day, kept):
    draft = filled(client)
    send(client, draft)
    TTARequest.objects.update(lead_override="They are ready.")
    return_for_changes(draft)
    save(client, draft, "event", event_day=day)

    send(client, draft)

    request = TTARequest.objects.get()
    assert (request.stage, request.lead_override) == (Stage.SUBMITTED, kept)
    assert request.event_date.day == int(day)
