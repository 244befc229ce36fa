"""The TTA types: rows, since each decides the lead time, further questions and usual milestones."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from events.tta.enums import QuestionKind

MOST_DAYS = 3650


class TTAType(ClusterableModel):
    """What kind of assistance is asked for, such as a webinar or a peer exchange."""

    key = models.SlugField(_("key"), unique=True, help_text=_("For addresses, such as webinar."))
    name = models.CharField(_("name"), max_length=120, unique=True)
    description = models.CharField(
        _("description"),
        max_length=300,
        blank=True,
        help_text=_("One sentence for those who ask: when to choose it."),
    )
    lead_days = models.PositiveIntegerField(
        _("lead time in days"),
        default=0,
        validators=[MaxValueValidator(MOST_DAYS)],
        help_text=_("How many days before the event a request should come, for example 135."),
    )
    lead_reason = models.CharField(
        _("why it takes so long"),
        max_length=300,
        blank=True,
        help_text=_(
            "Shown beside the lead time, for example: Trainers are booked a quarter ahead."
        ),
    )
    needs_letter = models.BooleanField(_("needs a letter of support"), default=True)
    sort_order = models.PositiveIntegerField(_("order"), default=100)
    is_offered = models.BooleanField(_("offered"), default=True)

    milestones: Any
    questions: Any

    class Meta:
        verbose_name = _("TTA type")
        verbose_name_plural = _("TTA types")
        ordering = ["sort_order", "name", "pk"]

    def __str__(self):
        return self.name


class TypeMilestone(models.Model):
    """A milestone that requests of this type begin with, planned from the day of approval."""

    tta_type = ParentalKey(TTAType, on_delete=models.CASCADE, related_name="milestones")
    text = models.CharField(_("milestone"), max_length=300)
    days = models.PositiveIntegerField(
        _("days after approval"),
        validators=[MaxValueValidator(MOST_DAYS)],
        help_text=_("When it is due, for example 14."),
    )
    is_public = models.BooleanField(_("the requester sees it"), default=True)
    sort_order = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.text


class TypeQuestion(models.Model):
    """A further question to who asks for this type. Its answers outlive it."""

    tta_type = ParentalKey(TTAType, on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("question"), max_length=200)
    help_text = models.CharField(_("help"), max_length=300, blank=True)
    kind = models.CharField(
        _("answer"), max_length=10, choices=QuestionKind.choices, default=QuestionKind.LINE
    )
    choices = models.TextField(
        _("choices"), blank=True, max_length=2000, help_text=_("One per line, where one is chosen.")
    )
    is_required = models.BooleanField(_("must be answered"), default=False)
    sort_order = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        ordering = ["sort_order", "pk"]

    def __str__(self):
        return self.label

    def clean(self):
        super().clean()
        if self.kind == QuestionKind.CHOICE and len(self.choice_list) < 2:
            raise ValidationError({"choices": _now("Write at least two choices, one per line.")})

    @property
    def choice_list(self) -> list[str]:
        """The choices in the order written, doubles left out."""
        lines = (" ".join(line.split())[:200] for line in self.choices.splitlines())
        return list(dict.fromkeys(line for line in lines if line))
