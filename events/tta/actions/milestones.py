"""Add, change, mark, order and delete the milestones of a request."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.times import format_date
from events.tta.actions.record import Doer, lock, remember, write
from events.tta.clock import center_date
from events.tta.enums import EntryKind
from events.tta.milestones import last_place
from events.tta.models import Milestone, TTARequest

FIELDS = ("text", "due_date", "done_date", "note", "is_public")


class NeedsDate(ValueError):
    """A milestone is planned for a day, or done on one, or both."""

    def __init__(self) -> None:
        super().__init__(_("Enter when it is due, or when it was done, or both."))


class DoneInFuture(ValueError):
    """Nothing is done on a day that is yet to come; carries the day."""

    def __init__(self, day: date) -> None:
        sentence = _("%(day)s is yet to come. Enter the day on which it was done.")
        super().__init__(sentence % {"day": format_date(day, weekday=False)})


class MilestoneGone(ValueError):
    """Somebody deleted the milestone meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Somebody deleted this milestone meanwhile."))


class OtherMilestones(ValueError):
    """The order names other milestones than the request has."""

    def __init__(self) -> None:
        super().__init__(_("The milestones have changed meanwhile. Look at them, then order them."))


@transaction.atomic
def add_milestone(
    *,
    request: TTARequest,
    text: str,
    doer: Doer,
    now: datetime,
    due_date: date | None = None,
    done_date: date | None = None,
    note: str = "",
    is_public: bool = True,
    seen: int | None = None,
) -> Milestone:
    """One more milestone, behind the others. Raises NeedsDate, DoneInFuture and ChangedMeanwhile."""
    request = lock(request.pk, seen=seen)
    milestone = Milestone(
        request=request,
        text=text,
        due_date=due_date,
        done_date=done_date,
        note=note,
        is_public=is_public,
        sort_order=last_place(request) + 1,
    )
    _check(milestone, now=now)
    milestone.save(force_insert=True)
    words = _("Milestone done: %(text)s") if milestone.is_done else _("Milestone planned: %(text)s")
    _remember(milestone, words, doer=doer, now=now)
    write(request, now=now)
    return milestone


@transaction.atomic
def change_milestone(
    *, milestone: Milestone, doer: Doer, now: datetime, seen: int | None = None, **values
) -> Milestone:
    """Give it these `values` of FIELDS; the rest stays. Who was reminded of another due date is reminded anew.

    Raises NeedsDate, DoneInFuture, MilestoneGone and ChangedMeanwhile.
    """
    if unknown := set(values) - set(FIELDS):
        raise TypeError(f"A milestone has no {', '.join(sorted(unknown))}.")
    request, milestone = _locked(milestone, seen=seen)
    before = {name: getattr(milestone, name) for name in FIELDS}
    changed = [name for name in FIELDS if name in values and values[name] != before[name]]
    if not changed:
        return milestone
    for name in changed:
        setattr(milestone, name, values[name])
    _check(milestone, now=now)
    if "due_date" in changed:
        milestone.reminders = 0
    milestone.save(update_fields=[*changed, "reminders"])
    words = _("Milestone changed: %(text)s")
    if "done_date" in changed:
        words = (
            _("Milestone done: %(text)s")
            if milestone.is_done
            else _("Milestone open again: %(text)s")
        )
    facts = {name: [_as_text(before[name]), _as_text(getattr(milestone, name))] for name in changed}
    # Who may not read it doesn't learn that it was hidden, nor what is written for staff alone.
    is_told = milestone.is_public and changed != ["note"]
    _remember(milestone, words, doer=doer, now=now, facts=facts, is_public=is_told)
    write(request, now=now)
    return milestone


def mark_done(
    *,
    milestone: Milestone,
    doer: Doer,
    now: datetime,
    done_date: date | None = None,
    seen: int | None = None,
) -> Milestone:
    """Done on that day, today unless said otherwise. Raises what `change_milestone` raises."""
    done_date = done_date or center_date(now)
    return change_milestone(milestone=milestone, doer=doer, now=now, seen=seen, done_date=done_date)


@transaction.atomic
def order_milestones(
    *,
    request: TTARequest,
    ids: Sequence[int],
    doer: Doer,
    now: datetime,
    seen: int | None = None,
) -> TTARequest:
    """Put all milestones of the request into the order of `ids`. Raises OtherMilestones and ChangedMeanwhile."""
    request = lock(request.pk, seen=seen)
    rows = {row.pk: row for row in request.milestones.all()}
    if sorted(ids) != sorted(rows):
        raise OtherMilestones
    if list(ids) == list(rows):
        return request
    for place, pk in enumerate(ids, start=1):
        rows[pk].sort_order = place
    Milestone.objects.bulk_update(rows.values(), ["sort_order"])
    remember(
        request, kind=EntryKind.MILESTONE, doer=doer, now=now, words=_("Milestones put in order")
    )
    return write(request, now=now)


@transaction.atomic
def delete_milestone(
    *, milestone: Milestone, doer: Doer, now: datetime, seen: int | None = None
) -> TTARequest:
    """Take it off the record; the history keeps what it said. Raises MilestoneGone and ChangedMeanwhile."""
    request, milestone = _locked(milestone, seen=seen)
    facts = {name: [_as_text(getattr(milestone, name)), ""] for name in FIELDS}
    _remember(milestone, _("Milestone deleted: %(text)s"), doer=doer, now=now, facts=facts)
    milestone.delete()
    return write(request, now=now)


def _locked(milestone: Milestone, *, seen: int | None) -> tuple[TTARequest, Milestone]:
    request = lock(milestone.request_id, seen=seen)
    found = request.milestones.filter(pk=milestone.pk).first()
    if found is None:
        raise MilestoneGone
    return request, found


def _check(milestone: Milestone, *, now: datetime) -> None:
    if milestone.due_date is None and milestone.done_date is None:
        raise NeedsDate
    if milestone.done_date and milestone.done_date > center_date(now):
        raise DoneInFuture(milestone.done_date)


def _as_text(value) -> str:
    return "" if value is None else str(value)


def _remember(
    milestone: Milestone,
    words: str,
    *,
    doer: Doer,
    now: datetime,
    facts: dict | None = None,
    is_public: bool | None = None,
) -> None:
    remember(
        milestone.request,
        kind=EntryKind.MILESTONE,
        doer=doer,
        now=now,
        words=words % {"text": milestone.text},
        facts=facts,
        is_public=milestone.is_public if is_public is None else is_public,
    )
