"""What every action on a request begins and ends with: the lock, the version, the history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from events.times import format_moment
from events.tta.enums import Actor, EntryKind
from events.tta.models import HistoryEntry, TTARequest


class ChangedMeanwhile(Exception):
    """Somebody changed the request since this page of it was opened; says who, when, and what to do."""

    def __init__(self, request: TTARequest) -> None:
        last = request.history.order_by("-at", "-pk").first()
        who = (last.by_name or last.get_actor_display()) if last else _("Somebody")
        sentence = _(
            "%(who)s changed this request at %(when)s, after you opened it. Nothing of yours was saved:"
            " what you typed is still here. Look at the record as it is now, then save again."
        )
        when = format_moment(at=request.changed_at, zone=settings.TTA_TIME_ZONE)
        super().__init__(sentence % {"who": who, "when": when})


@dataclass(frozen=True, kw_only=True)
class Doer:
    """Who does something: the part they have, and the user and name that the history keeps."""

    actor: Actor
    user: Any = None
    name: str = ""


def staff(user) -> Doer:
    """A member of staff, by the name that the admin shows."""
    return Doer(actor=Actor.STAFF, user=user, name=user.get_full_name() or user.get_username())


def provider_person(user) -> Doer:
    return Doer(actor=Actor.PROVIDER, user=user, name=user.get_full_name() or user.get_username())


def requester(request: TTARequest) -> Doer:
    return Doer(actor=Actor.REQUESTER, name=request.contact_name)


SYSTEM = Doer(actor=Actor.SYSTEM)


def lock(request_id: int, *, seen: int | None = None) -> TTARequest:
    """The request as it is now, locked until the transaction ends.

    `seen` is the version that the person looked at; raises ChangedMeanwhile where it has risen since.
    """
    request = (
        TTARequest.objects.select_for_update(of=("self",))
        .select_related("site__root_page", "tta_type", "provider__organization")
        .get(pk=request_id)
    )
    if seen is not None and request.version != seen:
        raise ChangedMeanwhile(request)
    return request


def write(request: TTARequest, *fields: str, now: datetime) -> TTARequest:
    """Save these fields of a locked request; its version rises."""
    request.version += 1
    request.changed_at = now
    request.save(update_fields=[*fields, "version", "changed_at"])
    return request


def remember(
    request: TTARequest,
    *,
    kind: EntryKind,
    doer: Doer,
    now: datetime,
    words: str = "",
    comment: str = "",
    facts: dict | None = None,
    is_public: bool = False,
    stages: Iterable[str] = ("", ""),
) -> HistoryEntry:
    """Write one entry of the history; `stages` are from and to."""
    from_stage, to_stage = stages
    return HistoryEntry.objects.create(
        request=request,
        kind=kind,
        at=now,
        actor=doer.actor,
        by=doer.user,
        by_name=doer.name,
        words=words,
        comment=comment,
        facts=facts or {},
        is_public=is_public,
        from_stage=from_stage,
        to_stage=to_stage,
    )
