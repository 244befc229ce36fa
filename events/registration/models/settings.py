"""What a site says to those who register, and who its mail is from."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from events.public_forms.addresses import UnusableAddress, usable_address

DEFAULT_ROLES = """Law enforcement officer
Peer support specialist
Behavioral health clinician
Dispatcher or call taker
County or city staff
State or federal agency staff
Advocate or family member
Another role"""


@register_setting(icon="mail")
class RegistrationSettings(BaseSiteSetting):
    """Sender and texts of registration, one row per site. An empty text is not shown."""

    sender_name = models.CharField(
        _("sender's name"),
        max_length=120,
        blank=True,
        help_text=_("For example Crisis Response TTA Center. Empty: the site's name."),
    )
    sender_email = models.EmailField(
        _("sender's address"),
        blank=True,
        help_text=_(
            "Mail and invitations come from this mailbox, and answers go to it. Somebody should read"
            " it. Empty: the address that the server is set up with."
        ),
    )
    recording_notice = models.TextField(
        _("recording notice"),
        max_length=500,
        blank=True,
        default=_(
            "The session is recorded and published on this site. Cameras and microphones of"
            " participants stay off."
        ),
        help_text=_("Shown where a recording is planned; people confirm it before they register."),
    )
    conduct_text = models.TextField(
        _("code of conduct"),
        max_length=2000,
        blank=True,
        default=_(
            "Treat everybody with respect, and leave out what could identify a person in your care."
        ),
        help_text=_("People confirm it before they register."),
    )
    conduct_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page of the code of conduct"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Linked beside the text above."),
    )
    captioning_line = models.CharField(
        _("captioning line"),
        max_length=300,
        blank=True,
        default=_("Live captions are always on."),
        help_text=_("Shown for events online."),
    )
    accommodation_line = models.CharField(
        _("accommodation line"),
        max_length=300,
        blank=True,
        default=_("Tell us what you need to take part. Early notice helps us to arrange it."),
    )
    accommodation_days = models.PositiveSmallIntegerField(
        _("business days needed for an accommodation"),
        default=3,
        help_text=_("The form says until when people should ask."),
    )
    roles = models.TextField(
        _("roles"),
        default=DEFAULT_ROLES,
        blank=True,
        help_text=_("One per line. Empty: the form does not ask."),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("sender_name"), FieldPanel("sender_email")], heading=_("Sender")
        ),
        MultiFieldPanel(
            [
                FieldPanel("recording_notice"),
                FieldPanel("conduct_text"),
                FieldPanel("conduct_page"),
                FieldPanel("captioning_line"),
            ],
            heading=_("Consent"),
        ),
        MultiFieldPanel(
            [FieldPanel("accommodation_line"), FieldPanel("accommodation_days")],
            heading=_("Accommodations"),
        ),
        FieldPanel("roles"),
    ]

    class Meta:
        verbose_name = _("registration and mail")

    def clean(self):
        """A sender that calendars can't carry as ORGANIZER would stop every invitation."""
        super().clean()
        if self.sender_email:
            try:
                self.sender_email = usable_address(self.sender_email)
            except UnusableAddress as error:
                raise ValidationError({"sender_email": str(error)}) from None

    @property
    def role_list(self) -> list[str]:
        """The roles to choose from, in the order written, doubles left out."""
        lines = (" ".join(line.split())[:120] for line in self.roles.splitlines())
        return list(dict.fromkeys(line for line in lines if line))
