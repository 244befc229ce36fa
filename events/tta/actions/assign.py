"""Assign a request to the organization that delivers it, with partners."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.tta.actions.move import STAGE_FIELDS, CannotMove, move_locked
from events.tta.actions.record import Doer, lock, remember, write
from events.tta.emails.assigned import owe_assigned, owe_new_provider
from events.tta.enums import IN_WORK, EntryKind, Stage
from events.tta.models import Provider, TTARequest


class CannotAssign(ValueError):
    """This provider gets no request, or this request no provider; says why."""


@transaction.atomic
def assign_provider(
    *,
    request: TTARequest,
    provider: Provider,
    doer: Doer,
    now: datetime,
    partners: Collection[Provider] | None = None,
    comment: str = "",
    seen: int | None = None,
) -> TTARequest:
    """Give it to this provider and these partners (None: leave them), who are mailed when it is new to them.

    An approved request becomes assigned; later on only the provider changes. The requester is mailed
    either way. Raises CannotAssign and ChangedMeanwhile.
    """
    request = lock(request.pk, seen=seen)
    if request.stage not in IN_WORK:
        raise CannotAssign(_not_in_work(request))
    before = list(request.partners.all())
    partners = [row for row in (before if partners is None else partners) if row != provider]
    known = {request.provider, *before}
    _look_at_providers({provider, *partners} - known)
    is_same = provider == request.provider and set(partners) == set(before)
    # One that got its provider on hold is approved again after it.
    if is_same and request.stage != Stage.APPROVED:
        return request
    is_other = provider != request.provider
    facts = _facts(request, provider, before, partners)
    request.provider = provider
    request.partners.set(partners)
    entry = remember(
        request,
        kind=EntryKind.PROVIDER,
        doer=doer,
        now=now,
        words=_("Provider: %(name)s") % {"name": provider.organization.name},
        facts=facts,
        is_public=is_other,
    )
    if request.stage == Stage.APPROVED:
        move_locked(request=request, to=Stage.ASSIGNED, doer=doer, now=now, comment=comment)
    elif is_other:
        owe_new_provider(request=request, entry=entry, now=now)
    write(request, "provider", *STAGE_FIELDS, now=now)
    new = [row for row in [provider, *partners] if row not in known]
    owe_assigned(request=request, providers=new, entry=entry, now=now)
    return request


@transaction.atomic
def take_from_provider(
    *, request: TTARequest, comment: str, doer: Doer, now: datetime, seen: int | None = None
) -> TTARequest:
    """Back to approved, without a provider or partners. Raises CannotMove and ChangedMeanwhile."""
    request = lock(request.pk, seen=seen)
    if request.stage != Stage.ASSIGNED:
        raise CannotMove(request, Stage.APPROVED, doer)
    move_locked(request=request, to=Stage.APPROVED, doer=doer, now=now, comment=comment)
    name = request.provider.organization.name if request.provider else _("nobody")
    request.provider = None
    request.partners.clear()
    remember(
        request,
        kind=EntryKind.PROVIDER,
        doer=doer,
        now=now,
        words=_("No more with %(name)s") % {"name": name},
    )
    return write(request, "provider", *STAGE_FIELDS, now=now)


def _not_in_work(request: TTARequest) -> str:
    words = {"stage": request.get_stage_display()}
    if request.approved_at is None:
        return (
            _(
                "This request is “%(stage)s”: a provider is assigned only after approval. Approve it first."
            )
            % words
        )
    return _("This request is “%(stage)s”: nothing is left to assign.") % words


def _look_at_providers(providers: Collection[Provider]) -> None:
    for row in sorted(providers, key=lambda row: row.pk):
        if not row.is_active:
            raise CannotAssign(
                _("%(name)s takes no requests now. Choose another provider.")
                % {"name": row.organization.name}
            )


def _facts(request: TTARequest, provider, before, partners) -> dict:
    found = {}
    if provider != request.provider:
        old = request.provider.organization.name if request.provider else ""
        found["provider"] = [old, provider.organization.name]
    names = [
        ", ".join(sorted(row.organization.name for row in rows)) for rows in (before, partners)
    ]
    if names[0] != names[1]:
        found["partners"] = names
    return found
