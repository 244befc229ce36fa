"""Rich text as paragraphs of plain text, for entries of lists and feeds."""

import re
from html import unescape

# Whole tags, also those with ">" in a quoted attribute.
BLOCK = re.compile(
    r"""</?(?:p|li|h[2-6]|ul|ol|blockquote|hr|br)\b(?:"[^"]*"|'[^']*'|[^'">])*>""", re.IGNORECASE
)
TAG = re.compile(r"""</?[a-z](?:"[^"]*"|'[^']*'|[^'">])*>""", re.IGNORECASE)
SPACES = re.compile(r"[ \t\xa0]+")


def paragraphs(html: str) -> str:
    """The text of stored rich text without marks and links, one paragraph or list item in each line.

    It is plain text, to be escaped like any other: not for HTML that somebody else wrote.
    """
    marked = BLOCK.sub("\n", html.replace("\n", " "))
    lines = unescape(TAG.sub("", marked)).split("\n")
    tidy = (SPACES.sub(" ", line).strip() for line in lines)
    return "\n".join(line for line in tidy if line)
