"""Rich text as plain text with its links kept, for calendars and mail."""

import re
from html.parser import HTMLParser
from urllib.parse import urljoin

from wagtail.rich_text import expand_db_html

BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "hr"}


def plain_text(html: str, *, base: str = "") -> str:
    """The text of stored rich text: paragraphs a blank line apart, `- ` before list items, `text (address)` for links.

    Wagtail's page and document links are looked up; one whose target is gone keeps
    its text only. Addresses on this site are completed with `base`.
    """
    if not html:
        return ""
    return _written(_Writer(base), expand_db_html(html))


class BrokenMarkup(ValueError):
    """HTML that can't be read at all."""


def text_of_pasted(html: str) -> str:
    """The same for HTML from anywhere: nothing is looked up, links lose their address. Raises BrokenMarkup."""
    try:
        return _written(_WriterWithoutLinks(""), html)
    except AssertionError as error:  # how html.parser refuses `<![x </`
        raise BrokenMarkup(str(error)) from error


def _written(writer: "_Writer", html: str) -> str:
    writer.feed(html)
    writer.close()
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(writer.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Writer(HTMLParser):
    def __init__(self, base: str):
        super().__init__(convert_charrefs=True)
        self.base = base
        self.parts: list[str] = []
        self.href = ""
        self.link_text: list[str] = []

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self.parts.append("\n")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a":
            self.href = urljoin(self.base, dict(attrs).get("href") or "")
            self.link_text = []

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.parts.append("\n\n")
        elif tag == "a" and self.href:
            text = "".join(self.link_text).strip()
            address = self.href.removeprefix("mailto:").removeprefix("tel:")
            if address and address != text:
                self.parts.append(f" ({address})")
            self.href = ""

    def handle_data(self, data):
        text = data.replace("\n", " ")
        self.parts.append(text)
        if self.href:
            self.link_text.append(text)


class _WriterWithoutLinks(_Writer):
    def handle_starttag(self, tag, attrs):
        if tag != "a":
            super().handle_starttag(tag, attrs)
