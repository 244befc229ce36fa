"""A change that is published reaches everybody who holds an invitation, once, and nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.actions import cancel_event, postpone_event, restore_event
from events.enums import JoinVisibility
from events.models import CalendarRecord, EventPage, WebinarPage
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.registration.actions import cancel_registration, tell_of_changes
from events.registration.models import EventChange, Registration
from tests.events.registration.moving import all_sent, move, owed_to, told
from tests.make import (
    NOW,
    make_event,
    make_past_webinar,
    make_registration,
    make_session,
    make_webinar,
    publish,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]


def test_moved_event_sends_one_request_with_a_higher_number():
    event = make_webinar()
    ana, bo = make_registration(event=event), make_registration(event=event)
    all_sent()

    move(event)

    assert EventChange.objects.count() == 1
    assert told(event, ana, bo) == [[("changed", 1, "REQUEST")]] * 2
    assert told(event, ana, bo) == [[("changed", 1, "REQUEST")]] * 2
    assert EventChange.objects.get().done_at == NOW


def test_number_of_a_person_goes_on_from_their_own():
    event = make_webinar()
    ana = make_registration(event=event)
    cancel_registration(registration=ana, now=NOW)
    again = make_registration(event=event, email=ana.email)
    all_sent()
    move(event)
    assert told(event, again) == [[("changed", again.sequence_offset + 1, "REQUEST")]]
    assert again.sequence_offset > 0
    assert owed_to(ana) == []


@pytest.mark.parametrize(
    "change",
    [
        {"place_name": "Library"},
        {"delivery": "hybrid", "join_url": "https://meet.example/1"},
        {
            "delivery": "virtual",
            "join_url": "https://meet.example/1",
            "join_visibility": JoinVisibility.PUBLIC,
        },
    ],
)
def test_place_and_public_address_count_as_a_change(change):
    event = make_event()
    ana = make_registration(event=event)
    all_sent()
    for name, value in change.items():
        setattr(event, name, value)
    publish(event)
    assert told(event, ana) == [[("changed", 1, "REQUEST")]]


def test_drafts_typos_unchanged_and_unpublished_events_tell_nobody():
    event = make_webinar()
    ana = make_registration(event=event)
    all_sent()
    event.title, event.summary = "Spelled right", "Another sentence."
    publish(event)
    publish(event)
    event.sessions = [make_session(9)]
    event.save_revision()
    event.unpublish()
    assert EventChange.objects.count() == 0
    assert told(event, ana) == [[]]


def test_past_event_tells_nobody():
    event = make_past_webinar()
    Registration.objects.create(
        event=event, state="confirmed", told="confirmed", name="Ana", email="a@county.example",
        email_key="a@county.example", created_at=NOW - timedelta(days=40),
    )  # fmt: skip
    move(event)
    assert CalendarRecord.objects.get().sequence == 1
    assert EventChange.objects.count() == 0


def test_event_without_registrants_leaves_nothing_to_tell():
    event = make_webinar()
    move(event)
    assert EventChange.objects.count() == 0


def test_only_the_session_that_changed_is_told_of():
    event = make_webinar(sessions=[make_session(7), make_session(8), make_session(9)])
    ana = make_registration(event=event)
    all_sent()
    move(event, number=1)
    assert told(event, ana) == [[("changed", 1, "REQUEST")]]
    [mail] = OwedMail.objects.filter(state=MailState.QUEUED)
    assert mail.payload["uids"] == [CalendarRecord.objects.order_by("starts_at")[1].uid]


def test_removed_session_is_taken_out_and_a_new_one_comes_in():
    event = make_webinar(sessions=[make_session(7), make_session(8)])
    ana = make_registration(event=event)
    all_sent()
    event.sessions = [event.sessions.first(), make_session(20)]
    publish(event)
    assert told(event, ana) == [[("called_off", 1, "CANCEL"), ("changed", 0, "REQUEST")]]


def test_many_changed_sessions_are_one_message():
    event = make_webinar(sessions=[make_session(7 + day) for day in range(6)])
    ana = make_registration(event=event)
    all_sent()
    for session in (sessions := list(event.sessions.all())):
        session.zone = "America/Chicago"
    event.sessions = sessions
    publish(event)
    assert told(event, ana) == [[("changed", None, None)]]
    assert len(OwedMail.objects.get(state=MailState.QUEUED).payload["changes"]) == 6


def test_cancel_and_restore_and_postpone():
    event = make_webinar(capacity=1)
    ana, waits = make_registration(event=event), make_registration(event=event)
    all_sent()
    for act, number, kind, method in (
        (cancel_event, 1, "called_off", "CANCEL"),
        (restore_event, 2, "changed", "REQUEST"),
        (postpone_event, 3, "called_off", "CANCEL"),
    ):
        act(event=event, reason="The host is ill.", now=NOW)
        assert told(event, ana, waits) == [
            [(kind, number, method)],
            [("changed_waiting", None, None)],
        ]
        all_sent()
    # A new date first, then restored: the date that is published while it is off says nothing yet.
    move(event)
    assert told(event, ana, waits) == [[], []]
    restore_event(event=event, now=NOW)
    assert told(event, ana, waits) == [
        [("changed", 5, "REQUEST")],
        [("changed_waiting", None, None)],
    ]


def test_postponed_and_then_cancelled_is_told_too():
    event = make_webinar()
    ana = make_registration(event=event)
    postpone_event(event=event, reason="No room.", now=NOW)
    told(event)
    all_sent()
    cancel_event(event=event, reason="No room at all.", now=NOW)
    assert told(event, ana) == [[("called_off", 2, "CANCEL")]]


def test_who_has_cancelled_is_not_told():
    event = make_webinar()
    ana, bo = make_registration(event=event), make_registration(event=event)
    cancel_registration(registration=ana, now=NOW)
    all_sent()
    move(event)
    assert told(event, ana, bo) == [[], [("changed", 1, "REQUEST")]]


# ---- what was not sent yet ----


def test_second_change_before_the_first_was_sent_tells_of_both_at_once():
    event = make_webinar()
    ana = make_registration(event=event)
    all_sent()
    was = CalendarRecord.objects.get().starts_at.isoformat()
    event = move(event)
    told(event)
    move(event, start="18:00", end="19:00")
    assert told(event, ana) == [[("changed", 2, "REQUEST")]]
    mail = OwedMail.objects.get(state=MailState.QUEUED)
    assert mail.payload["changes"][0]["before"]["starts_at"] == was


def test_change_and_back_before_anything_was_sent_tells_nothing():
    event = make_webinar()
    ana = make_registration(event=event)
    all_sent()
    event = move(event)
    told(event)
    move(event, start="14:00", end="15:30")
    assert told(event, ana) == [[]]
    assert CalendarRecord.objects.get().sequence == 2


def test_change_before_the_confirmation_is_told_by_the_confirmation():
    event = make_webinar(sessions=[make_session(7), make_session(8)])
    ana = make_registration(event=event)
    move(event)
    assert told(event, ana) == [[("session", 0, "REQUEST"), ("confirmed", 1, "REQUEST")]]


def test_waitlist_hears_of_two_changes_in_one_message():
    event = make_webinar(capacity=0, sessions=[make_session(7), make_session(8)])
    ana = make_registration(event=event)
    all_sent()
    event = move(event, number=0)
    told(event)
    move(event, number=1)
    assert told(event, ana) == [[("changed_waiting", None, None)]]
    mail = OwedMail.objects.get(state=MailState.QUEUED)
    assert len(mail.payload["changes"]) == 2


# ---- the note ----


def test_note_goes_with_the_change_and_is_empty_afterwards():
    event = make_webinar()
    make_registration(event=event)
    event = move(event, change_note="The room was too small.")
    assert EventChange.objects.get().note == "The room was too small."
    assert EventPage.objects.get(pk=event.pk).change_note == ""


def test_note_without_a_change_is_sent_to_nobody():
    event = make_webinar()
    make_registration(event=event)
    event.change_note = "Nothing changed."
    publish(event)
    assert EventPage.objects.get(pk=event.pk).change_note == ""
    move(WebinarPage.objects.get(pk=event.pk))
    assert EventChange.objects.get().note == ""


# ---- many, and accidents ----


@pytest.mark.parametrize("people", [1, 3, 30])
def test_telling_costs_the_same_for_any_number(people):
    event = make_webinar()
    for _ in range(people):
        make_registration(event=event)
    all_sent()
    move(event)
    with CaptureQueriesContext(connection) as captured:
        assert tell_of_changes(now=NOW) == people
    assert len(captured) == 12


def test_worker_goes_on_where_another_stopped():
    event = make_webinar()
    people = [make_registration(event=event) for _ in range(5)]
    all_sent()
    move(event)
    EventChange.objects.update(told_up_to=people[1].pk)
    assert tell_of_changes(now=NOW) == 3
    assert [owed_to(person) for person in people] == [
        *[[]] * 2,
        *[[("changed", 1, "REQUEST")]] * 3,
    ]


def test_change_that_fails_keeps_no_other_from_being_told():
    first, second = make_webinar(), make_webinar()
    make_registration(event=first)
    ana = make_registration(event=second)
    all_sent()
    move(first)
    move(second)
    EventChange.objects.filter(event=first).update(sessions=[{"uid": "broken"}])
    with pytest.raises(KeyError):
        tell_of_changes(now=NOW)
    assert owed_to(ana) == [("changed", 1, "REQUEST")]
