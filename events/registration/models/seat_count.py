"""How many places an event has, and how many of them are gone."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

# A place is free only while nobody waits: whoever waits comes first.
HAS_PLACE = Q(waiting=0) & (Q(capacity=None) | Q(capacity__gt=F("taken") + F("held")))
HAS_NO_PLACE = Q(waiting__gt=0) | Q(capacity__lte=F("taken") + F("held"))


class SeatCount(models.Model):
    """The one row through which places of a sellable thing change hands (data.md, "Seats").

    An event has one for all its sessions (`session_key` None), or, where people choose sessions, one
    for each: never both, so the rows say which it is. Then it counts SessionPlaces; the row of a
    session that was removed stays, and gives no place any more.
    `capacity` is the published one; None means no limit. `taken` counts confirmed registrations,
    `waiting` waitlisted ones, `held` places that staff keep back. A lowered capacity may lie
    below `taken`: nobody loses a place. Who joins changes this row by one conditional
    UPDATE, with what is written of them; who cancels, promotes, holds or changes the capacity locks it first.
    """

    event = models.ForeignKey(
        "events.EventPage", on_delete=models.CASCADE, related_name="seat_counts"
    )
    session_key = models.UUIDField(null=True)
    capacity = models.PositiveIntegerField(null=True)
    taken = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)

    NUMBERS = ("capacity", "taken", "held", "waiting")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("seat count")
        constraints = [
            models.UniqueConstraint(
                fields=["event"],
                condition=Q(session_key=None),
                name="seatcount_one_per_event",
            ),
            models.UniqueConstraint(
                fields=["event", "session_key"],
                condition=~Q(session_key=None),
                name="seatcount_one_per_session",
            ),
        ]

    def __str__(self):
        limit = "∞" if self.capacity is None else self.capacity
        return f"{self.taken} + {self.held} of {limit}, {self.waiting} waiting"

    @property
    def free(self) -> int | None:
        """Places that nobody has and staff don't hold; None without a limit, never below 0."""
        if self.capacity is None:
            return None
        return max(0, self.capacity - self.taken - self.held)

    @property
    def is_full(self) -> bool:
        """Whether a new person would wait."""
        return self.waiting > 0 or self.free == 0
