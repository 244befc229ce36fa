"""What a resource says of itself in words: who made it, what it is called, where it leads. None runs a query."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from resources.downloads import download_label
from resources.models import ResourcePage


def title_without_type(*, title: str, kind: str) -> str:
    """The title without a type at its end (“… - Webinar”) where the type is printed beside it."""
    if not kind or not title.rstrip().casefold().endswith(kind.casefold()):
        return title
    doubled = re.fullmatch(rf"(.*\S)\s+[-–—]\s*{re.escape(kind)}\s*", title, re.IGNORECASE)
    return doubled[1] if doubled else title


def produced_by(producers: Iterable[tuple[str, str]]) -> str:
    """Organizations joined by "; ", persons as a sentence does, in the editors' order and each once.

    Each is (organization, person): `Policy Office (PO); Luz Ferreira, Ana Prado, and Bo Lee`.
    """
    producers = list(producers)
    persons = in_a_sentence(dict.fromkeys(person for _name, person in producers if person))
    parts = (name or persons for name, _person in producers)
    return "; ".join(dict.fromkeys(part for part in parts if part))


def in_a_sentence(names: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B, and C`."""
    *others, last = [*names] or [""]
    if len(others) < 2:
        return _("%(first)s and %(last)s") % {"first": others[0], "last": last} if others else last
    return _("%(others)s, and %(last)s") % {"others": ", ".join(others), "last": last}


def file_text(document) -> str:
    """`Download PDF • 2.31MB`; nothing without a document."""
    if document is None:
        return ""
    return download_label(file_type=document.file_extension, size=known_size(document))


def known_size(document) -> int | None:
    """The size of a document's file in bytes. Unlike Wagtail's, it never writes to the database."""
    if document.file_size is not None:
        return document.file_size
    try:
        return document.file.size
    except Exception:  # whatever a storage raises for a file that is not there
        return None


def outside_address(page: ResourcePage) -> str:
    """Where a resource stands on the web; its own page is at `page.get_url()`."""
    return page.link_url


def link_text(url: str) -> str:
    """`Go to guides.example`: a link says which site it leads to."""
    if not url:
        return ""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    return _("Go to %(site)s") % {"site": (host or _("another site")).removeprefix("www.")}
