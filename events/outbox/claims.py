"""Taking messages out of the queue for one worker, and writing down what became of them."""

import logging
import time
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import (
    InterfaceError,
    OperationalError,
    close_old_connections,
    connection,
    transaction,
)
from django.db.models import F, Max, Q, QuerySet
from django.utils.translation import gettext as _

from events.outbox.clock import database_now
from events.outbox.conf import (
    BATCH_SECONDS,
    BATCH_SIZE,
    LONGEST_BACK_OFF,
    lease_time,
    most_tries,
    per_minute,
)
from events.outbox.enums import MailState
from events.outbox.models import OwedMail

logger = logging.getLogger("events.outbox")

MINUTE = timedelta(minutes=1)
# Two workers read the database's clock at slightly different moments.
SLACK = timedelta(seconds=5)
# Any number that no other program uses as a PostgreSQL advisory lock on this database.
THROTTLE_LOCK = 0x7454_41_6D_61_69_6C
FREE = {"lease": None, "leased_until": None}


class LeaseLost(Exception):
    """Another worker has the message: our lease ran out, or the clock was stepped."""


class Claim:
    """Some messages that are one worker's until its lease runs out.

    Every write is conditional on the lease, so that what another worker has taken over stays its own.
    """

    def __init__(self, *, lease: UUID, mails: list[OwedMail], now: datetime):
        self.lease = lease
        self.mails = mails
        self._claimed_at = now
        self._began = self._renewed = time.monotonic()

    def now(self) -> datetime:
        """The database's clock, carried on by the seconds that passed since the claim."""
        return self._claimed_at + timedelta(seconds=time.monotonic() - self._began)

    def is_long(self) -> bool:
        """Whether others should get their turn."""
        return time.monotonic() - self._began > BATCH_SECONDS

    def hold(self, *, seconds: float) -> None:
        """Have at least so many seconds left; renews the lease of all that remains where it is shorter."""
        left = lease_time().total_seconds() - (time.monotonic() - self._renewed)
        if left >= seconds:
            return
        renewed = time.monotonic()
        if not self._rows().update(leased_until=database_now() + lease_time()):
            raise LeaseLost
        self._renewed = renewed

    def finish(self, mail: OwedMail, *, state: MailState, error: str = "") -> None:
        """The last word on a message; it leaves the queue. Raises LeaseLost."""
        sent_at = self.now() if state == MailState.SENT else None
        self._write(mail, state=state, error=error, sent_at=sent_at, retry_at=None)

    def postpone(self, mail: OwedMail, *, until: datetime, error: str) -> None:
        """Another try later, with the same Message-ID. Raises LeaseLost."""
        self._write(mail, retry_at=until, error=error)

    def give_back(self) -> None:
        """Whatever has not been tried goes back into the queue as if it had never been taken."""
        self._rows().update(**FREE, attempts=F("attempts") - 1, claimed_at=None)

    def _rows(self) -> QuerySet[OwedMail]:
        return OwedMail.objects.filter(lease=self.lease, state=MailState.QUEUED)

    def _write(self, mail: OwedMail, **changes) -> None:
        """One UPDATE; tried again while the lease lasts where the database is away for a moment."""
        while True:
            try:
                if not self._rows().filter(pk=mail.pk).update(**FREE, **changes):
                    raise LeaseLost
            except (OperationalError, InterfaceError):
                if time.monotonic() - self._renewed > lease_time().total_seconds():
                    raise
                logger.warning(
                    "The database is away. Waiting for it with %s in hand.", mail.message_id
                )
                time.sleep(1)
                close_old_connections()
            else:
                return


def claim(*, now: datetime | None = None) -> Claim | None:
    """Take the most urgent messages that are due, or None where there are none or the throttle is reached.

    In the order of priority, not-before and pk. `now` is the database's clock, except in tests. What
    a dead worker left is taken one at a time, so that a message which ends its worker takes no other
    with it. Never waits for rows that another worker is taking.
    """
    with transaction.atomic():
        if limit := per_minute():
            _wait_for_other_claims()
        now = now or database_now()
        size = min(BATCH_SIZE, _left_of(limit, now)) if limit else BATCH_SIZE
        found = _next_due(now=now, size=size)
        if found and found[0].lease:
            found = found[:1]
        mails = _without_hopeless([mail for mail in found if not mail.lease] or found)
        lease = uuid4()
        OwedMail.objects.filter(pk__in=[mail.pk for mail in mails]).update(
            lease=lease,
            leased_until=now + lease_time(),
            claimed_at=now,
            attempts=F("attempts") + 1,
        )
    for mail in mails:
        mail.attempts += 1
    return Claim(lease=lease, mails=mails, now=now) if found else None


def _wait_for_other_claims() -> None:
    """Until the end of this transaction no other worker counts. SQLite has one writer at a time anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [THROTTLE_LOCK])


def _left_of(limit: int, now: datetime) -> int:
    """How many more may go out at this moment; what lies in the future is from before a step of the clock."""
    tried = OwedMail.objects.filter(claimed_at__gt=now - MINUTE, claimed_at__lte=now + SLACK)
    return max(0, limit - tried.count())


def _next_due(*, now: datetime, size: int) -> list[OwedMail]:
    """Up to `size` messages, locked. Reads along the index of the queue, one priority after the other."""
    free = (
        Q(lease=None) | Q(leased_until__lte=now) | Q(leased_until__gt=now + lease_time() + SLACK)
    ) & (Q(retry_at=None) | Q(retry_at__lte=now) | Q(retry_at__gt=now + LONGEST_BACK_OFF + SLACK))
    queue = OwedMail.objects.filter(state=MailState.QUEUED)
    found: list[OwedMail] = []
    priority: int | None = None
    while len(found) < size:
        later = queue if priority is None else queue.filter(priority__gt=priority)
        priority = later.order_by("priority").values_list("priority", flat=True).first()
        if priority is None:
            break
        waiting = queue.filter(free, priority=priority).select_for_update(skip_locked=True)
        at_once = waiting.filter(not_before=None).order_by("pk")
        found += at_once[: size - len(found)]
        dated = waiting.filter(not_before__lte=now).order_by("not_before", "pk")
        found += dated[: size - len(found)]
    return found


def _without_hopeless(mails: list[OwedMail]) -> list[OwedMail]:
    """Those worth a try; a newer message has replaced some, and some ended their worker each time."""
    threads = {mail.thread for mail in mails if mail.thread}
    newest = dict(
        OwedMail.objects.filter(thread__in=threads)
        .order_by()
        .values_list("thread")
        .annotate(newest=Max("pk"))
    ) if threads else {}  # fmt: skip
    replaced = [mail for mail in mails if newest.get(mail.thread, 0) > mail.pk]
    worn_out = [mail for mail in mails if mail.attempts >= most_tries() and mail not in replaced]
    _put_aside(replaced, state=MailState.SUPERSEDED, error="")
    for mail in worn_out:
        words = mail.error or _("The worker ended each time it tried to send this message.")
        _put_aside([mail], state=MailState.FAILED, error=words)
    return [mail for mail in mails if mail not in replaced and mail not in worn_out]


def _put_aside(mails: list[OwedMail], *, state: MailState, error: str) -> None:
    if mails:
        rows = OwedMail.objects.filter(pk__in=[mail.pk for mail in mails])
        rows.update(**FREE, state=state, error=error, retry_at=None)
