"""One person's place in one session, or turn on its waitlist, where people choose sessions."""

from django.db import models
from django.db.models import Q

from events.registration.enums import ACTIVE, RegistrationState
from events.registration.models.registration import Registration


class SessionPlace(models.Model):
    """A session that somebody chose, and how they stand there.

    It hangs on the calendar record, which outlives session and page. `told` is what the result page
    said of it. The order of a session's waitlist is that of `pk`: who gives a session back and
    chooses it again is a new row at its end. What is over stays as it was, also where the
    registration is cancelled afterwards: they may have been there.
    """

    registration = models.ForeignKey(
        Registration,
        on_delete=models.CASCADE,
        related_name="places",
        db_index=False,  # sessionplace_one_per_session and sessionplace_of_registration
    )
    record = models.ForeignKey(
        "events.CalendarRecord", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=10, choices=RegistrationState.choices)
    told = models.CharField(max_length=10, choices=RegistrationState.choices)
    created_at = models.DateTimeField()
    promoted_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "record"],
                condition=Q(state__in=ACTIVE),
                name="sessionplace_one_per_session",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False),
                name="sessionplace_cancelled_when",
            ),
        ]
        indexes = [
            models.Index(fields=["record", "state", "id"], name="sessionplace_in_order"),
            models.Index(fields=["registration"], name="sessionplace_of_registration"),
        ]

    def __str__(self):
        return f"{self.registration_id}, {self.record_id}: {self.state}"

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def is_confirmed(self) -> bool:
        return self.state == RegistrationState.CONFIRMED

    @property
    def is_waitlisted(self) -> bool:
        return self.state == RegistrationState.WAITLISTED
