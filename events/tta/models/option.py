"""The lists that answers come from: data with shipped defaults, since the official lists are not public."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from events.tta.enums import OptionList


class Option(models.Model):
    """One entry of a list. One that is offered no more stays readable where it was chosen.

    A sub-topic stands under the program area that is its `parent`; entries of other lists have none.
    """

    list = models.CharField(_("list"), max_length=20, choices=OptionList.choices)
    name = models.CharField(_("name"), max_length=200)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("program area"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        limit_choices_to={"list": OptionList.PROGRAM_AREA},
        help_text=_("For a sub-topic only."),
    )
    sort_order = models.PositiveIntegerField(
        _("order"), default=100, help_text=_("Smaller numbers come first; equal ones by name.")
    )
    is_offered = models.BooleanField(
        _("offered"), default=True, help_text=_("Off: requests keep it, nobody can choose it.")
    )

    class Meta:
        verbose_name = _("list entry")
        verbose_name_plural = _("list entries")
        ordering = ["list", "sort_order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "name"], condition=Q(parent__isnull=True), name="tta_option_once"
            ),
            models.UniqueConstraint(fields=["parent", "name"], name="tta_sub_topic_once"),
            models.CheckConstraint(
                condition=Q(list=OptionList.SUB_TOPIC, parent__isnull=False)
                | (~Q(list=OptionList.SUB_TOPIC) & Q(parent__isnull=True)),
                name="tta_option_sub_topic_has_parent",
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.list == OptionList.SUB_TOPIC and self.parent_id is None:
            raise ValidationError({"parent": _now("Choose the program area of this sub-topic.")})
        if self.list != OptionList.SUB_TOPIC and self.parent_id is not None:
            raise ValidationError({"parent": _now("Only a sub-topic has a program area.")})
