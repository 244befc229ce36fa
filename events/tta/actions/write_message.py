"""Write a message to the other side; it stays in the record."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from events.tta.actions.record import Doer, lock, remember, write
from events.tta.emails.owed import owe_desk, owe_requester
from events.tta.enums import Actor, EntryKind
from events.tta.models import Message, TTARequest


class NobodyToWriteTo(ValueError):
    """A request that was never sent has no conversation, and a provider has none with the requester here."""


@transaction.atomic
def write_message(
    *,
    request: TTARequest,
    text: str,
    doer: Doer,
    now: datetime,
    form_token: UUID | None = None,
    seen: int | None = None,
) -> Message:
    """One message of staff to the requester, who is mailed its text, or of the requester to the desk.

    A double click (the same form token and words) returns the first message. Raises NobodyToWriteTo and, where
    `seen` is given, ChangedMeanwhile.
    """
    request = lock(request.pk)
    if form_token and (known := Message.objects.filter(form_token=form_token).first()):
        if known.text == text:
            return known
        form_token = None  # one went back, and wrote something else
    if seen is not None:
        request = lock(request.pk, seen=seen)
    if request.submitted_at is None:
        raise NobodyToWriteTo(_("This request was not submitted yet. Submit it, then write."))
    if doer.actor not in (Actor.STAFF, Actor.REQUESTER):
        raise NobodyToWriteTo(_("Messages are between the requester and our staff."))
    message = Message.objects.create(
        request=request,
        at=now,
        actor=doer.actor,
        by=doer.user,
        by_name=doer.name,
        text=text,
        form_token=form_token,
    )
    is_ours = doer.actor == Actor.STAFF
    entry = remember(
        request,
        kind=EntryKind.MESSAGE,
        doer=doer,
        now=now,
        words=_("Message to the requester") if is_ours else _("Message of the requester"),
        comment=text,
    )
    if is_ours:
        owe_requester(kind="tta.message", request=request, entry=entry, now=now)
    else:
        owe_desk(request=request, entry=entry, now=now)
    write(request, now=now)
    return message
