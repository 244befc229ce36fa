"""The receipt of a request."""

from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from events.outbox.models import OwedMail
from events.tta.answers import answered_in_words, answers_of
from events.tta.emails.messages import Loaded, compose
from events.tta.enums import LetterPlan, LetterState

MOST_SHOWN = 300


def write_received(*, mail: OwedMail, loaded: Loaded, now: datetime) -> EmailMultiAlternatives:
    """Number, all answers in short, the agreement, and what comes next; a short one has no answers."""
    mailed, entry = loaded.own_request_of(mail), loaded.entry_of(mail)
    request = mailed.request
    is_short = mail.payload.get("is_short", False)
    pages = {} if is_short else answered_in_words(request, answers_of(request))
    lines = [(label, _short(text)) for found in pages.values() for label, text in found]
    is_missing = request.letter_state == LetterState.MISSING
    return compose(
        template="received",
        subject=_("We have your request %(number)s") % {"number": request.number},
        mailed=mailed,
        name=mail.to_name,
        lines=lines,
        agreement=entry.comment,
        agreed=entry.words,
        letter_is_missing=is_missing,
        letter_mailbox=letter_mailbox(mailed)
        if is_missing and request.letter_plan == LetterPlan.EMAIL
        else "",
    )


def letter_mailbox(mailed) -> str:
    return mailed.texts.letter_email or mailed.sender.address


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN].rsplit(' ', 1)[0]}…"
