"""What is stored of an event's registrations, read back and compared with itself."""

import re
from collections import Counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.outbox.models import OwedMail
from events.registration.enums import ACTIVE, RegistrationState
from events.registration.models import Registration, SeatCount


def seats_of(event) -> dict:
    """The four counters of an event."""
    return SeatCount.objects.values("capacity", "taken", "held", "waiting").get(
        event_id=event.pk, session_key=None
    )


def states_of(event) -> list[str]:
    """The states of an event's registrations, in the order of their making."""
    rows = Registration.objects.filter(event_id=event.pk).order_by("pk")
    return list(rows.values_list("state", flat=True))


def mails_to(registration) -> list[OwedMail]:
    """What is owed to one registration, oldest first."""
    return list(OwedMail.objects.filter(holder=registration.holder).order_by("pk"))


def kinds_to(registration) -> list[str]:
    """The kinds of that mail, without `registration.`."""
    return [mail.kind.removeprefix("registration.") for mail in mails_to(registration)]


def faults_of(event) -> list[str]:
    """What must never be: a sentence for each counter that is wrong, each doubled address, each idle place."""
    counts = Counter(states_of(event))
    row = SeatCount.objects.get(event_id=event.pk, session_key=None)
    faults = []
    if row.taken != counts[RegistrationState.CONFIRMED]:
        faults.append(f"taken is {row.taken} of {dict(counts)}")
    if row.waiting != counts[RegistrationState.WAITLISTED]:
        faults.append(f"waiting is {row.waiting} of {dict(counts)}")
    if row.waiting and row.free != 0:
        faults.append(f"{row.free} idle while {row.waiting} wait")
    active = Registration.objects.filter(event_id=event.pk, state__in=ACTIVE)
    addresses = Counter(active.values_list("email_key", flat=True))
    faults += [f"{key} is registered {n} times" for key, n in addresses.items() if n > 1]
    return faults


class Statements(CaptureQueriesContext):
    """The statements of each transaction that ran inside, without its BEGIN and COMMIT."""

    def __init__(self):
        super().__init__(connection)

    def by_transaction(self) -> list[list[str]]:
        found, current = [], None
        for query in self.captured_queries:
            sql = query["sql"]
            if sql.startswith("BEGIN"):
                current = []
            elif sql.startswith("COMMIT"):
                found.append(current)
                current = None
            elif current is not None and not sql.startswith(("SAVEPOINT", "RELEASE")):
                current.append(sql)
        return found

    def writing(self) -> list[str]:
        """All that is no SELECT, in transactions and outside."""
        texts = [query["sql"] for query in self.captured_queries]
        return [sql for sql in texts if sql.startswith(("WITH", "INSERT", "UPDATE", "DELETE"))]

    def only_transaction(self) -> list[str]:
        [statements] = self.by_transaction()
        return statements


def verbs(statements: list[str]) -> list[str]:
    """What each statement does to which table: `UPDATE seatcount`; what one does in turn, with `+`."""
    words = []
    for sql in statements:
        verb = sql.split()[0]
        if verb == "WITH":
            parts = re.findall(r"AS \(((?:UPDATE|INSERT) .*?) RETURNING 1\)", sql)
            words.append(" + ".join(verbs(parts)))
            continue
        marks = {"INSERT": " INTO ", "UPDATE": "UPDATE ", "SELECT": " FROM ", "DELETE": " FROM "}
        table = sql.split(marks[verb], 1)[1].split('"')[1]
        words.append(f"{verb} {table.removeprefix('event_registration_')}")
    return words
