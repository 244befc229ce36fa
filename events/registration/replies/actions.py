"""What a mail from outside makes the product do. Nothing is cancelled by a mail alone.

From can be forged by anybody. So a declined invitation causes one mail at most, to the person who has the
registration, and a returned message counts only with a Message-ID that no stranger knows.
"""

import logging
from datetime import datetime, timedelta

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q

from events.enums import EventStatus
from events.models import CalendarRecord
from events.outbox.actions import owe, supersede
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.public_forms.addresses import address_key
from events.registration.enums import ACTIVE, Act
from events.registration.models import MailRead, Registration, RegistrationChange
from events.registration.owed import plain_mail
from events.registration.queries import mail_after
from events.registration.replies.answers import Answer, read_answer
from events.registration.replies.bounces import Report, read_report
from events.registration.replies.letter import (
    LARGEST_MAIL,
    Letter,
    NotUnderstood,
    open_letter,
)
from events.registration.replies.outcomes import Outcome

logger = logging.getLogger("events.registration.replies")

BETWEEN_OFFERS = timedelta(days=1)
OFFER = "registration.declined"
COMING = ("ACCEPTED", "TENTATIVE")


def take_mail(*, content: bytes, now: datetime, is_dry_run: bool = False) -> Outcome:
    """Do what one mail asks for, once however often it is read, and remember it in the same transaction.

    A dry run finds out the same and writes nothing. Whatever stands in the mail, nothing is raised but
    the database's own OperationalError and InterfaceError.
    """
    if len(content) > LARGEST_MAIL:
        return Outcome.TOO_LARGE
    try:
        with transaction.atomic():
            outcome = _take(open_letter(content), now)
            transaction.set_rollback(is_dry_run)
    except NotUnderstood as reason:
        logger.info("Left a mail: %s", reason)
        return Outcome.OTHER
    except HandledMeanwhile:
        return Outcome.KNOWN
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("A mail could not be handled.")
        return Outcome.FAILED
    return outcome


class HandledMeanwhile(Exception):
    """Another run has handled the same mail; what this one did is undone."""


def _take(letter: Letter, now: datetime) -> Outcome:
    if MailRead.objects.filter(key=letter.key).exists():
        return Outcome.KNOWN
    read = MailRead(key=letter.key, read_at=now)
    if report := read_report(letter):
        outcome = _take_report(report, read, now)
    elif answer := read_answer(letter):
        outcome = _take_answer(letter, answer, read, now)
    else:
        outcome = Outcome.OTHER
    if outcome.is_done:
        read.outcome = outcome.code
        try:
            read.save(force_insert=True)
        except IntegrityError:
            raise HandledMeanwhile from None
    return outcome


# ---- answers ----


def _take_answer(letter: Letter, answer: Answer, read: MailRead, now: datetime) -> Outcome:
    record = CalendarRecord.objects.filter(uid=answer.uid).first()
    if record is None:
        return Outcome.OTHER
    status = answer.statuses.get(letter.sender) if letter.sender else None
    if status is None:
        return Outcome.NOT_BELIEVED
    if _is_automatic(letter):
        return Outcome.AUTOMATIC
    registration = _lock(event_id=record.page_id, email_key=letter.sender, state__in=ACTIVE)
    if registration is None or not registration.is_confirmed:
        return Outcome.NOTHING_OPEN
    sent = _last_number_sent(registration, uid=record.uid)
    if sent is None or record.status != EventStatus.SCHEDULED or record.ends_at <= now:
        return Outcome.NOTHING_OPEN
    if answer.sequence > record.sequence + registration.sequence_offset:
        return Outcome.NOT_BELIEVED  # we have never sent this number
    if answer.sequence < sent or _is_overruled(answer, registration):
        return Outcome.OLD
    read.registration, read.uid = registration, record.uid
    read.answer, read.answered_at = status[:16], min(answer.answered_at or now, now)
    thread = f"{registration.holder}:declined:{record.pk}"
    if status == "DECLINED":
        return _offer(registration, record, sent, thread, now)
    if status in COMING:
        supersede(threads=[thread])
    return Outcome.NOTED


