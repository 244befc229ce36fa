"""Told = stored = mailed: the answers that people got, beside the rows and the mail."""

import itertools
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

_numbers = itertools.count(1)

# The state that a message tells.
STATE_TOLD_BY = {
    "registration.confirmed": "confirmed",
    "registration.promoted": "confirmed",
    "registration.waitlisted": "waitlisted",
    "registration.cancelled": "cancelled",
    "registration.left_waitlist": "cancelled",
}


@dataclass(frozen=True)
class Told:
    """What one person read: the token of the answer, the state, and the address they gave."""

    token: UUID
    state: str
    email: str


@dataclass
class Faults:
    """How often something happened that must not; `tries` is how often it could have."""

    tries: int = 0
    oversold: int = 0
    doubled: int = 0
    lost: int = 0
    idle: int = 0
    miscounted: int = 0
    errors: list[str] = field(default_factory=list)
    told: int = 0
    stored: int = 0
    mailed: int = 0

    def add(self, other: "Faults", *, tries: int, errors: list[str]) -> None:
        for name in ("oversold", "doubled", "lost", "idle", "miscounted", "told", "stored", "mailed"):  # fmt: skip
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.tries += tries
        self.errors += errors

    def sum(self) -> int:
        faults = self.oversold + self.doubled + self.lost + self.idle + self.miscounted
        return faults + len(self.errors) + abs(self.told - self.stored) + abs(self.stored - self.mailed)  # fmt: skip

    def __str__(self):
        lines = f"{self.tries} tries: oversold {self.oversold}, doubled {self.doubled}, lost {self.lost},"
        lines += f" idle while somebody waits {self.idle}, miscounted {self.miscounted};"
        lines += f" told {self.told} = stored {self.stored} = mailed {self.mailed}"
        return lines + (f"; {len(self.errors)} errors: {self.errors[:3]}" if self.errors else "")


def make_hot_event(*, capacity: int | None):
    """A webinar a month from now, far from any freeze."""
    from django.utils import timezone

    from tests.make import make_session, make_site, make_webinar

    make_site()
    day = (timezone.now() + timedelta(days=30)).date()
    number = next(_numbers)
    return make_webinar(
        title=f"Hot {number}", slug=f"hot-{number}", capacity=capacity, sessions=[make_session(day)]
    )


def faults_of(*, event, told: list[Told], most: int | None) -> Faults:
    """Read everything back. `most` is the highest capacity the event ever had.

    `told` counts answers that gave a new registration, each form once; `stored` those that stand
    in the database; `mailed` those with exactly one first message that says the same.
    """
    from events.outbox.models import OwedMail
    from events.registration.models import Registration, SeatCount, SecondTry

    rows = list(Registration.objects.filter(event_id=event.pk).order_by("pk"))
    seats = SeatCount.objects.get(event_id=event.pk, session_key=None)
    mails = defaultdict(list)
    for mail in OwedMail.objects.filter(holder__in=[row.holder for row in rows]).order_by("pk"):
        if mail.kind in STATE_TOLD_BY:
            mails[mail.holder].append(mail)
    tokens = {row.form_token: row for row in rows}
    second = set(
        SecondTry.objects.filter(registration__event_id=event.pk).values_list("form_token", flat=True)
    )  # fmt: skip
    states = Counter(row.state for row in rows)
    active = Counter(row.email_key for row in rows if row.is_active)
    answers = {answer.token: answer for answer in told if answer.token not in second}
    return Faults(
        oversold=max(0, states["confirmed"] - most) if most is not None else 0,
        doubled=sum(count - 1 for count in active.values())
        + len({answer for answer in told if answer.token not in second}) - len(answers)
        + sum(max(Counter(_states(mails[row.holder])).values(), default=0) > 1 for row in rows),
        lost=sum(token not in tokens for token in answers)
        + sum(_states(mails[row.holder])[-1:] != [row.state] for row in rows),
        idle=min(seats.waiting, seats.waiting if seats.free is None else seats.free),
        miscounted=(seats.taken != states["confirmed"]) + (seats.waiting != states["waitlisted"]),
        told=len(answers),
        stored=sum(row.form_token in answers and row.told == answers[row.form_token].state for row in rows),
        mailed=sum(
            [STATE_TOLD_BY[mail.kind] for mail in mails[row.holder]][:1] == [row.told] for row in rows
            if row.form_token in answers
        ),
    )  # fmt: skip


def _states(mails) -> list[str]:
    return [STATE_TOLD_BY[mail.kind] for mail in mails]
