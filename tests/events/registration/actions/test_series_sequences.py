"""Any acts in any order on one series leave its seats, places, mail and numbers in order."""

import contextlib
import os
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from events.outbox.models import OwedMail
from events.registration.actions import (
    AlreadyRegistered,
    Choice,
    EnoughInvitations,
    NoPlaceHeld,
    NothingToManage,
    NotPromoted,
    Registrant,
    SessionsNotOffered,
    TooManyHeld,
    add_by_hand_to_sessions,
    add_sessions,
    cancel_registration,
    change_address,
    give_back_session,
    hold_places,
    promote_registration,
    register_for_sessions,
    send_invitation_again,
)
from events.registration.models import Registration, SeatCount
from tests.events.registration.series_ledger import series_faults
from tests.make import (
    NOW,
    make_admin,
    make_series,
    make_session,
    publish,
    records_of,
    uids_of,
    with_changed_session,
)

EXAMPLES, STEPS = (200, 50) if os.environ.get("TTA_PROOF") else (8, 20)

PEOPLE, PICK = st.integers(0, 5), st.integers(0, 30)
SOME = st.sets(st.integers(0, 3), min_size=1)
REFUSALS = (
    *(AlreadyRegistered, EnoughInvitations, NoPlaceHeld, SessionsNotOffered),
    *(NothingToManage, NotPromoted, TooManyHeld),
)


class OneSeries(RuleBasedStateMachine):
    """Six people, three sessions with a few seats, and a fourth that may be added."""

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.staff = make_admin(username=f"staff-{uuid4()}")
        self.event = make_series(seats=(1, 2, None))
        self.now = NOW
        self.most: dict = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def _registrant(self, person: int) -> Registrant:
        return Registrant(name=f"Person {person}", email=f"person-{person}@county.example")

    def _uids(self, numbers) -> list[str]:
        uids = uids_of(self.event)
        return [uids[number % len(uids)] for number in numbers]

    def _pick(self, number: int) -> Registration | None:
        rows = list(Registration.objects.filter(event=self.event).order_by("pk"))
        return rows[number % len(rows)] if rows else None

    def _act(self, act, **arguments) -> None:
        """Do it, or be refused for a reason that the person would read; a minute passes."""
        self.now += timedelta(minutes=1)
        if arguments.get("registration", True) is None:
            return
        with contextlib.suppress(*REFUSALS), transaction.atomic():
            act(now=self.now, **arguments)

    @rule(person=PEOPLE, numbers=SOME, whole=st.booleans())
    def join(self, person, numbers, whole):
        choice = Choice(uids=self._uids(numbers), whole_series=whole)
        self._act(
            register_for_sessions, event=self.event, registrant=self._registrant(person),
            choice=choice, form_token=uuid4(),
        )  # fmt: skip

    @rule(person=PEOPLE, numbers=SOME, use_held=st.booleans())
    def add_by_hand(self, person, numbers, use_held):
        self._act(
            add_by_hand_to_sessions, event=self.event, registrant=self._registrant(person),
            choice=Choice(uids=self._uids(numbers)), use_held=use_held, by=self.staff,
        )  # fmt: skip

    @rule(number=PICK, numbers=SOME)
    def choose_more(self, number, numbers):
        self._act(add_sessions, registration=self._pick(number), uids=self._uids(numbers))

    @rule(number=PICK, session=PICK)
    def give_back(self, number, session):
        [uid] = self._uids([session])
        self._act(give_back_session, registration=self._pick(number), uid=uid)

    @rule(number=PICK)
    def cancel(self, number):
        self._act(cancel_registration, registration=self._pick(number))

    @rule(number=PICK)
    def promote(self, number):
        self._act(promote_registration, registration=self._pick(number), by=self.staff)

    @rule(number=PICK, person=PEOPLE)
    def move(self, number, person):
        email = self._registrant(person).email
        self._act(change_address, registration=self._pick(number), email=email)

    @rule(number=PICK)
    def invite_again(self, number):
        self._act(send_invitation_again, registration=self._pick(number))

    @rule(number=st.integers(0, 2), session=st.integers(0, 2))
    def hold(self, number, session):
        key = records_of(self.event)[session].session_key
        self._act(hold_places, event=self.event, number=number, session_key=key)

    @rule(session=st.integers(0, 2), capacity=st.one_of(st.none(), st.integers(0, 4)))
    def change_seats(self, session, capacity):
        self.event = publish(with_changed_session(self.event, session, capacity=capacity))

    @rule()
    def add_or_remove_the_last_session(self):
        sessions = self.event.dated_sessions
        if len(sessions) == 3:
            self.event.sessions = [*sessions, make_session(28, capacity=1)]
        else:
            self.event.sessions = sessions[:3]
        self.event = publish(self.event)

    @invariant()
    def nothing_is_wrong_with_seats_and_places(self):
        rows = list(SeatCount.objects.filter(event_id=self.event.pk))
        for row in rows:
            before = self.most.get(row.session_key, 0)
            if None in (before, row.capacity):
                before = self.most[row.session_key] = (
                    row.taken if row.capacity is not None else None
                )
            self.most[row.session_key] = (
                None if row.capacity is None else max(before or 0, row.capacity)
            )
        off = {r.session_key for r in records_of(self.event) if r.status != "scheduled"}
        assert series_faults(self.event, most=self.most, frozen=off) == []

    @invariant()
    def numbers_of_an_address_only_rise(self):
        last: dict[tuple[str, str], int] = {}
        people = self.event.registrations.values_list("pk", flat=True)
        holders = [f"registration:{pk}" for pk in people]
        for mail in OwedMail.objects.filter(holder__in=holders).order_by("pk"):
            for uid in mail.payload.get("uids", []) if "sequence" in mail.payload else []:
                key = (mail.to_address.lower(), uid)
                assert mail.payload["sequence"] > last.get(key, -1), (mail.key, last)
                last[key] = mail.payload["sequence"]


@pytest.mark.django_db
def test_any_acts_in_any_order_keep_a_series_in_order(index):
    run_state_machine_as_test(
        OneSeries,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
