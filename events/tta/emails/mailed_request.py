"""One request as our mail tells of it."""

from email.utils import parseaddr
from functools import cached_property

from django.conf import settings
from django.urls import reverse

from events.calendar_items import root_address
from events.mail_sender import Sender, mailbox_in_ascii
from events.mail_words import one_line, short_title
from events.site_tokens import fill_text
from events.tta.models import TTARequest, TTASettings
from events.tta.tokens import link_token


class MailedRequest:
    """A request with the texts of its site; runs no query.

    `values` are what the tokens of texts stand for on its site.
    """

    def __init__(self, *, request: TTARequest, texts: TTASettings, values: dict[str, str]):
        self.request, self.texts, self.values = request, texts, values
        self.site = request.site

    @cached_property
    def root(self) -> str:
        """The address of the configured site, never of a request: `https://tta.example`."""
        return root_address(self.site)

    @cached_property
    def link(self) -> str:
        """The requester's own page. It stands in mail to the requester only."""
        return self.root + reverse("tta:status", args=[link_token(self.request)])

    @cached_property
    def form_link(self) -> str:
        """Where the requester goes on writing."""
        return self.root + reverse("tta:resume", args=[link_token(self.request)])

    @cached_property
    def admin_link(self) -> str:
        """The record in the admin, for staff and provider."""
        path = reverse("tta_requests:inspect", args=[self.request.pk])
        return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{path}"

    @cached_property
    def title(self) -> str:
        return one_line(self.request.title)

    @cached_property
    def short_title(self) -> str:
        return short_title(self.request.title or self.request.number)

    @cached_property
    def site_name(self) -> str:
        return one_line(self.site.site_name or self.site.hostname)

    @cached_property
    def help_line(self) -> str:
        """The help line with its tokens filled; sentences that can't be filled are left out."""
        return fill_text(self.texts.help_line, self.values)

    @cached_property
    def sender(self) -> Sender:
        address = self.texts.sender_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        return Sender(
            name=one_line(self.texts.sender_name) or self.site_name,
            address=mailbox_in_ascii(address),
        )
