"""Mail requesters the links to their requests."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from events.outbox.actions import new_mail, owe
from events.outbox.models import OwedMail
from events.tta.enums import Stage
from events.tta.models import TTARequest
from events.tta.own_requests import requests_of

# Anybody can type anybody's address: so many of these mails an hour to one of them, and of one request.
MOST_AN_HOUR = 5
KINDS = ("tta.draft", "tta.links")


def mail_first_link(*, request: TTARequest, now: datetime) -> None:
    """The link of a draft to its address, once for each address that it has had."""
    if request.contact_email and request.stage == Stage.DRAFT:
        _owe("tta.draft", request, key=f"first:{request.email_key}", now=now)


@transaction.atomic
def mail_link(*, request: TTARequest, now: datetime) -> bool:
    """The link once more, to who leaves; whether there is an address that it goes to.

    After MOST_AN_HOUR within an hour nothing more is owed: the earlier ones hold the same link.
    """
    if not request.contact_email:
        return False
    _owe("tta.draft", request, key=f"leave:{request.version}", now=now)
    return True


@transaction.atomic
def mail_links(*, email: str, site, now: datetime) -> None:
    """One mail with the links of all requests of an address on this site; nothing tells the caller."""
    found = requests_of(email=email, site=site).first()
    if found is not None:
        _owe("tta.links", found, key=f"links:{now.isoformat()}", now=now)


def is_mailed_often(request: TTARequest, *, now: datetime) -> bool:
    """Whether the address, or this request at any address, had MOST_AN_HOUR within an hour."""
    lately = OwedMail.objects.filter(
        Q(to_address__iexact=request.contact_email) | Q(holder=request.holder),
        kind__in=KINDS,
        created_at__gt=now - timedelta(hours=1),
    )
    return lately.count() >= MOST_AN_HOUR


def has_link_elsewhere(request: TTARequest) -> bool:
    """Whether a link went to another address than today's: one with a slip may be a stranger's; one query."""
    links = OwedMail.objects.filter(holder=request.holder, kind__in=KINDS)
    return links.exclude(to_address__iexact=request.contact_email).exists()


def _owe(kind: str, request: TTARequest, *, key: str, now: datetime) -> None:
    if is_mailed_often(request, now=now):
        return
    owe([
        new_mail(
            kind=kind, key=f"{kind}:{request.pk}:{key}", holder=request.holder,
            to_name=request.contact_name, to_address=request.contact_email, by_stranger=True,
            payload={"request": request.pk}, now=now,
        )
    ])  # fmt: skip
