"""`python -m tests.faults.seats_race`: everything that moves a place, at the same time, on one event after the other.

Joins (double clicks and known addresses among them), cancellations, withdrawals of people who wait,
held places, promotions by hand, other addresses and published capacities run in threads with
connections of their own. Afterwards nobody is lost or doubled, no place is sold twice, and none is
free while somebody waits.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Barrier, Lock
from uuid import UUID, uuid4

from tests.faults.mail_stage import main
from tests.faults.seats_ledger import Faults, Told, faults_of, make_hot_event

THREADS = 8
ACTS_OF_ONE_EVENT = 48
# What a thread does, and how often among the acts of one event.
MIX = {"join": 20, "cancel": 12, "withdraw": 6, "capacity": 4, "hold": 2, "promote": 2, "move": 2}


@dataclass
class Race:
    """One event, who was told what, and the capacities that it had."""

    event: object
    capacities: list[int]
    told: list[Told] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    tokens: list[tuple[str, UUID]] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


def prove(*, tries: int = 10_000, seed: int = 0) -> Faults:
    """Run so many acts, and fail where one of them left a fault."""
    faults = run(tries=tries, seed=seed)
    assert faults.sum() == 0, faults
    return faults


def run(*, tries: int, seed: int = 0) -> Faults:
    """The faults that so many acts left, all events together."""
    dice = random.Random(seed)
    faults = Faults()
    with ThreadPoolExecutor(THREADS) as threads:
        try:
            _race_on(threads, dice, faults, tries)
        finally:
            all_there = Barrier(THREADS)  # each thread closes its own
            for thread in [threads.submit(close_connections, all_there) for _ in range(THREADS)]:
                thread.result()
    return faults


def _race_on(threads, dice: random.Random, faults: Faults, tries: int) -> None:
    while faults.tries < tries:
        race = _one_event(dice)
        acts = [name for name, times in MIX.items() for _ in range(times)]
        dice.shuffle(acts)
        start = Barrier(THREADS)
        running = [
            threads.submit(_run_acts, race, acts[number::THREADS], start, dice.random())
            for number in range(THREADS)
        ]
        for thread in running:
            thread.result()
        faults.add(
            faults_of(event=race.event, told=race.told, most=max(race.capacities)),
            tries=len(acts), errors=race.errors,
        )  # fmt: skip


def _one_event(dice: random.Random) -> Race:
    """An event with a few places and people who came before, so that there is somebody to cancel."""
    race = Race(event=None, capacities=[dice.randint(1, 4)])
    race.event = make_hot_event(capacity=race.capacities[0])
    for _ in range(6):
        _join(race, dice)
    return race


def _run_acts(race: Race, names: list[str], start: Barrier, seed: float) -> None:
    dice = random.Random(seed)
    start.wait()
    for name in names:
        try:
            ACTS[name](race, dice)
        except Exception as error:
            if type(error).__name__ not in REFUSALS:
                race.errors.append(f"{name}: {error!r}")


def _join(race: Race, dice: random.Random) -> None:
    """A new person; sometimes a form that was sent before, and sometimes an address that came before."""
    from django.utils import timezone

    from events.registration.actions import Registrant, register

    with race.lock:
        if race.tokens and dice.random() < 0.15:
            email, token = dice.choice(race.tokens)
        else:
            known = race.tokens and dice.random() < 0.15
            email = dice.choice(race.tokens)[0] if known else f"{uuid4().hex}@county.example"
            token = uuid4()
            race.tokens.append((email, token))
    answer = register(
        event=race.event, registrant=Registrant(name="R", email=email), form_token=token,
        now=timezone.now(),
    )  # fmt: skip
    race.told.append(Told(token=answer.form_token, state=answer.told, email=email))


def _some(race: Race, dice: random.Random, state: str):
    from events.registration.models import Registration

    found = list(Registration.objects.filter(event=race.event, state=state))
    return dice.choice(found) if found else None


def _cancel(race: Race, dice: random.Random, state: str = "confirmed") -> None:
    from django.utils import timezone

    from events.registration.actions import cancel_registration

    if registration := _some(race, dice, state):
        cancel_registration(registration=registration, now=timezone.now())


def _withdraw(race: Race, dice: random.Random) -> None:
    _cancel(race, dice, "waitlisted")


def _capacity(race: Race, dice: random.Random) -> None:
    """An editor publishes another capacity."""
    from events.models import EventPage

    capacity = dice.randint(1, 6)
    race.capacities.append(capacity)
    page = EventPage.objects.get(pk=race.event.pk)
    page.capacity = capacity
    page.save()


def _hold(race: Race, dice: random.Random) -> None:
    from django.utils import timezone

    from events.registration.actions import hold_places

    hold_places(event=race.event, number=dice.randint(0, 2), now=timezone.now())


def _promote(race: Race, dice: random.Random) -> None:
    from django.utils import timezone

    from events.registration.actions import promote_registration

    if registration := _some(race, dice, "waitlisted"):
        promote_registration(registration=registration, by=None, now=timezone.now())


def _move(race: Race, dice: random.Random) -> None:
    """Somebody takes another address, sometimes one that is registered, or about to be."""
    from django.utils import timezone

    from events.registration.actions import change_address

    registration = _some(race, dice, dice.choice(["confirmed", "waitlisted"]))
    with race.lock:
        email = dice.choice(race.tokens)[0]
    if registration:
        change_address(registration=registration, email=email, now=timezone.now())


def close_connections(all_there: Barrier) -> None:
    from django.db import connections

    all_there.wait()
    connections.close_all()


ACTS = {
    "join": _join,
    "cancel": _cancel,
    "withdraw": _withdraw,
    "capacity": _capacity,
    "hold": _hold,
    "promote": _promote,
    "move": _move,
}
# What people may be answered for a reason of their own: somebody else was first.
REFUSALS = {"NothingToManage", "NotPromoted", "TooManyHeld"}


if __name__ == "__main__":
    main(prove, tries=10_000, seed=0)
