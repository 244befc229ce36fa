"""Which pages and settings have tokens that nothing fills: for warnings to editors."""

from collections.abc import Iterator
from dataclasses import dataclass

from wagtail.models import Page, Site

from cms.models import HomePage, SiteIdentity, StandardPage
from events.site_tokens import missing_tokens, missing_tokens_in_html

TEXTS = ("introduction", "lead")
IDENTITY_TEXTS = ("purpose", "fine_print")


@dataclass(frozen=True, kw_only=True)
class Unfilled:
    """A page or settings, in words, and its tokens as they are written."""

    where: str
    tokens: list[str]


def unfilled_of_identity(identity: SiteIdentity) -> list[str]:
    """Tokens in the footer's texts that these settings don't fill."""
    values = identity.token_values()
    texts = [getattr(identity, name) for name in IDENTITY_TEXTS]
    return list(dict.fromkeys(token for text in texts for token in missing_tokens(text, values)))


def unfilled_of_page(page: Page, identity: SiteIdentity) -> list[str]:
    """Tokens in a plain page's or home page's texts that the settings of its site don't fill."""
    values = identity.token_values()
    found = [token for name in TEXTS for token in missing_tokens(getattr(page, name, ""), values)]
    for child in getattr(page, "body", ()):
        if child.block_type == "text":
            found += missing_tokens_in_html(child.value.source, values)
    return list(dict.fromkeys(found))


def all_unfilled() -> Iterator[Unfilled]:
    """Every public-to-be place with such tokens, settings first, then pages in the order of the tree."""
    for site in Site.objects.select_related("root_page").order_by("pk"):
        identity = SiteIdentity.objects.filter(site=site).first() or SiteIdentity(site=site)
        if tokens := unfilled_of_identity(identity):
            yield Unfilled(where=f"The site identity of {site.hostname}", tokens=tokens)
        for model in (HomePage, StandardPage):
            pages = model.objects.live().descendant_of(site.root_page, inclusive=True)
            for page in pages.order_by("path"):
                if tokens := unfilled_of_page(page, identity):
                    yield Unfilled(
                        where=f"The page “{page.title}” ({page.url_path})", tokens=tokens
                    )
