"""A decline asks by mail whether to give the place back, once; nothing else in a mail changes anything."""

from datetime import timedelta

import pytest

from events.actions.status import cancel_event
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.registration.actions import (
    cancel_registration,
    change_address,
    send_invitation_again,
    tell_of_changes,
)
from events.registration.enums import Act, RegistrationState
from events.registration.models import MailRead, Registration, RegistrationChange
from events.registration.replies.actions import BETWEEN_OFFERS, take_mail
from events.registration.replies.outcomes import Outcome
from tests.events.registration.emails.written import owed, written
from tests.events.registration.moving import move
from tests.events.registration.replies.written_mail import (
    PROGRAMS,
    answer,
    filled,
    send_what_is_owed,
)
from tests.make import NOW, make_registration, make_session, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def event():
    return make_webinar(title="Night Shift", capacity=1)


@pytest.fixture
def person(event):
    """Somebody who has the place and the invitation."""
    person = make_registration(event=event, name="Jordan Ellis", email="jordan@county.example")
    send_what_is_owed()
    return person


def take(content: bytes, *, now=LATER) -> Outcome:
    return take_mail(content=content, now=now)


def offers() -> list[OwedMail]:
    return owed("declined")


@pytest.mark.parametrize("program", PROGRAMS)
def test_decline_offers_to_give_the_place_back_and_cancels_nothing(person, program):
    before = Registration.objects.values().get()

    assert take(answer(person, program)) is Outcome.OFFERED

    assert Registration.objects.values().get() == before
    [mail] = offers()
    assert (mail.to_address, mail.holder, mail.by_stranger) == (person.email, person.holder, True)
    assert RegistrationChange.objects.get().act == Act.DECLINED


def test_offer_leads_to_a_page_that_asks_and_cancels_only_by_its_button(person, client):
    take(answer(person))
    letter = written("declined", now=LATER)

    assert letter.subject == "Can you still come? Night Shift, Nov 29"
    assert letter.types == ["text/plain", "text/html"]  # nothing that a calendar could answer
    [address] = [line for line in letter.text.splitlines() if line.endswith("/cancel/")]
    assert f'href="{address}"' in letter.html
    path = address.removeprefix("http://testserver")
    assert client.get(path).status_code == 200
    person.refresh_from_db()
    assert person.is_confirmed
    client.post(path)
    person.refresh_from_db()
    assert person.state == RegistrationState.CANCELLED


def test_offer_for_one_of_several_sessions_says_that_a_place_is_one(index):
    event = make_webinar(sessions=[make_session(7), make_session(14)])
    person = make_registration(event=event)
    send_what_is_owed()

    assert take(answer(person)) is Outcome.OFFERED

    text = written("declined", now=LATER).text
    assert "covers the 2 sessions" in text
    assert "November 29" in text
    assert "December 6" not in text


@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("status", ["ACCEPTED", "TENTATIVE", "NEEDS-ACTION"])
def test_other_answers_are_noted_and_answered_by_nothing(person, program, status):
    assert take(answer(person, program, status=status)) is Outcome.NOTED

    assert offers() == []
    assert MailRead.objects.values_list("answer", flat=True).get() == status


def test_accepting_before_the_offer_went_out_takes_it_back(person):
    take(answer(person))
    take(answer(person, status="ACCEPTED", STAMP="20261122T160500Z"))

    assert [mail.state for mail in offers()] == [MailState.SUPERSEDED]


def test_declining_again_after_the_offer_was_taken_back_asks_after_all(person):
    take(answer(person))
    take(answer(person, status="ACCEPTED", STAMP="20261122T160500Z"))
    later = LATER + timedelta(minutes=1)

    assert take(answer(person, STAMP="20261122T160600Z"), now=later) is Outcome.OFFERED
    assert [(mail.state, mail.created_at) for mail in offers()] == [(MailState.QUEUED, later)]
    assert take(answer(person, STAMP="20261122T160700Z"), now=later) is Outcome.ASKED
    send_what_is_owed()
    assert [mail.state for mail in offers()] == [MailState.SENT]


def test_answer_that_arrives_after_a_later_one_is_old(person):
    take(answer(person, status="ACCEPTED", STAMP="20261122T160500Z"))

    assert take(answer(person, STAMP="20261122T160400Z")) is Outcome.OLD
    assert offers() == []


def test_answer_from_the_future_overrules_no_later_one(person):
    take(answer(person, status="ACCEPTED", STAMP="29991231T235959Z"))

    tomorrow = (LATER + timedelta(days=1)).strftime("%Y%m%dT%H%M%SZ")
    assert take(answer(person, STAMP=tomorrow), now=LATER + timedelta(days=1)) is Outcome.OFFERED


def test_same_mail_twice_is_once(person):
    content = answer(person)

    assert [take(content), take(b"Received: again\r\n" + content)] == [
        Outcome.OFFERED,
        Outcome.KNOWN,
    ]
    assert len(offers()) == 1


def test_mail_without_a_message_id_is_known_by_its_bytes(person):
    content = answer(person).replace(b"Message-ID:", b"X-Was:")

    assert [take(content), take(content)] == [Outcome.OFFERED, Outcome.KNOWN]


