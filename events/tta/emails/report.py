"""Mail about what a requester reported: the answer to it, and what provider and owner have to know."""

from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from events.outbox.actions import new_mail, owe
from events.outbox.models import OwedMail
from events.tta.emails.messages import Loaded, compose
from events.tta.models import HistoryEntry, TTARequest


def owe_provider(
    *, request: TTARequest, entry: HistoryEntry, now: datetime, quote: str = ""
) -> None:
    """Tell the contact of the provider what happened; nobody, where none is assigned.

    `quote` is what the requester wrote. What staff answered to the requester is not passed on.
    """
    if request.provider is not None:
        _owe(request, entry, now, quote, address=request.provider.contact_email,
             name=request.provider.contact_name)  # fmt: skip


def owe_owner(*, request: TTARequest, entry: HistoryEntry, now: datetime, quote: str = "") -> None:
    """Tell the owner what happened; nobody, where there is none or no address is known."""
    if request.owner is not None and request.owner.is_active and request.owner.email:
        _owe(request, entry, now, quote, address=request.owner.email,
             name=request.owner.get_full_name())  # fmt: skip


def _owe(
    request: TTARequest, entry: HistoryEntry, now: datetime, quote: str, *, address: str, name: str
) -> None:
    owe([
        new_mail(
            kind="tta.told",
            key=f"tta.told:{request.pk}:entry-{entry.pk}:{address.casefold()}"[:200],
            holder=request.holder,
            to_name=name,
            to_address=address,
            payload={"request": request.pk, "entry": entry.pk, "quote": quote},
            now=now,
        )
    ])  # fmt: skip


def write_answer(*, mail: OwedMail, loaded: Loaded, now: datetime) -> EmailMultiAlternatives:
    """What our staff made of a report, for the requester."""
    mailed, entry = loaded.own_request_of(mail), loaded.entry_of(mail)
    words = {"number": mailed.request.number, "title": mailed.short_title}
    return compose(
        template="answer",
        subject=_("Request %(number)s: about what you reported on “%(title)s”") % words,
        mailed=mailed,
        name=mail.to_name,
        entry=entry,
    )


def write_told(*, mail: OwedMail, loaded: Loaded, now: datetime) -> EmailMultiAlternatives:
    """What happened, and how the requester is reached; for the provider and the owner."""
    mailed, entry = loaded.request_of(mail), loaded.entry_of(mail)
    words = {"number": mailed.request.number, "what": entry.words}
    return compose(
        template="told",
        subject=_("%(number)s: %(what)s") % words,
        mailed=mailed,
        name=mail.to_name,
        entry=entry,
        quote=mail.payload.get("quote", ""),
    )