def _is_automatic(letter: Letter) -> bool:
    """Whether a machine answered without its owner (RFC 3834, 2): a responder, or a list.

    `auto-generated` is no such sign here. Google Calendar writes it, for the person who pressed No: the
    mail is generated, the answer is theirs. A loop can't come of it: our mail in return is auto-generated
    itself, has no invitation to answer, and is sent once.
    """
    submitted = letter.header("Auto-Submitted").partition(";")[0].strip().lower()
    precedence = letter.header("Precedence").lower()
    return (
        submitted not in ("", "no", "auto-generated")
        or precedence in ("bulk", "junk", "list")
        or bool(letter.header("List-Id"))
    )


def _last_number_sent(registration: Registration, *, uid: str) -> int | None:
    """The highest SEQUENCE that this address was sent of this session."""
    sent = OwedMail.objects.filter(
        holder=registration.holder, to_address=registration.email, state=MailState.SENT
    ).exclude(holder="")
    payloads = sent.order_by("pk").values_list("payload", flat=True)
    numbers = [
        payload["sequence"]
        for payload in payloads
        if "sequence" in payload and uid in payload.get("uids", ())
    ]
    return max(numbers, default=None)


def _is_overruled(answer: Answer, registration: Registration) -> bool:
    """Whether a later answer to the same invitation was read before."""
    if answer.answered_at is None:
        return False
    return MailRead.objects.filter(
        registration=registration, uid=answer.uid, answered_at__gt=answer.answered_at
    ).exists()


def _offer(registration, record: CalendarRecord, sent: int, thread: str, now: datetime) -> Outcome:
    """Owe the question once for each declined invitation, and once in BETWEEN_OFFERS.

    One that was taken back unsent, since its person was coming after all, was never asked: it is queued again.
    """
    offers = OwedMail.objects.filter(holder=registration.holder, kind=OFFER).exclude(holder="")
    mail = plain_mail(
        registration=registration,
        kind=OFFER,
        key=f"declined:{record.uid}:{sent}",
        payload={"uids": [record.uid]},
        now=now,
        by_stranger=True,
        not_before=mail_after(email_key=registration.email_key, now=now),
    )
    mail.thread = thread
    asked = offers.exclude(state=MailState.SUPERSEDED)
    if asked.filter(Q(created_at__gt=now - BETWEEN_OFFERS) | Q(key=mail.key)).exists():
        return Outcome.ASKED
    taken_back = offers.filter(key=mail.key, state=MailState.SUPERSEDED)
    again = {"state": MailState.QUEUED, "created_at": now, "not_before": mail.not_before}
    if not taken_back.update(**again):
        owe([mail])
    _remember(registration, Act.DECLINED, now)
    return Outcome.OFFERED


# ---- mail that came back ----


def _take_report(report: Report, read: MailRead, now: datetime) -> Outcome:
    mail = OwedMail.objects.filter(message_id__in=report.message_ids).order_by("pk").first()
    if mail is None:
        return Outcome.OTHER
    key = address_key(mail.to_address)
    fates = [fate for fate in report.fates if key in fate.addresses]
    if not fates:
        return Outcome.NOT_BELIEVED
    registration = _lock(pk=mail.payload.get("registration"))
    if registration is None:
        return Outcome.OTHER
    read.registration = registration
    failed = [fate for fate in fates if fate.is_final_failure]
    if not failed:
        return Outcome.NOT_FINAL
    if registration.email_key != key:
        return Outcome.ADDRESS_LEFT
    words = failed[0].words
    if registration.bounced_at is None:
        _remember(registration, Act.BOUNCED, now, bounce_words=["", words])
    registration.bounced_at, registration.bounce_words = now, words
    registration.save(update_fields=["bounced_at", "bounce_words"])
    return Outcome.BOUNCED


def _lock(**which) -> Registration | None:
    """A registration, locked. The seats are not touched afterwards, so nobody waits in a circle."""
    return Registration.objects.select_for_update().filter(**which).order_by("-pk").first()


def _remember(registration: Registration, act: Act, now: datetime, **changes) -> None:
    RegistrationChange.objects.create(
        registration=registration, act=act, changes=changes, made_at=now
    )
