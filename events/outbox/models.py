"""Mail that is owed: one row per message, written in the transaction of what caused it."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from events.outbox.enums import MailState


class OwedMail(models.Model):
    """One message that is owed to one person, from the promise to the mail server's last word.

    A row is queued until a worker has sent it or has a reason not to. Who works on a row holds its
    lease, and every write of a worker is conditional on that lease; a lease that ran out is nobody's.
    """

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(
        _("key"), max_length=200, help_text=_("Owing the same key twice is owing it once.")
    )
    thread = models.CharField(
        _("thread"),
        max_length=120,
        blank=True,
        help_text=_("A newer message of a thread supersedes unsent older ones."),
    )
    holder = models.CharField(_("holder"), max_length=60, blank=True)
    to_name = models.CharField(_("name"), max_length=200, blank=True)
    to_address = models.EmailField(_("address"), max_length=254)
    by_stranger = models.BooleanField(_("caused by a stranger"), default=False)
    payload = models.JSONField(_("facts"), default=dict, blank=True)
    message_id = models.CharField(_("Message-ID"), max_length=200)
    priority = models.SmallIntegerField(_("priority"))
    state = models.CharField(
        _("state"), max_length=10, choices=MailState.choices, default=MailState.QUEUED
    )
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)
    retry_at = models.DateTimeField(_("next try"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("tries"), default=0)
    lease = models.UUIDField(null=True, blank=True, editable=False)
    leased_until = models.DateTimeField(null=True, blank=True, editable=False)
    claimed_at = models.DateTimeField(_("last try"), null=True, blank=True)
    error = models.TextField(_("the server's words"), blank=True)
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    created_at = models.DateTimeField(_("owed at"))

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mail")
        ordering = ["-pk"]
        default_permissions = ("view", "change")
        constraints = [
            models.UniqueConstraint(fields=["key"], name="outbox_mail_owed_once"),
            models.UniqueConstraint(fields=["message_id"], name="outbox_mail_message_id_unique"),
            models.CheckConstraint(
                condition=Q(state__in=MailState.values), name="outbox_mail_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False)
                | (~Q(state=MailState.SENT) & Q(sent_at__isnull=True)),
                name="outbox_mail_sent_has_its_moment",
            ),
            models.CheckConstraint(
                condition=Q(lease__isnull=True, leased_until__isnull=True)
                | Q(lease__isnull=False, leased_until__isnull=False, state=MailState.QUEUED),
                name="outbox_mail_lease_has_its_end",
            ),
        ]
        indexes = [
            # What is still to be sent, in the order of sending: small however much was sent.
            models.Index(
                fields=["priority", "not_before", "id"],
                condition=Q(state=MailState.QUEUED),
                name="outbox_mail_queue",
            ),
            # How many were tried in the last minute.
            models.Index(
                fields=["claimed_at"],
                condition=Q(claimed_at__isnull=False),
                name="outbox_mail_claimed",
            ),
            models.Index(F("thread"), name="outbox_mail_thread", condition=~Q(thread="")),
            models.Index(F("holder"), name="outbox_mail_holder", condition=~Q(holder="")),
            # How much strangers caused one address to get.
            models.Index(
                Lower("to_address"),
                F("created_at"),
                condition=Q(by_stranger=True),
                name="outbox_mail_by_strangers",
            ),
        ]

    def __str__(self):
        return f"{self.kind} → {self.to_address}"
