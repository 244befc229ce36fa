"""Any acts in any order on one event leave its seats, mail and numbers in order."""

import contextlib
import os
from collections import Counter, defaultdict
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from events.outbox.models import OwedMail
from events.registration.actions import (
    AlreadyRegistered,
    EnoughInvitations,
    NoPlaceHeld,
    NothingToManage,
    NotPromoted,
    Registrant,
    TooManyHeld,
    add_by_hand,
    cancel_registration,
    change_address,
    follow_capacity,
    hold_places,
    promote_registration,
    register,
    send_invitation_again,
)
from events.registration.models import Registration
from tests.events.registration.ledger import faults_of, seats_of
from tests.make import NOW, make_admin, make_session, make_webinar

EXAMPLES, STEPS = (300, 50) if os.environ.get("TTA_PROOF") else (15, 30)

PEOPLE = st.integers(0, 7)
PICK = st.integers(0, 30)
REFUSALS = (
    *(AlreadyRegistered, EnoughInvitations, NoPlaceHeld),
    *(NothingToManage, NotPromoted, TooManyHeld),
)
STATES_MAIL = {
    "confirmed": "confirmed",
    "waitlisted": "waitlisted",
    "promoted": "confirmed",
    "cancelled": "cancelled",
    "left_waitlist": "cancelled",
}


class OneEvent(RuleBasedStateMachine):
    """Eight people, a few places. `most_taken` bounds who may have a place after the capacity was lowered."""

    def __init__(self):
        super().__init__()
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.staff = make_admin(username=f"staff-{uuid4()}")
        self.event = make_webinar(capacity=2, sessions=[make_session(7), make_session(8)])
        self.now = NOW
        self.most_taken = 2

    def teardown(self):
        transaction.set_rollback(True)
        self.undo.__exit__(None, None, None)

    def _registrant(self, person: int, shout: bool = False) -> Registrant:
        email = f"person-{person}@county.example"
        return Registrant(name=f"Person {person}", email=email.upper() if shout else email)

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

    @rule(person=PEOPLE, shout=st.booleans(), clicks=st.integers(1, 2))
    def join(self, person, shout, clicks):
        token = uuid4()
        for _ in range(clicks):
            self._act(
                register, event=self.event, registrant=self._registrant(person, shout),
                form_token=token,
            )  # fmt: skip

    @rule(person=PEOPLE, use_held=st.booleans())
    def add(self, person, use_held):
        self._act(
            add_by_hand, event=self.event, registrant=self._registrant(person), use_held=use_held,
            by=self.staff,
        )  # fmt: skip

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

    @rule(number=st.integers(0, 3))
    def hold(self, number):
        self._act(hold_places, event=self.event, number=number)

    @rule(capacity=st.one_of(st.none(), st.integers(0, 6)))
    def change_capacity(self, capacity):
        self.event.capacity = capacity
        self._act(follow_capacity, page=self.event)
        self.most_taken = max(seats_of(self.event)["taken"], capacity or 0)

    @invariant()
    def counters_equal_counts_and_no_place_is_idle(self):
        assert faults_of(self.event) == []

    @invariant()
    def never_more_places_are_taken_than_there_were(self):
        row = seats_of(self.event)
        if row["capacity"] is not None:
            assert row["taken"] <= max(row["capacity"], self.most_taken)
        self.most_taken = max(row["taken"], row["capacity"] or 0)

    @invariant()
    def every_change_of_state_was_told_once_and_the_last_is_true(self):
        told = defaultdict(list)
        for mail in self._mails():
            if mail.kind.removeprefix("registration.") in STATES_MAIL:
                told[mail.payload["registration"]].append(mail.kind.removeprefix("registration."))
        for row in Registration.objects.filter(event=self.event):
            kinds = told[row.pk]
            assert STATES_MAIL[kinds[-1]] == row.state
            assert Counter(kinds).most_common(1)[0][1] == 1
            assert kinds[0] == row.told

    @invariant()
    def numbers_of_an_address_only_rise(self):
        last: dict[tuple[str, str], int] = {}
        for mail in self._mails():
            for uid in mail.payload.get("uids", []) if "sequence" in mail.payload else []:
                key = (mail.to_address.lower(), uid)
                assert mail.payload["sequence"] > last.get(key, -1), (mail.key, last)
                last[key] = mail.payload["sequence"]

    def _mails(self) -> list[OwedMail]:
        holders = [f"registration:{pk}" for pk in self.event.registrations.values_list("pk", flat=True)]  # fmt: skip
        return list(OwedMail.objects.filter(holder__in=holders).order_by("pk"))


@pytest.mark.django_db
def test_any_acts_in_any_order_keep_seats_mail_and_numbers_in_order(index):
    run_state_machine_as_test(
        OneEvent,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
