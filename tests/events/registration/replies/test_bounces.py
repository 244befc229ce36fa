"""Mail that came back marks its registration, if it is ours and was sent to that address."""

from datetime import timedelta

import pytest

from events.outbox.actions import new_message_id
from events.outbox.models import OwedMail
from events.registration.actions import change_address
from events.registration.enums import Act
from events.registration.models import MailRead, RegistrationChange
from events.registration.replies.actions import take_mail
from events.registration.replies.outcomes import Outcome
from tests.events.registration.emails.written import owed
from tests.events.registration.replies.written_mail import SERVERS, returned, send_what_is_owed
from tests.make import NOW, make_registration, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def person():
    person = make_registration(event=make_webinar(), email="jordan+list@county.example")
    send_what_is_owed()
    return person


@pytest.fixture
def mail(person) -> OwedMail:
    [mail] = owed("confirmed")
    return mail


def take(content: bytes, *, now=LATER) -> Outcome:
    return take_mail(content=content, now=now)


def mark(person) -> tuple:
    person.refresh_from_db()
    return person.bounced_at, person.bounce_words


UNMARKED = (None, "")


@pytest.mark.parametrize("server", SERVERS)
def test_returned_mail_marks_the_registration_with_the_servers_words(person, mail, server):
    assert take(returned(mail, server)) is Outcome.BOUNCED

    at, words = mark(person)
    assert at == LATER
    assert words.startswith("550")
    change = RegistrationChange.objects.get()
    assert (change.act, change.changes) == (Act.BOUNCED, {"bounce_words": ["", words]})


def test_folded_words_are_one_line(person, mail):
    take(returned(mail, "postfix"))

    assert mark(person)[1] == (
        "550 5.1.1 <jordan+list@county.example>: Recipient address rejected:"
        " User unknown in local recipient table"
    )


@pytest.mark.parametrize("server", SERVERS)
@pytest.mark.parametrize(
    ("action", "code"),
    [
        ("delayed", "4.4.1"),
        ("failed", "4.2.2"),
        ("delayed", "5.1.1"),
        ("delivered", "2.1.5"),
        ("", ""),
    ],
)
def test_what_is_not_final_marks_nothing(person, mail, server, action, code):
    assert take(returned(mail, server, ACTION=action, CODE=code)) is Outcome.NOT_FINAL
    assert mark(person) == UNMARKED


@pytest.mark.parametrize("server", SERVERS)
def test_report_of_mail_that_we_never_sent_is_left(person, mail, server):
    assert take(returned(mail, server, OURS=new_message_id())) is Outcome.OTHER
    assert (mark(person), MailRead.objects.count()) == (UNMARKED, 0)


@pytest.mark.parametrize("server", SERVERS)
def test_report_of_our_mail_at_another_address_is_not_believed(person, mail, server):
    other = make_registration(event=make_webinar())

    assert take(returned(mail, server, TO=other.email)) is Outcome.NOT_BELIEVED
    assert mark(person) == mark(other) == UNMARKED


def test_address_may_stand_in_xtext_or_between_angle_brackets(person, mail):
    content = returned(mail).replace(
        b"Original-Recipient: rfc822;jordan+list@county.example",
        b"Original-Recipient: RFC822;Jordan+2Blist@county.example",
    )
    content = content.replace(
        b"Final-Recipient: rfc822; jordan+list@", b"Final-Recipient: rfc822; <x@"
    )

    assert take(content) is Outcome.BOUNCED


def test_only_the_named_one_of_several_recipients_counts(person, mail):
    block = (
        b"Final-Recipient: rfc822; other@county.example\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n"
    )
    content = returned(mail, ACTION="delayed", CODE="4.4.1")
    content = content.replace(
        b"Final-Recipient: rfc822; jordan", block + b"Final-Recipient: rfc822; jordan"
    )

    assert take(content) is Outcome.NOT_FINAL


def test_very_long_words_are_shortened(person, mail):
    take(returned(mail).replace(b"User unknown", b"unknown " * 100))

    words = mark(person)[1]
    assert len(words) == 300
    assert words.endswith("…")


def test_words_that_would_be_markup_or_controls_are_harmless(person, mail):
    take(returned(mail).replace(b"User unknown", b"<script>x</script>\x00\x1b[2J\xff"))

    assert "<script>x</script> [2J" in mark(person)[1]


def test_second_bounce_is_news_of_the_day_and_one_line_of_history(person, mail):
    take(returned(mail))
    take(returned(mail, "gmail"), now=LATER + timedelta(hours=1))

    assert mark(person)[0] == LATER + timedelta(hours=1)
    assert RegistrationChange.objects.count() == 1


def test_corrected_address_clears_the_mark_and_the_old_one_sets_it_no_more(person, mail):
    take(returned(mail))
    assert mark(person) != UNMARKED
    change_address(registration=person, email="jordan@county.example", now=LATER)
    assert mark(person) == UNMARKED

    assert take(returned(mail)) is Outcome.ADDRESS_LEFT
    assert mark(person) == UNMARKED


def test_another_kind_of_report_is_left(person, mail):
    content = returned(mail).replace(
        b"report-type=delivery-status", b"report-type=disposition-notification"
    )

    assert take(content) is Outcome.OTHER
    assert mark(person) == UNMARKED


def test_report_forwarded_by_a_person_is_left(person, mail):
    inner = returned(mail)
    content = b"From: x@y.example\r\nContent-Type: message/rfc822\r\n\r\n" + inner

    assert take(content) is Outcome.OTHER
    assert mark(person) == UNMARKED
