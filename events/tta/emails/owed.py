"""Mail that the actions on a request owe, in the transaction of the action."""

from datetime import datetime, timedelta

from events.outbox.actions import new_mail, owe
from events.outbox.models import OwedMail
from events.tta.models import HistoryEntry, TTARequest, TTASettings

WHOLE_RECEIPTS = 3


def owe_requester(
    *, kind: str, request: TTARequest, now: datetime, entry: HistoryEntry | None = None,
    key: str = "", **payload,
) -> None:  # fmt: skip
    """One mail to the requester; without an `entry`, `key` says what makes it the same mail again."""
    mark = f"entry-{entry.pk}" if entry else key
    owe([
        new_mail(
            kind=kind,
            key=f"{kind}:{request.pk}:{mark}",
            holder=request.holder,
            to_name=request.contact_name,
            to_address=request.contact_email,
            payload={"request": request.pk, "entry": entry.pk if entry else None, **payload},
            now=now,
        )
    ])  # fmt: skip


def owe_receipt(*, request: TTARequest, entry: HistoryEntry, now: datetime) -> None:
    """The receipt of a submission. Beyond WHOLE_RECEIPTS an hour to one address it leaves out what was typed.

    Anybody can type anybody's address: the form shall not carry strangers' words to it again and again.
    """
    lately = OwedMail.objects.filter(
        kind="tta.received",
        to_address__iexact=request.contact_email,
        created_at__gt=now - timedelta(hours=1),
    )
    is_short = lately.count() >= WHOLE_RECEIPTS
    owe_requester(kind="tta.received", request=request, entry=entry, now=now, is_short=is_short)


def owe_desk(*, request: TTARequest, entry: HistoryEntry, now: datetime) -> None:
    """One mail to the mailbox of the request desk and to the owner; none where there is neither."""
    texts = TTASettings.objects.filter(site=request.site_id).first()
    owner = request.owner if request.owner and request.owner.is_active else None
    addresses = {texts.staff_email if texts else "", owner.email if owner else ""}
    owe([
        new_mail(
            kind="tta.desk",
            key=f"tta.desk:{request.pk}:entry-{entry.pk}:{address.casefold()}"[:200],
            holder=request.holder,
            to_address=address,
            payload={"request": request.pk, "entry": entry.pk},
            now=now,
        )
        for address in sorted(addresses - {""})
    ])  # fmt: skip


def owe_stage(*, request: TTARequest, entry: HistoryEntry, now: datetime) -> None:
    """Tell the requester of the new stage; nobody, where a draft has no address yet."""
    if request.contact_email:
        owe_requester(kind="tta.stage", request=request, entry=entry, now=now)
