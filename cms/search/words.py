"""What a visitor typed, as words to look for; and the places where a text has them."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from resources.names import tidy_name

LONGEST_QUERY = 200
LONGEST_SNIPPET = 200
BEFORE_HIT = 60  # so much of a text stands before its first hit
SHORTEST_BEGINNING = 3  # shorter words are found whole only

BLOCK_TAG = re.compile(r"</?(?:p|li|ul|ol|h[1-6]|br|hr|blockquote)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
# Letters and digits with the marks above and below them, as both databases cut words.
WORD = re.compile(r"(?:[^\W_][\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670]*)+")
SMALL_WORDS = frozenset({
    "a", "an", "and", "are", "as", "at", "be", "by", "for", "from", "how", "in", "is", "it", "of",
    "on", "or", "that", "the", "to", "was", "what", "when", "where", "which", "who", "with"
})  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word in lower case, and what others that count as it begin with; empty: only the word itself."""

    text: str
    beginning: str = ""


@dataclass(frozen=True, kw_only=True)
class Query:
    """What was asked. `text` is in one line, without what nobody sees; `words` has each once."""

    text: str = ""
    words: tuple[Word, ...] = ()
    was_cut: bool = False


def read_query(raw: str) -> Query:
    """The query in what an address may hold. Small words count only where there are no others."""
    whole = tidy_name(CONTROLS.sub(" ", raw[: LONGEST_QUERY * 50]))
    text = whole[:LONGEST_QUERY].strip()
    found = dict.fromkeys(WORD.findall(unicodedata.normalize("NFKC", text).lower()))
    words = [word for word in found if word not in SMALL_WORDS] or list(found)
    return Query(
        text=text,
        words=tuple(Word(text=word, beginning=beginning_of(word)) for word in words),
        was_cut=len(whole) > LONGEST_QUERY,
    )


def beginning_of(word: str) -> str:
    """What a word has in common with its other forms: `peer` of `peers`; nothing for short words."""
    if len(word) < SHORTEST_BEGINNING:
        return ""
    if len(word) > 5 and word.endswith("ies"):
        return word[:-3]
    if len(word) > 5 and word.endswith("sses"):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def marked(text: str, words: Sequence[Word]) -> SafeString:
    """`text`, escaped, with `<mark>` around every word that is one of `words` or begins like it."""
    parts, end = [], 0
    for hit in _pattern(words).finditer(text) if words else ():
        parts += [escape(text[end : hit.start()]), "<mark>", escape(hit[0]), "</mark>"]
        end = hit.end()
    return mark_safe("".join([*parts, escape(text[end:])]))


def plain(html: str) -> str:
    """The text of stored rich text in one line, without its tags."""
    return unescape(TAG.sub("", BLOCK_TAG.sub(" ", html)))


def snippet(texts: Iterable[str], words: Sequence[Word]) -> str:
    """At most 200 characters around the first hit, from the first of `texts` that has one, else its beginning."""
    found = [" ".join(text.split()) for text in texts if text and text.strip()]
    pattern = _pattern(words) if words else None
    for text in found:
        if pattern and (hit := pattern.search(text)):
            return _window(text, hit.start())
    return _window(found[0], 0) if found else ""


def _window(text: str, position: int) -> str:
    if len(text) <= LONGEST_SNIPPET:
        return text
    room = LONGEST_SNIPPET - 4  # for an ellipsis at either end
    start = min(max(0, position - BEFORE_HIT), len(text) - room)
    if 0 < start < position:
        space = text.find(" ", start, position)
        start = space + 1 if space >= 0 else position
    part = text[start : start + room]
    if start + room < len(text):
        part = (part.rpartition(" ")[0] or part) + " …"
    return f"… {part}" if start else part


def _pattern(words: Sequence[Word]) -> re.Pattern:
    parts = [
        rf"{re.escape(word.beginning)}\w*" if word.beginning else rf"{re.escape(word.text)}(?!\w)"
        for word in sorted(words, key=lambda word: -len(word.text))
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})", re.IGNORECASE)
