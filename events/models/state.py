"""Cancelled and postponed: what people decided about an event, outside of its revisions."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import EventStatus


class EventState(models.Model):
    """The decision that stands. No row means: scheduled. The log keeps the history."""

    page = models.OneToOneField(
        "events.EventPage", on_delete=models.CASCADE, primary_key=True, related_name="state"
    )
    status = models.CharField(max_length=9, choices=EventStatus.choices)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    next_step = models.CharField(_("what comes next"), max_length=300, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="scheduled") | ~models.Q(reason=""),
                name="eventstate_says_why",
            ),
        ]

    def __str__(self):
        return self.get_status_display()

    @property
    def is_postponed(self) -> bool:
        return self.status == EventStatus.POSTPONED

    @property
    def is_off(self) -> bool:
        """Whether the event does not take place at its time."""
        return self.status != EventStatus.SCHEDULED


def copy_state(*, state: EventState, page_id: int) -> None:
    """Give another page, an alias, the same decision."""
    EventState.objects.update_or_create(
        page_id=page_id,
        defaults={
            "status": state.status,
            "reason": state.reason,
            "next_step": state.next_step,
            "changed_by_id": state.changed_by_id,
            "changed_at": state.changed_at,
        },
    )
