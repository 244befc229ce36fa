"""One person's place at one event, or turn on its waitlist."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from events.registration.enums import ACTIVE, Part, RegistrationState


def mint_nonce() -> str:
    """What a manage link is signed with: a new one makes every older link dead."""
    return secrets.token_urlsafe(12)


class Registration(models.Model):
    """Who comes, as they wrote it, and what they were told.

    `told` is the state that the result page said when they joined; `state` the one that holds
    now. `part` is what they come as: only attendees take a place. Where people choose sessions, each
    chosen one is a SessionPlace, and `state` follows from them; `whole_series` then asks for each session
    that is added later too. `email` is the address as it is mailed to, `email_key` the same for
    comparing. `sequence_offset` only rises: what this person's calendar is sent carries the record's
    SEQUENCE plus it (data.md, "Numbers in invitations"). The order of the waitlist is that of `pk`: who
    joins again after a cancellation is a new row at its end.
    """

    event = models.ForeignKey(
        "events.EventPage",
        on_delete=models.PROTECT,
        related_name="registrations",
        verbose_name=_("event"),
        db_index=False,  # registration_in_order begins with it
    )
    state = models.CharField(_("state"), max_length=10, choices=RegistrationState.choices)
    told = models.CharField(max_length=10, choices=RegistrationState.choices, editable=False)
    part = models.CharField(
        _("comes as"), max_length=10, choices=Part.choices, default=Part.ATTENDEE
    )

    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("e-mail address"))
    email_key = models.CharField(max_length=254, editable=False)
    organization = models.CharField(_("agency or organization"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=120, blank=True)
    needs_interpreter = models.BooleanField(_("American Sign Language interpreter"), default=False)
    needs_slides_early = models.BooleanField(
        _("slides in advance, in large print or for a screen reader"), default=False
    )
    other_needs = models.TextField(_("other accommodation needs"), max_length=1000, blank=True)

    whole_series = models.BooleanField(
        _("all sessions, also those added later"), default=False, editable=False
    )

    agreed_text = models.TextField(_("agreed to"), blank=True, editable=False)
    agreed_at = models.DateTimeField(null=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
        db_index=False,  # most rows have none: registration_added_by
    )

    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nonce = models.CharField(max_length=40, default=mint_nonce, editable=False)
    sequence_offset = models.PositiveIntegerField(default=0, editable=False)

    created_at = models.DateTimeField(_("registered"), editable=False)
    promoted_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)

    bounced_at = models.DateTimeField(null=True, editable=False)
    bounce_words = models.CharField(max_length=300, blank=True, editable=False)
    # What others make of it; declared for readers and type checkers.
    places: Any  # its SessionPlaces
    facts: Any  # what a row in the admin says of it: RowFacts
    own_sessions: Any  # what mail tells of them: OwnSessions or None

    # A row with people's names belongs into no index that other pages are looked up in.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "email_key"],
                condition=Q(state__in=ACTIVE),
                name="registration_one_per_address",
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | Q(cancelled_at__isnull=False),
                name="registration_cancelled_when",
            ),
            models.CheckConstraint(
                condition=Q(part=Part.ATTENDEE) | ~Q(state=RegistrationState.WAITLISTED),
                name="registration_team_never_waits",
            ),
        ]
        indexes = [
            models.Index(fields=["event", "state", "id"], name="registration_in_order"),
            # Both, also for rows that are cancelled: with one of them PostgreSQL may read a whole event.
            models.Index(fields=["email_key", "event"], name="registration_by_address"),
            models.Index(
                fields=["added_by"],
                condition=Q(added_by__isnull=False),
                name="registration_added_by",
            ),
            models.Index(
                fields=["bounced_at"],
                condition=Q(bounced_at__isnull=False),
                name="registration_bounced",
            ),
        ]

    def __str__(self):
        return f"{self.name} <{self.email}>"

    @property
    def is_active(self) -> bool:
        return self.state in ACTIVE

    @property
    def is_confirmed(self) -> bool:
        return self.state == RegistrationState.CONFIRMED

    @property
    def is_waitlisted(self) -> bool:
        return self.state == RegistrationState.WAITLISTED

    @property
    def takes_place(self) -> bool:
        """Whether it is counted among the places of its event; presenters, moderators and staff are not."""
        return self.part == Part.ATTENDEE

    @property
    def chose_sessions(self) -> bool:
        """Whether they come to the sessions that they have places in; the team comes to all."""
        return self.takes_place and self.event.has_chosen_sessions

    @property
    def holder(self) -> str:
        """The outbox's word for whose mail it is."""
        return f"registration:{self.pk}"


class SecondTry(models.Model):
    """A registration with an address that has one already: what was typed, and the same answer as to anybody.

    The result page is the only reader; the true state goes by mail alone (data.md, "A second try").
    """

    registration = models.ForeignKey(
        Registration, on_delete=models.CASCADE, related_name="second_tries"
    )
    form_token = models.UUIDField(unique=True)
    told = models.CharField(max_length=10, choices=RegistrationState.choices)
    entered = models.JSONField()
    created_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return str(self.form_token)
