"""What editors are told when they save a text that readers won't see whole."""

from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages

from cms.models import HomePage, SiteIdentity, StandardPage
from cms.unfilled import unfilled_of_identity, unfilled_of_page


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_tokens_in_page(request, page):
    """A warning beside “saved”; nothing where the form saves itself."""
    if not isinstance(page, HomePage | StandardPage) or not request.accepts("text/html"):
        return
    site = page.get_site()
    identity = SiteIdentity.for_site(site) if site else SiteIdentity()
    _warn(request, unfilled_of_page(page, identity))


@hooks.register("after_edit_setting")
def warn_of_tokens_in_identity(request, setting):
    if isinstance(setting, SiteIdentity):
        _warn(request, unfilled_of_identity(setting))


def _warn(request, tokens: list[str]) -> None:
    if tokens:
        sentence = _(
            "Sentences with %(tokens)s are not printed: the site identity does not say it."
        )
        messages.warning(request, format_html("{}", sentence % {"tokens": ", ".join(tokens)}))
