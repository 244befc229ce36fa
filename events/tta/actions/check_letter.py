"""Check the letter of support: that it came, by whose hand, and what it says."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.times import format_date
from events.tta.actions.record import Doer, lock, remember, write
from events.tta.clock import center_date
from events.tta.enums import EntryKind, LetterState
from events.tta.letters import refresh_letter_state
from events.tta.models import TTARequest

FIELDS = (
    "letter_received_date",
    "letter_received_by",
    "letter_says_what",
    "letter_says_needs",
    "letter_says_benefits",
)


class NoLetterToCheck(ValueError):
    """No letter was uploaded, and none was received by e-mail."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no letter yet. Say when it came by e-mail, or wait for the upload.")
        )


class ReceiptNotWhole(ValueError):
    """A receipt by e-mail has a day that has come, and somebody who received it."""


@dataclass(frozen=True, kw_only=True)
class LetterCheck:
    """What staff found; the day and the name stand for a letter that came by e-mail only."""

    received_date: date | None = None
    received_by: str = ""
    says_what: bool = False
    says_needs: bool = False
    says_benefits: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.says_what or self.says_needs or self.says_benefits)


@transaction.atomic
def check_letter(
    *,
    request: TTARequest,
    check: LetterCheck,
    doer: Doer,
    now: datetime,
    seen: int | None = None,
) -> TTARequest:
    """Keep the receipt and the three points; the state of the letter follows.

    Raises NoLetterToCheck, ReceiptNotWhole and ChangedMeanwhile.
    """
    request = lock(request.pk, seen=seen)
    _look_at_receipt(check, now=now)
    before = [getattr(request, name) for name in FIELDS]
    request.letter_received_date = check.received_date
    request.letter_received_by = check.received_by
    request.letter_says_what = check.says_what
    request.letter_says_needs = check.says_needs
    request.letter_says_benefits = check.says_benefits
    if before == [getattr(request, name) for name in FIELDS]:
        return request
    refresh_letter_state(request)
    has_none = check.received_date is None and not request.letters.exists()
    if has_none and not check.is_empty:
        raise NoLetterToCheck
    facts = {
        name: [_as_text(old), _as_text(getattr(request, name))]
        for name, old in zip(FIELDS, before, strict=True)
        if old != getattr(request, name)
    }
    words = _("Letter of support: %(state)s") % {
        "state": LetterState(request.letter_state).label.lower()
    }
    remember(request, kind=EntryKind.LETTER, doer=doer, now=now, words=words, facts=facts)
    return write(request, *FIELDS, "letter_state", now=now)


def _look_at_receipt(check: LetterCheck, *, now: datetime) -> None:
    today = center_date(now)
    if check.received_date and check.received_date > today:
        raise ReceiptNotWhole(
            _("%(day)s is yet to come. Enter the day on which the letter came.")
            % {"day": format_date(check.received_date, weekday=False)}
        )
    if check.received_date and not check.received_by:
        raise ReceiptNotWhole(_("Enter who received the letter."))
    if check.received_by and not check.received_date:
        raise ReceiptNotWhole(_("Enter the day on which the letter came by e-mail."))


def _as_text(value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)
