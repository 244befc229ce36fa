"""The sessions of an event: a local date and time with its zone, and the instants they mean."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from events.times import to_utc


def default_zone() -> str:
    """The zone a new session starts with: TTA_TIME_ZONE."""
    return settings.TTA_TIME_ZONE


class Session(models.Model):
    """One dated part of an event.

    Stored is what the editor wrote; `starts_at` and `ends_at` (UTC) follow from it at
    each save and are empty while the draft is incomplete. `key` is the session's own
    key: unlike the row's pk it lives through revisions, copies and aliases.
    """

    page = ParentalKey("events.EventPage", on_delete=models.CASCADE, related_name="sessions")
    key = models.UUIDField(editable=True)
    date = models.DateField(_("date"), null=True, help_text=_("For example 2027-01-14."))
    start_time = models.TimeField(_("starts"), null=True, help_text=_("For example 14:00."))
    end_time = models.TimeField(_("ends"), null=True, help_text=_("For example 15:30."))
    end_date = models.DateField(
        _("end date"),
        null=True,
        blank=True,
        help_text=_("Only for a session that ends on a later day."),
    )
    zone = models.CharField(
        _("time zone"),
        max_length=64,
        default=default_zone,
        help_text=_(
            "The time zone of the times above. Visitors see it beside each time. Where clocks"
            " go back, a time that occurs twice means the first."
        ),
    )
    capacity = models.PositiveIntegerField(
        _("seats"),
        null=True,
        blank=True,
        help_text=_(
            "For example 40. Empty: no limit. Only where people choose sessions (see Registration)."
        ),
    )
    starts_at = models.DateTimeField(null=True, editable=False)
    ends_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["page", "key"], name="session_key_once_per_page"),
        ]

    def __str__(self):
        return f"{self.date} {self.start_time}"

    def save(self, *args, **kwargs):
        self.mint_key()
        self.derive_instants()
        super().save(*args, **kwargs)

    def mint_key(self) -> None:
        if self.key is None:
            self.key = uuid.uuid4()

    def derive_instants(self) -> None:
        """Set `starts_at` and `ends_at` from what was written; both empty if that is no span of time."""
        self.starts_at = self.ends_at = None
        if None in (self.date, self.start_time, self.end_time):
            return
        try:
            starts_at = to_utc(date=self.date, time=self.start_time, zone=self.zone)
            ends_at = to_utc(date=self.end_date or self.date, time=self.end_time, zone=self.zone)
        except ValueError:
            return
        if ends_at > starts_at:
            self.starts_at, self.ends_at = starts_at, ends_at

    @property
    def is_dated(self) -> bool:
        return self.starts_at is not None
