"""An event's places in words: in the explorer, above its registrations, and after publishing."""

from collections import Counter
from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.explorer_columns import ExplorerColumn
from events.models import EventPage
from events.registration.models import SeatCount


def original_id(event: EventPage) -> int:
    """The event that registrations belong to: an alias has none of its own."""
    return event.alias_of_id or event.pk


def seats_of(event: EventPage) -> SeatCount:
    """The event's seat row; an unsaved one where nothing was published yet."""
    pk = original_id(event)
    found = SeatCount.objects.filter(event_id=pk, session_key=None).first()
    return found or SeatCount(event_id=pk, capacity=event.capacity)


def seats_line(seats: SeatCount) -> str:
    """`12 confirmed, 3 waiting, 2 held of 50`; without a limit `12 confirmed, no limit`."""
    parts = [_("%(taken)d confirmed") % {"taken": seats.taken}]
    if seats.waiting:
        parts.append(_("%(waiting)d waiting") % {"waiting": seats.waiting})
    if seats.held:
        parts.append(_("%(held)d held") % {"held": seats.held})
    line = ", ".join(parts)
    if seats.capacity is None:
        return _("%(line)s, no limit") % {"line": line}
    return _("%(line)s of %(capacity)d") % {"line": line, "capacity": seats.capacity}


def seat_texts(*, events: Iterable[EventPage]) -> dict[int, str]:
    """`12 of 50, 3 waiting` by page id, for events that take registrations or have some; one query."""
    originals = {event.pk: original_id(event) for event in events}
    seats: dict[int, SeatCount] = {}
    numbers: Counter[int] = Counter()
    for row in SeatCount.objects.filter(event_id__in=set(originals.values())).order_by("pk"):
        seats[row.event_id] = _with(seats.get(row.event_id), row)
        numbers[row.event_id] += row.session_key is not None
    texts = {}
    for event in events:
        row = seats.get(originals[event.pk])
        if event.has_chosen_sessions and row:
            texts[event.pk] = _line_of_sessions(row, numbers[originals[event.pk]])
            continue
        if row is None or not (row.taken or row.waiting or row.held):
            if not event.takes_registrations:
                continue
            row = row or SeatCount(event_id=event.pk, capacity=event.capacity)
        texts[event.pk] = _short_line(row)
    return texts


def _with(sum_so_far: SeatCount | None, row: SeatCount) -> SeatCount:
    """The sum of an event's seat rows; unsaved."""
    if sum_so_far is None:
        return row
    capacities = (sum_so_far.capacity, row.capacity)
    return SeatCount(
        event_id=row.event_id,
        capacity=None if None in capacities else sum(capacities),
        taken=sum_so_far.taken + row.taken,
        held=sum_so_far.held + row.held,
        waiting=sum_so_far.waiting + row.waiting,
    )


def _line_of_sessions(seats: SeatCount, number: int) -> str:
    """`12 of 40 in 4 sessions, 3 waiting`; who comes to two sessions counts twice."""
    return ngettext(
        "%(seats)s (%(number)d session)", "%(seats)s (%(number)d sessions)", number
    ) % {"seats": _short_line(seats), "number": number}  # fmt: skip


def _short_line(seats: SeatCount) -> str:
    if seats.capacity is None:
        line = _("%(taken)d, no limit") % {"taken": seats.taken}
    else:
        line = _("%(taken)d of %(capacity)d") % {"taken": seats.taken, "capacity": seats.capacity}
    if seats.held:
        line = _("%(line)s, %(held)d held") % {"line": line, "held": seats.held}
    if seats.waiting:
        line = _("%(line)s, %(waiting)d waiting") % {"line": line, "waiting": seats.waiting}
    return line


SEATS_COLUMN = ExplorerColumn(
    name="seats", label=gettext_lazy("Seats"), texts=seat_texts, width="12%"
)


def overfull_warning(seats: SeatCount) -> str:
    """What an editor should know of a capacity below what is given away; "" where all fit."""
    if seats.capacity is None or seats.taken <= seats.capacity:
        return ""
    must_leave = seats.taken - seats.capacity + 1
    first = ngettext(
        "%(taken)d person has a place and the capacity is now %(capacity)d.",
        "%(taken)d people have a place and the capacity is now %(capacity)d.",
        seats.taken,
    ) % {"taken": seats.taken, "capacity": seats.capacity}
    if seats.capacity == 0:
        return f"{first} " + _("Nobody loses a place; nobody new gets one.")
    return f"{first} " + ngettext(
        "Nobody loses a place; nobody new gets one until %(number)d has left.",
        "Nobody loses a place; nobody new gets one until %(number)d have left.",
        must_leave,
    ) % {"number": must_leave}  # fmt: skip


def no_place_warning(seats: SeatCount) -> str:
    """That 0 means nobody, for an editor who may have meant no limit; "" for any other capacity."""
    if seats.capacity != 0 or seats.taken:
        return ""
    return _(
        "The capacity is 0: nobody gets a place, and whoever registers waits. Leave it empty for no limit."
    )
