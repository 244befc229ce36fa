"""A request for training and technical assistance: one record from the first draft to the last report."""

import secrets
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from events.tta.enums import LetterState, OptionList, Stage
from events.tta.models.asked import Asked, option


def mint_nonce() -> str:
    """What the requester's link is signed with: a new one makes every older link dead."""
    return secrets.token_urlsafe(12)


class TTARequest(Asked):
    """What was asked, where it stands, and what staff made of it.

    `number` (YYYYMMDD-HHMMSS-NN) is minted once and never changes. `typed` holds every page of the form as it was
    last typed, {page: {field: [texts]}}, valid or not; submitting writes it into the fields. `version`
    rises with each change, so that of two people who change one record at once the second is told.
    `letter_state` follows from the type, the files, the receipt by e-mail and the checklist.
    """

    number = models.CharField(_("record number"), max_length=18, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+", editable=False)
    stage = models.CharField(
        _("stage"), max_length=12, choices=Stage.choices, default=Stage.DRAFT, editable=False
    )
    stage_before_hold = models.CharField(
        max_length=12, choices=Stage.choices, blank=True, editable=False
    )
    stage_since = models.DateTimeField(editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    typed = models.JSONField(default=dict, editable=False)
    form_token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    nonce = models.CharField(max_length=40, default=mint_nonce, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    approved_at = models.DateTimeField(null=True, editable=False)

    # What staff see and write
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    provider = models.ForeignKey(
        "tta.Provider",
        verbose_name=_("provider"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requests",
    )
    partners = models.ManyToManyField(
        "tta.Provider",
        verbose_name=_("provider partners"),
        blank=True,
        related_name="partner_requests",
    )
    source = option(_("source"), OptionList.SOURCE)
    category = option(_("category"), OptionList.CATEGORY)
    cost_band = option(_("estimated cost"), OptionList.COST_BAND)
    grant_manager = models.CharField(_("grant manager"), max_length=200, blank=True)
    lead_override = models.TextField(
        _("why it may be sooner than the lead time"), max_length=1000, blank=True
    )

    # The letter of support, as staff checked it
    letter_state = models.CharField(
        max_length=10, choices=LetterState.choices, default=LetterState.MISSING, editable=False
    )
    letter_received_date = models.DateField(_("received by e-mail on"), null=True, blank=True)
    letter_received_by = models.CharField(_("received by"), max_length=200, blank=True)
    letter_says_what = models.BooleanField(_("says who, what, where, when and why"), default=False)
    letter_says_needs = models.BooleanField(_("says what the needs are"), default=False)
    letter_says_benefits = models.BooleanField(_("says which benefits are expected"), default=False)

    # The public catalog
    public_description = models.TextField(
        _("public description"),
        max_length=2000,
        blank=True,
        help_text=_("What the catalog and a new event page say. The narrative is never public."),
    )
    is_in_catalog = models.BooleanField(_("listed in the public catalog"), default=False)

    # What others make of it; declared for readers and type checkers.
    owner_id: Any
    provider_id: Any
    answers: Any
    events: Any
    history: Any
    letters: Any
    messages: Any
    milestones: Any
    notes: Any
    reports: Any
    reviews: Any

    # A row with people's names belongs into no index that other pages are looked up in.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("TTA request")
        verbose_name_plural = _("TTA requests")
        ordering = ["-submitted_at", "-pk"]
        permissions = [("decide_ttarequest", "Can approve, return and decline TTA requests")]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=Stage.values), name="tta_request_stage_known"
            ),
            models.CheckConstraint(
                condition=Q(event_date__isnull=True, event_start_time__isnull=True)
                | Q(event_date__isnull=False, event_start_time__isnull=False),
                name="tta_request_date_and_time_together",
            ),
            models.CheckConstraint(
                condition=Q(event_date__isnull=True) | ~Q(event_zone=""),
                name="tta_request_date_has_a_zone",
            ),
            models.CheckConstraint(
                condition=Q(stage=Stage.DRAFT)
                | Q(stage=Stage.WITHDRAWN)
                | Q(submitted_at__isnull=False),
                name="tta_request_submitted_when",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(agreed_at__isnull=False),
                name="tta_request_submitted_with_agreement",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "-submitted_at", "-id"], name="tta_request_queue"),
            models.Index(fields=["-submitted_at", "-id"], name="tta_request_newest"),
            models.Index(fields=["email_key"], name="tta_request_by_address"),
            models.Index(
                fields=["event_date", "id"],
                condition=Q(is_in_catalog=True),
                name="tta_request_catalog",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}".strip()

    @property
    def holder(self) -> str:
        """The outbox's word for whose mail it is."""
        return f"tta:{self.pk}"

    @property
    def letter_is_checked(self) -> bool:
        """Whether all three points of the letter were found."""
        return self.letter_says_what and self.letter_says_needs and self.letter_says_benefits


class Answer(models.Model):
    """The answer to a further question of the type. What was asked is kept with it, and outlives the question."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(
        "tta.TypeQuestion", null=True, on_delete=models.SET_NULL, related_name="+"
    )
    label = models.CharField(_("question"), max_length=200)
    text = models.TextField(_("answer"), max_length=5000)
    sort_order = models.PositiveIntegerField(default=0)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return f"{self.label}: {self.text}"


class RequestEvent(models.Model):
    """An event that was made from a request. A request may have several; an event has one request at most."""

    request = models.ForeignKey(TTARequest, on_delete=models.CASCADE, related_name="events")
    page = models.OneToOneField(
        "events.EventPage", on_delete=models.CASCADE, related_name="tta_request_event"
    )
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return f"{self.request.number}: {self.page.title}"