def test_second_decline_of_the_same_invitation_is_not_answered_again(person):
    assert take(answer(person)) is Outcome.OFFERED
    much_later = LATER + BETWEEN_OFFERS + timedelta(days=1)
    assert take(answer(person), now=much_later) is Outcome.ASKED
    assert len(offers()) == 1


def test_decline_of_a_newer_invitation_is_answered_again_but_not_on_the_same_day(person):
    take(answer(person))
    send_invitation_again(registration=person, now=LATER)
    send_what_is_owed()

    assert take(answer(person)) is Outcome.ASKED
    assert take(answer(person), now=LATER + BETWEEN_OFFERS) is Outcome.OFFERED
    assert len(offers()) == 2


def test_answer_to_an_invitation_that_was_replaced_is_old(person, event):
    old = answer(person)
    move(event)
    tell_of_changes(now=LATER)
    send_what_is_owed()

    assert take(old) is Outcome.OLD
    assert take(answer(person)) is Outcome.OFFERED


def test_answer_while_the_newer_invitation_is_still_queued_is_to_the_last_that_was_sent(
    person, event
):
    old = answer(person)
    move(event)
    tell_of_changes(now=LATER)

    assert take(old) is Outcome.OFFERED


def test_answer_from_another_sender_is_not_believed_and_left(person):
    content = answer(person, FROM="mallory@elsewhere.example")

    assert take(content) is Outcome.NOT_BELIEVED
    assert take(content.replace(b"From:", b"From: x@y.example\r\nFrom:")) is Outcome.NOT_BELIEVED
    assert (offers(), MailRead.objects.count()) == ([], 0)


def test_answer_to_a_number_that_was_never_sent_is_not_believed(person):
    assert take(answer(person, SEQUENCE=7)) is Outcome.NOT_BELIEVED
    assert offers() == []


def test_address_in_other_letters_is_the_same_person(person):
    content = answer(person, FROM="Jordan@County.example", ATTENDEE="JORDAN@county.EXAMPLE")

    assert take(content) is Outcome.OFFERED


def test_who_has_no_registration_gets_no_answer(person):
    stranger = {"FROM": "kim@county.example", "ATTENDEE": "kim@county.example"}

    assert take(answer(person, **stranger)) is Outcome.NOTHING_OPEN
    assert offers() == []


def test_who_never_got_an_invitation_gets_no_answer(event):
    person = make_registration(event=event)

    assert take(answer(person)) is Outcome.NOTHING_OPEN
    assert offers() == []


def test_who_waits_cancelled_or_moved_has_nothing_to_give_back(person, event):
    old = answer(person)
    waiting = make_registration(event=event)
    send_what_is_owed()
    assert take(answer(waiting)) is Outcome.NOTHING_OPEN
    change_address(registration=person, email="new@county.example", now=NOW)
    assert take(old) is Outcome.NOTHING_OPEN
    cancel_registration(registration=person, now=NOW)
    send_what_is_owed()
    person.refresh_from_db()
    assert take(answer(person)) is Outcome.NOTHING_OPEN
    assert offers() == []


def test_event_that_is_off_or_over_has_nothing_to_give_back(person, event):
    assert take(answer(person), now=NOW + timedelta(days=30)) is Outcome.NOTHING_OPEN
    cancel_event(event=event, reason="Storm.", now=NOW)
    assert take(answer(person)) is Outcome.NOTHING_OPEN


@pytest.mark.parametrize(
    "header",
    ["Auto-Submitted: auto-replied", "Precedence: bulk", "Precedence: list", "List-Id: <a.b>",
     "Auto-Submitted: auto-replied; owner-email=x"],
)  # fmt: skip
def test_what_a_machine_answers_by_itself_gets_no_mail_in_return(person, header):
    content = header.encode() + b"\r\n" + answer(person)

    assert take(content) is Outcome.AUTOMATIC
    assert offers() == []


@pytest.mark.parametrize("header", ["Auto-Submitted: no", "Auto-Submitted: auto-generated"])
def test_what_a_program_writes_for_its_owner_is_the_owners_answer(person, header):
    assert take(header.encode() + b"\r\n" + answer(person)) is Outcome.OFFERED


def test_our_own_mail_and_absence_notes_are_left(person):
    take(answer(person))
    own = [written("confirmed"), written("declined", now=LATER)]
    absence = filled("out-of-office", FROM=person.email, OURS=own[0].message["Message-ID"])

    for content in (*(letter.message.as_bytes() for letter in own), absence):
        assert take(content) is Outcome.OTHER
    assert len(offers()) == 1


def test_answer_about_an_event_of_others_is_left(person):
    assert take(answer(person, UID="somebody-else@s.example")) is Outcome.OTHER
    assert MailRead.objects.count() == 0


def test_dry_run_says_the_same_and_writes_nothing(person):
    content = answer(person)

    assert take_mail(content=content, now=LATER, is_dry_run=True) is Outcome.OFFERED
    assert (offers(), MailRead.objects.count()) == ([], 0)
    assert take(content) is Outcome.OFFERED
