"""What a requester answers, page by page of the form."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import Delivery
from events.tta.enums import LetterPlan, OptionList
from events.tta.models.option import Option
from resources.intercepts import InterceptsField


def option(verbose_name, list_name: OptionList, **kwargs) -> models.ForeignKey:
    """An entry of a list, or none yet."""
    return models.ForeignKey(
        Option,
        verbose_name=verbose_name,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        limit_choices_to={"list": list_name},
        **kwargs,
    )


class Asked(models.Model):
    """The typed answers. A draft has none of them: its answers stand in `typed`, as they were typed.

    Where nothing was said about the audience, nothing is targeted; yes/no questions that were left alone mean no.
    """

    # Who is asking
    contact_name = models.CharField(_("point of contact"), max_length=200, blank=True)
    contact_role = models.CharField(_("role"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    email_key = models.CharField(max_length=254, blank=True, editable=False)
    contact_phone = models.CharField(_("telephone"), max_length=40, blank=True)
    agency_name = models.CharField(_("agency"), max_length=200, blank=True)
    agency_place = models.CharField(_("city and state"), max_length=120, blank=True)
    agency_type = option(_("type of agency"), OptionList.AGENCY_TYPE)
    agency_scope = option(_("scope of the agency"), OptionList.AGENCY_SCOPE)

    # What is needed
    title = models.CharField(_("title"), max_length=200, blank=True)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    narrative = models.TextField(_("what is needed, and why"), max_length=5000, blank=True)
    tta_type = models.ForeignKey(
        "tta.TTAType",
        verbose_name=_("TTA type"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="requests",
    )
    program_area = option(_("program area"), OptionList.PROGRAM_AREA)
    sub_topics = models.ManyToManyField(
        Option, verbose_name=_("sub-topics"), blank=True, related_name="+"
    )
    supports_practice = models.BooleanField(
        _("supports an evidence-based or promising practice"), default=False
    )
    practice_name = models.CharField(_("which practice"), max_length=200, blank=True)
    is_emerging = models.BooleanField(_("responds to emerging public-safety needs"), default=False)
    emerging_need = models.CharField(_("which need"), max_length=300, blank=True)

    # Event and audience
    has_event = models.BooleanField(_("there is an event"), default=False)
    event_date = models.DateField(_("event date"), null=True, blank=True)
    event_start_time = models.TimeField(_("starts"), null=True, blank=True)
    event_end_time = models.TimeField(_("ends"), null=True, blank=True)
    event_zone = models.CharField(_("time zone"), max_length=64, blank=True)
    delivery = models.CharField(_("delivery"), max_length=10, choices=Delivery.choices, blank=True)
    place_name = models.CharField(_("place"), max_length=200, blank=True)
    expected_people = models.PositiveIntegerField(_("expected people"), null=True, blank=True)
    may_be_listed = models.BooleanField(_("may be listed in the public catalog"), default=False)
    audiences = models.ManyToManyField(
        Option, verbose_name=_("audience"), blank=True, related_name="+"
    )
    audience_other = models.CharField(_("other audience"), max_length=200, blank=True)
    gender = models.CharField(_("gender"), max_length=200, blank=True)
    age = models.CharField(_("age"), max_length=200, blank=True)
    race = models.CharField(_("race"), max_length=200, blank=True)
    ethnicity = models.CharField(_("ethnicity"), max_length=200, blank=True)
    other_demographic = models.CharField(_("other characteristics"), max_length=200, blank=True)
    location = models.CharField(_("location"), max_length=200, blank=True)
    intercepts = InterceptsField(_("intercepts"))

    # Letter of support
    letter_plan = models.CharField(
        _("letter of support"), max_length=10, choices=LetterPlan.choices, blank=True
    )

    # Agreement: frozen at each submission
    agreed_text = models.TextField(blank=True, editable=False)
    agreed_version = models.PositiveIntegerField(null=True, editable=False)
    agreed_name = models.CharField(max_length=200, blank=True, editable=False)
    agreed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True
