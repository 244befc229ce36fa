"""The title of a page, as a saved page gives it."""

import hashlib

from django.utils.text import slugify

from resources.importers.saved_file import UnreadablePage

LONGEST_TITLE = 255


class TitleTooLong(UnreadablePage):
    """The line has `length` characters; a page title holds 255."""

    def __init__(self, *, line: int, length: int) -> None:
        self.line = line
        self.length = length
        super().__init__(
            f"Line {line} stands where the title should be and has {length} characters; a title "
            f"has at most {LONGEST_TITLE}. Shorten it, or write the title above it, and import "
            "the file again."
        )


def validate_title(text: str, *, line: int) -> None:
    """Raise TitleTooLong rather than cut a title, which would lose words."""
    if len(text) > LONGEST_TITLE:
        raise TitleTooLong(line=line, length=len(text))


def saved_slug(title: str, *, kind: str) -> str:
    """The slug that the same title always gives; a title without Latin letters is told by its hash."""
    digest = hashlib.sha256(title.encode()).hexdigest()[:8]
    return slugify(title)[:200].strip("-") or f"{kind}-{digest}"
