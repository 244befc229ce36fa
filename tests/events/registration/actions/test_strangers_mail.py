"""Nobody gets more than three mails an hour that strangers cause; what is promised comes later."""

from datetime import timedelta

import pytest

from events.outbox.models import OwedMail
from events.registration.actions import add_by_hand, change_address, send_links
from events.registration.actions.register import Registrant
from tests.events.registration.ledger import kinds_to, mails_to
from tests.make import NOW, make_admin, make_registration, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

VICTIM = "victim@county.example"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def due() -> list:
    """When each mail to the victim is due, counted from NOW."""
    mails = OwedMail.objects.filter(to_address__iexact=VICTIM).order_by("pk")
    return [(mail.not_before or mail.created_at) - NOW for mail in mails]


def test_fourth_mail_within_an_hour_waits_until_the_first_is_an_hour_old():
    for minutes in range(5):
        make_registration(event=make_webinar(), email=VICTIM, now=NOW + minutes * MINUTE)

    assert due() == [0 * MINUTE, 1 * MINUTE, 2 * MINUTE, HOUR, HOUR + MINUTE]


def test_case_of_the_address_makes_no_difference():
    for number in range(4):
        email = VICTIM.upper() if number % 2 else VICTIM
        make_registration(event=make_webinar(), email=email)

    assert due() == [0 * MINUTE] * 3 + [HOUR]


def test_limit_is_of_the_last_hour():
    for _ in range(3):
        make_registration(event=make_webinar(), email=VICTIM)
    make_registration(event=make_webinar(), email=VICTIM, now=NOW + HOUR)

    assert due() == [0 * MINUTE] * 3 + [HOUR]
    assert OwedMail.objects.latest("pk").not_before is None


def test_never_more_than_three_are_due_in_any_hour():
    for minutes in range(0, 100, 7):
        make_registration(event=make_webinar(), email=VICTIM, now=NOW + minutes * MINUTE)

    moments = due()
    assert len(moments) == 15
    for start in moments:
        assert sum(start <= moment < start + HOUR for moment in moments) <= 3


def test_waitlisted_is_put_off_as_well():
    full = make_webinar(capacity=0)
    for _ in range(3):
        make_registration(event=make_webinar(), email=VICTIM)

    waiting = make_registration(event=full, email=VICTIM)

    [mail] = mails_to(waiting)
    assert (mail.kind, mail.not_before) == ("registration.waitlisted", NOW + HOUR)


def test_other_addresses_are_not_held_up():
    for _ in range(4):
        make_registration(event=make_webinar(), email=VICTIM)

    other = make_registration(event=make_webinar())

    assert mails_to(other)[0].not_before is None


def test_mail_that_staff_cause_neither_waits_nor_counts():
    staff = make_admin()
    for _ in range(4):
        add_by_hand(
            event=make_webinar(), registrant=Registrant(name="V", email=VICTIM), by=staff, now=NOW
        )
    make_registration(event=make_webinar(), email=VICTIM)

    assert [mail.not_before for mail in OwedMail.objects.all()] == [None] * 5
    assert [mail.by_stranger for mail in OwedMail.objects.order_by("pk")] == [False] * 4 + [True]


def test_second_tries_stop_at_the_limit_and_answer_as_before():
    event = make_webinar()
    registration = make_registration(event=event, email=VICTIM)

    answers = [make_registration(event=event, email=VICTIM) for _ in range(5)]

    assert {answer.told for answer in answers} == {"confirmed"}
    assert kinds_to(registration) == ["confirmed", "known", "known"]


def test_links_stop_at_the_limit_and_come_again_an_hour_later():
    make_registration(event=make_webinar(), email=VICTIM)
    for minutes in range(5):
        send_links(email=VICTIM, now=NOW + minutes * MINUTE)
    assert len(due()) == 3

    send_links(email=VICTIM, now=NOW + HOUR)
    assert len(due()) == 4


def test_moving_registrations_to_an_address_counts_and_waits():
    others = [make_registration(event=make_webinar()) for _ in range(4)]

    for registration in others:
        change_address(registration=registration, email=VICTIM, now=NOW)

    assert due() == [0 * MINUTE] * 3 + [HOUR]


def test_staff_who_move_a_registration_are_no_strangers():
    registration = make_registration(event=make_webinar())

    change_address(registration=registration, email=VICTIM, by=make_admin(), now=NOW)

    assert [mail.by_stranger for mail in OwedMail.objects.filter(to_address=VICTIM)] == [False]


def test_moving_to_a_known_address_tells_its_owner_up_to_the_limit():
    event = make_webinar()
    owner = make_registration(event=event, email=VICTIM)
    for minutes in range(4):
        other = make_registration(event=event)
        change_address(registration=other, email=VICTIM, now=NOW + minutes * MINUTE)

    assert kinds_to(owner) == ["confirmed", "known", "known"]


def test_nothing_that_is_put_off_is_lost():
    registrations = [make_registration(event=make_webinar(), email=VICTIM) for _ in range(9)]

    assert [kinds_to(registration) for registration in registrations] == [["confirmed"]] * 9
    assert due() == [0 * HOUR] * 3 + [HOUR] * 3 + [2 * HOUR] * 3
