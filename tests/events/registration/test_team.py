"""Presenters, moderators and staff: invitations that follow the event, without a place."""

from datetime import time

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.actions import cancel_event
from events.outbox.models import OwedMail
from events.registration.actions import (
    AlreadyRegistered,
    Registrant,
    cancel_registration,
    invite_to_team,
)
from events.registration.enums import Part
from events.registration.models import Registration, SeatCount
from tests.events.registration.emails.written import write
from tests.events.registration.moving import all_sent, move, owed_to, told
from tests.make import (
    NOW,
    make_registration,
    make_series,
    make_webinar,
    publish,
    with_changed_session,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def invite(event, *, part=Part.PRESENTER, email="ana@county.example", by=None) -> Registration:
    person = Registrant(name="Ana Prado", email=email)
    return invite_to_team(event=event, registrant=person, part=part, by=by, now=timezone.now())


def counted(event) -> tuple[int, int]:
    seats = SeatCount.objects.get(event_id=event.pk)
    return seats.taken, seats.waiting


@pytest.mark.parametrize("part", [Part.PRESENTER, Part.MODERATOR, Part.STAFF])
def test_team_is_invited_to_a_full_event_and_takes_no_place(index, admin_user, part):
    event = make_webinar(parent=index, capacity=1)
    attendee = make_registration(event=event)
    assert counted(event) == (1, 0)

    member = invite(event, part=part, by=admin_user)

    assert (member.state, member.part) == ("confirmed", part)
    assert counted(event) == (1, 0)
    assert owed_to(member) == [("confirmed", 0, "REQUEST")]
    assert attendee.takes_place
    assert not member.takes_place


def test_team_is_told_of_a_move_and_of_a_cancellation(index, admin_user):
    event = make_webinar(parent=index)
    member = invite(event, by=admin_user)
    all_sent()

    move(event)
    assert told(event, member) == [[("changed", 1, "REQUEST")]]
    all_sent()
    cancel_event(event=event, reason="Storm", user=admin_user, now=NOW)

    assert told(event, member) == [[("called_off", 2, "CANCEL")]]


def test_member_who_leaves_gets_a_cancel_and_frees_no_place(index, admin_user):
    event = make_webinar(parent=index, capacity=1)
    make_registration(event=event)
    waiting = make_registration(event=event)
    member = invite(event, by=admin_user)
    all_sent()

    cancel_registration(registration=member, now=NOW)

    waiting.refresh_from_db()
    assert waiting.is_waitlisted
    assert counted(event) == (1, 1)
    assert owed_to(member) == [("cancelled", 1, "CANCEL")]


def test_invitation_says_what_one_comes_as(index, admin_user):
    event = make_webinar(parent=index, title="Night shift")
    member = invite(event, part=Part.MODERATOR, by=admin_user)

    letter = write(OwedMail.objects.get(holder=member.holder))

    assert letter.subject.startswith("Your invitation as moderator: Night shift")
    text = letter.text
    assert 'You take part in "Night shift" as moderator.' in text
    assert "somebody else" not in text


def test_attendee_is_not_invited_a_second_time_as_presenter(index, admin_user):
    event = make_webinar(parent=index)
    person = make_registration(event=event, email="ana@county.example")

    with pytest.raises(AlreadyRegistered):
        invite(event, by=admin_user)

    assert [row.pk for row in Registration.objects.all()] == [person.pk]


def test_database_lets_no_presenter_wait(index, admin_user):
    member = invite(make_webinar(parent=index), by=admin_user)

    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=member.pk).update(state="waitlisted")


def test_member_of_an_event_from_before_registration_can_leave(index, admin_user):
    event = make_webinar(parent=index)
    SeatCount.objects.all().delete()
    member = invite(event, by=admin_user)
    assert not cancel_registration(registration=member, now=NOW).is_active


def test_team_comes_to_every_session_of_a_series(index, admin_user):
    event = make_series(parent=index, seats=(1, 1, 1))
    member = invite(event, by=admin_user)
    all_sent()
    publish(with_changed_session(event, 2, start_time=time(18), end_time=time(19)))
    assert told(event, member) == [[("changed", 1, "REQUEST")]]
    assert [seats.taken for seats in SeatCount.objects.filter(event=event)] == [0, 0, 0]
