"""Mail that the actions on a request owe, in the transaction of the action."""

from datetime import datetime

from events.outbox.actions import new_mail, owe
from events.tta.models import HistoryEntry, TTARequest, TTASettings


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


def owe_desk(*, request: TTARequest, entry: HistoryEntry, now: datetime) -> None:
    """One mail to the mailbox of the request desk and to the owner; none where there is neither."""
    texts = TTASettings.objects.filter(site=request.site_id).first()
    addresses = {texts.staff_email if texts else "", request.owner.email if request.owner else ""}
    owe([
        new_mail(
            kind="tta.desk",
            key=f"tta.desk:{request.pk}:entry-{entry.pk}:{address.casefold()}",
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
