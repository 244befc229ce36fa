"""The fields with which an editor says how people register for an event."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import RegistrationCovers


class EventRegistering(models.Model):
    """Whether people register here, for what, from when to when, and of what they are reminded."""

    takes_registrations = models.BooleanField(
        _("people register on this site"),
        default=True,
        help_text=_("Leave it off where everybody may simply come, or registers elsewhere."),
    )
    registration_covers = models.CharField(
        _("people register for"),
        max_length=6,
        choices=RegistrationCovers.choices,
        default=RegistrationCovers.ALL,
        help_text=_(
            "For a series, for example of four lunches of which people may come to two, let them"
            " choose. Each session then has seats of its own, beside its date above."
        ),
    )
    capacity = models.PositiveIntegerField(
        _("capacity"),
        null=True,
        blank=True,
        help_text=_(
            "Number of places for the whole event, for example 24. Empty: no limit. Where people"
            " choose sessions, leave it empty and fill in the seats of each session."
        ),
    )
    registration_opens_date = models.DateField(_("registration opens on"), null=True, blank=True)
    registration_opens_time = models.TimeField(_("at"), null=True, blank=True)
    registration_closes_date = models.DateField(_("registration closes on"), null=True, blank=True)
    registration_closes_time = models.TimeField(_("at"), null=True, blank=True)

    reminds_week_before = models.BooleanField(_("remind 7 days before"), default=True)
    reminds_day_before = models.BooleanField(_("remind 1 day before"), default=True)
    reminds_hour_before = models.BooleanField(_("remind 1 hour before"), default=True)

    class Meta:
        abstract = True

    @property
    def has_chosen_sessions(self) -> bool:
        """Whether people choose sessions, each with seats of its own; else they come to all."""
        return self.registration_covers == RegistrationCovers.CHOSEN
