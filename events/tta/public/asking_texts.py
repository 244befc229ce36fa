"""What a site says on the pages of the form, with its tokens filled."""

from email.utils import parseaddr

from django.conf import settings
from django.http import Http404, HttpRequest
from wagtail.models import Site

from events.site_tokens import fill_text, site_values
from events.tta.models import TTASettings


def site_of(request: HttpRequest) -> Site:
    """The site that is asked; 404 where there is none."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def help_line(texts: TTASettings) -> str:
    return fill_text(str(texts.help_line), site_values(site=texts.site))


def introduction(texts: TTASettings) -> str:
    return fill_text(str(texts.introduction), site_values(site=texts.site))


def letter_help(texts: TTASettings) -> str:
    return fill_text(str(texts.letter_help), site_values(site=texts.site))


def letter_mailbox(texts: TTASettings) -> str:
    """Where letters are e-mailed to."""
    return texts.letter_email or texts.sender_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
