"""`python -m tests.faults.series_race`: everything that moves a place in a series, at the same time.

People choose sessions, or the whole series, choose more, give one back, leave and take other addresses,
while editors publish other seats, add sessions and remove them, staff promote and hold places. Afterwards
each session's counters are right, no place is sold twice, none is free while somebody waits, and who
asked for the whole series was given every session.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Barrier, Lock
from uuid import uuid4

from tests.faults.mail_stage import main
from tests.faults.seats_race import THREADS, close_connections

ACTS_OF_ONE_SERIES = 48
MIX = {
    "join": 18, "add": 7, "give_back": 7, "cancel": 5, "seats": 4, "session": 2, "promote": 2,
    "hold": 1, "move": 2,
}  # fmt: skip
REFUSALS = {"NothingToManage", "NotPromoted", "TooManyHeld", "SessionsNotOffered"}


@dataclass
class Race:
    """One series, the capacities that each session had, and what went wrong."""

    event: object
    most: dict = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    publishing: Lock = field(default_factory=Lock)


@dataclass
class Outcome:
    tries: int = 0
    faults: list[str] = field(default_factory=list)

    def __str__(self):
        return f"{self.tries} tries; {len(self.faults)} faults: {self.faults[:5]}"


def prove(*, tries: int = 5_000, seed: int = 0) -> Outcome:
    """Run so many acts, and fail where one of them left a fault."""
    outcome = run(tries=tries, seed=seed)
    assert not outcome.faults, outcome
    return outcome


def run(*, tries: int, seed: int = 0) -> Outcome:
    """What so many acts left, all series together."""
    dice, outcome = random.Random(seed), Outcome()
    with ThreadPoolExecutor(THREADS) as threads:
        try:
            while outcome.tries < tries:
                _one_series(threads, dice, outcome)
        finally:
            all_there = Barrier(THREADS)
            for thread in [threads.submit(close_connections, all_there) for _ in range(THREADS)]:
                thread.result()
    return outcome


def _one_series(threads, dice: random.Random, outcome: Outcome) -> None:
    from tests.events.registration.series_ledger import series_faults, whole_series_faults

    race = _prepared(dice)
    acts = [name for name, times in MIX.items() for _ in range(times)]
    dice.shuffle(acts)
    start = Barrier(THREADS)
    running = [
        threads.submit(_run_acts, race, acts[number::THREADS], start, dice.random())
        for number in range(THREADS)
    ]
    for thread in running:
        thread.result()
    outcome.tries += len(acts)
    off = {key for key, record in _records(race).items() if record.status != "scheduled"}
    outcome.faults += race.errors
    outcome.faults += series_faults(race.event, most=race.most, frozen=off)
    outcome.faults += whole_series_faults(race.event)


def _prepared(dice: random.Random) -> Race:
    from django.utils import timezone

    from tests.make import make_series, make_site

    make_site()
    first = (timezone.now() + timedelta(days=30)).date()
    seats = [dice.randint(0, 3) for _ in range(3)]
    days = [first + timedelta(days=week * 7) for week in range(3)]
    race = Race(event=make_series(seats=seats, days=days))
    race.most = dict(zip(_records(race), seats, strict=True))
    for _ in range(6):
        _join(race, dice)
    return race


def _records(race: Race) -> dict:
    from tests.make import records_of

    return {record.session_key: record for record in records_of(race.event)}


def _run_acts(race: Race, names: list[str], start: Barrier, seed: float) -> None:
    dice = random.Random(seed)
    start.wait()
    for name in names:
        try:
            ACTS[name](race, dice)
        except Exception as error:
            if type(error).__name__ not in REFUSALS:
                race.errors.append(f"{name}: {error!r}")


def _some_uids(race: Race, dice: random.Random) -> list[str]:
    records = list(_records(race).values())
    return [record.uid for record in dice.sample(records, dice.randint(1, len(records)))]


def _join(race: Race, dice: random.Random) -> None:
    from django.utils import timezone

    from events.registration.actions import Choice, Registrant, register_for_sessions

    known = race.emails and dice.random() < 0.1
    email = dice.choice(race.emails) if known else f"{uuid4().hex}@county.example"
    race.emails.append(email)
    choice = Choice(uids=_some_uids(race, dice), whole_series=dice.random() < 0.3)
    register_for_sessions(
        event=race.event, registrant=Registrant(name="R", email=email), choice=choice,
        form_token=uuid4(), now=timezone.now(),
    )  # fmt: skip


def _somebody(race: Race, dice: random.Random):
    from events.registration.models import Registration

    found = list(
        Registration.objects.filter(event=race.event, state__in=["confirmed", "waitlisted"])
    )
    return dice.choice(found) if found else None


def _act(name: str, **arguments) -> None:
    from django.utils import timezone

    from events.registration import actions

    if arguments.get("registration", True) is not None:
        getattr(actions, name)(now=timezone.now(), **arguments)


def _add(race: Race, dice: random.Random) -> None:
    _act("add_sessions", registration=_somebody(race, dice), uids=_some_uids(race, dice))


def _give_back(race: Race, dice: random.Random) -> None:
    uid = dice.choice(list(_records(race).values())).uid
    _act("give_back_session", registration=_somebody(race, dice), uid=uid)


def _cancel(race: Race, dice: random.Random) -> None:
    _act("cancel_registration", registration=_somebody(race, dice))


def _promote(race: Race, dice: random.Random) -> None:
    _act("promote_registration", registration=_somebody(race, dice), by=None)


def _hold(race: Race, dice: random.Random) -> None:
    key = dice.choice(list(_records(race)))
    _act("hold_places", event=race.event, number=dice.randint(0, 1), session_key=key)


def _move(race: Race, dice: random.Random) -> None:
    email = dice.choice(race.emails)
    _act("change_address", registration=_somebody(race, dice), email=email)


def _seats(race: Race, dice: random.Random) -> None:
    """An editor publishes other seats of one session."""
    with race.publishing:
        page = _page(race)
        session = dice.choice(page.dated_sessions)
        session.capacity = dice.randint(0, 4)
        race.most[session.key] = max(race.most[session.key], session.capacity)
        page.sessions = page.dated_sessions
        page.save()


def _session(race: Race, dice: random.Random) -> None:
    """An editor adds a session, or removes the last one."""
    from tests.make import make_session

    with race.publishing:
        page = _page(race)
        sessions = page.dated_sessions
        if len(sessions) < 5 and dice.random() < 0.7:
            key, day = uuid4(), sessions[-1].date + timedelta(days=7)
            race.most[key] = dice.randint(0, 3)
            page.sessions = [*sessions, make_session(day, key=key, capacity=race.most[key])]
        elif len(sessions) > 2:
            page.sessions = sessions[:-1]
        page.save()


def _page(race: Race):
    from events.models import EventPage

    return EventPage.objects.get(pk=race.event.pk)


ACTS = {
    "join": _join,
    "add": _add,
    "give_back": _give_back,
    "cancel": _cancel,
    "promote": _promote,
    "hold": _hold,
    "move": _move,
    "seats": _seats,
    "session": _session,
}


if __name__ == "__main__":
    main(prove, tries=5_000, seed=0)
