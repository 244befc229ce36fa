"""What a site says to those who ask for assistance, and who its mail about requests is from."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from events.public_forms.addresses import UnusableAddress, usable_address

TOKENS_HELP = _(
    "[site:phone], [site:email], [site:hours] and [site:name] stand for what the site's settings say. A"
    " sentence with a token that nothing fills is not printed."
)
AGREEMENT = _(
    "When this request is approved, I will tell the center without delay if the date of the event"
    " changes, if the event is cancelled, or if I can’t reach the assigned provider."
)


@register_setting(icon="form")
class TTASettings(BaseSiteSetting):
    """Texts, sender and mailbox, one row per site. `agreement_version` rises by itself with its text."""

    introduction = models.TextField(
        _("introduction"),
        max_length=1000,
        blank=True,
        default=_(
            "Agencies ask here for training and technical assistance at no cost. It takes about 20"
            " minutes; what you type is kept, and a link brings you back to it."
        ),
    )
    help_line = models.TextField(
        _("help line"),
        max_length=500,
        blank=True,
        default=_("Stuck? Call [site:phone], [site:hours]. You can also write to [site:email]."),
        help_text=TOKENS_HELP,
    )
    agreement_text = models.TextField(_("agreement"), max_length=2000, default=AGREEMENT)
    agreement_version = models.PositiveIntegerField(default=1, editable=False)
    letter_help = models.TextField(
        _("help about the letter of support"),
        max_length=1000,
        blank=True,
        default=_(
            "On your agency’s letterhead, signed by its executive or a senior member of its staff."
        ),
    )
    letter_email = models.EmailField(
        _("mailbox for letters"),
        blank=True,
        help_text=_("Where letters are e-mailed to. Empty: the sender's address."),
    )
    catalog_introduction = models.TextField(
        _("introduction of the catalog"), max_length=500, blank=True
    )
    sender_name = models.CharField(
        _("sender's name"),
        max_length=120,
        blank=True,
        help_text=_("For example TTA Request Desk. Empty: the site's name."),
    )
    sender_email = models.EmailField(
        _("sender's address"),
        blank=True,
        help_text=_(
            "Mail about requests comes from this mailbox, and answers go to it. Empty: the address that"
            " the server is set up with."
        ),
    )
    staff_email = models.EmailField(
        _("mailbox of the request desk"),
        blank=True,
        help_text=_("Gets a mail for each new request, report and message. Empty: nobody does."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("introduction"), FieldPanel("help_line")], heading=_("The form")
        ),
        FieldPanel("agreement_text"),
        MultiFieldPanel(
            [FieldPanel("letter_help"), FieldPanel("letter_email")], heading=_("Letter of support")
        ),
        FieldPanel("catalog_introduction"),
        MultiFieldPanel(
            [FieldPanel("sender_name"), FieldPanel("sender_email"), FieldPanel("staff_email")],
            heading=_("Mail"),
        ),
    ]

    class Meta:
        verbose_name = _("TTA requests")

    def clean(self):
        super().clean()
        for name in ("sender_email", "staff_email", "letter_email"):
            if getattr(self, name):
                try:
                    setattr(self, name, usable_address(getattr(self, name)))
                except UnusableAddress as error:
                    raise ValidationError({name: str(error)}) from None

    def save(self, *args, **kwargs):
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        if before and before.agreement_text != self.agreement_text:
            self.agreement_version = before.agreement_version + 1
        super().save(*args, **kwargs)
