"""Mail to a provider that a request is theirs, and to the requester that it has another provider."""

from collections.abc import Iterable
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from events.outbox.actions import new_mail, owe
from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.tta.emails.messages import Loaded, compose
from events.tta.emails.owed import owe_requester
from events.tta.enums import IN_WORK
from events.tta.models import HistoryEntry, Provider, TTARequest


def owe_assigned(
    *, request: TTARequest, providers: Iterable[Provider], entry: HistoryEntry, now: datetime
) -> None:
    """One mail to the contact of each of these providers."""
    owe([
        new_mail(
            kind="tta.assigned",
            key=f"tta.assigned:{request.pk}:entry-{entry.pk}:{provider.pk}",
            holder=request.holder,
            to_name=provider.contact_name,
            to_address=provider.contact_email,
            payload={"request": request.pk, "entry": entry.pk, "provider": provider.pk},
            now=now,
        )
        for provider in providers
    ])  # fmt: skip


def owe_new_provider(*, request: TTARequest, entry: HistoryEntry, now: datetime) -> None:
    """Tell the requester who delivers it now."""
    owe_requester(kind="tta.provider", request=request, entry=entry, now=now)


def write_assigned(*, mail: OwedMail, loaded: Loaded, now: datetime) -> EmailMultiAlternatives:
    """What is asked, by whom, and the way to the record."""
    mailed = loaded.request_of(mail)
    if mailed.request.stage not in IN_WORK:
        raise NotNeeded(_("The request is no more in work."))
    theirs, request = mail.payload.get("provider"), mailed.request
    if theirs != request.provider_id and not request.partners.filter(pk=theirs).exists():
        raise NotNeeded(_("The request is with another provider now."))
    return compose(
        template="assigned",
        subject=_("%(number)s is assigned to you") % {"number": mailed.request.number},
        mailed=mailed,
        name=mail.to_name,
    )


def write_provider(*, mail: OwedMail, loaded: Loaded, now: datetime) -> EmailMultiAlternatives:
    """Who delivers the request from now on, and how to reach them."""
    mailed = loaded.own_request_of(mail)
    provider = mailed.request.provider
    if provider is None:
        raise NotNeeded(_("The request has no provider any more."))
    return compose(
        template="provider",
        subject=_("Request %(number)s: another provider") % {"number": mailed.request.number},
        mailed=mailed,
        name=mail.to_name,
        provider=provider,
    )
