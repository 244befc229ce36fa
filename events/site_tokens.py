"""Tokens such as `[site:phone]` in texts of editors, filled from what the site says of itself.

A token that nothing can fill takes its sentence with it: readers never see a bracket. Plain
functions of text; `values` are by name, and what is empty counts as missing.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

NAMES = ("name", "phone", "email", "hours", "crisis-line")

_BEGINNING = re.compile(r"\[\s*site\s*:", re.IGNORECASE)
# One that is never closed goes as far as the sentence does, and nothing can fill it.
_TOKEN = re.compile(r"\[\s*site\s*:(?:\s*([^\[\]\n]{0,60}?)\s*\])?", re.IGNORECASE)
_MAY_HAVE_ONE = re.compile(r"\[.*site", re.IGNORECASE | re.DOTALL)
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)\]]*\s+(?=[^a-z\s])|\s*\n\s*")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|No|ext|vs|Inc|e\.g|i\.e|U\.S)\.$")
_TIME = re.compile(r"\b[ap]\.m\.$")
_ZONE = re.compile(r"[A-Z]{2,4}\b")

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "br", "caption", "dd", "details", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p", "section",
    "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"
})  # fmt: skip
# What fills a place without any text.
_SOLID = [
    "img", "svg", "video", "audio", "iframe", "input", "select", "textarea", "hr", "canvas", "object", "embed",
]  # fmt: skip

Values = Mapping[str, str]
Source = Callable[..., Values]
_sources: list[Source] = []


def register_site_values(source: Source) -> None:
    """Have `source(site=…)` say what the tokens stand for on a site; the last one that is asked wins."""
    if source not in _sources:
        _sources.append(source)


def site_values(*, site) -> dict[str, str]:
    """What the tokens stand for on a `wagtail.models.Site`, by name; where nobody says more, its name."""
    found = {"name": site.site_name} if site is not None else {}
    for source in _sources:
        found.update(source(site=site))
    return found


@dataclass(frozen=True, kw_only=True)
class Token:
    """A token in a text; `name` is empty for one that is never closed."""

    name: str
    written: str
    start: int
    end: int


def tokens_in(text: str) -> list[Token]:
    """All tokens in their order, also those that nothing fills."""
    return [
        Token(name=(hit[1] or "").lower(), written=hit[0], start=hit.start(), end=hit.end())
        for hit in _TOKEN.finditer(text)
    ]


def missing_tokens(text: str, values: Values) -> list[str]:
    """The tokens, as they are written, that these values don't fill; each once."""
    return list(
        dict.fromkeys(token.written for token in tokens_in(text) if not values.get(token.name))
    )


def missing_tokens_in_html(html: str, values: Values) -> list[str]:
    """As `missing_tokens`, in the texts and the attributes of HTML."""
    if not _MAY_HAVE_ONE.search(html):
        return []
    soup = BeautifulSoup(html, "html.parser")
    texts = ["".join(run) for run in _runs(soup)]
    texts += [value for tag in soup.find_all(True) for value in _texts_of_attributes(tag).values()]
    return list(dict.fromkeys(name for text in texts for name in missing_tokens(text, values)))


def fill_text(text: str, values: Values) -> str:
    """Plain text with its tokens filled; sentences with one that nothing fills are left out."""
    text = str(text)  # a default may be lazy
    if not _BEGINNING.search(text):
        return text
    filled = text
    for start, end, new in reversed(_edits(text, values)):
        filled = filled[:start] + new + filled[end:]
    return filled.strip()


def fill_html(html: str, values: Values) -> str:
    """As `fill_text`, for HTML. Values are escaped; tags stay whole, and go where nothing is left in them."""
    if not _MAY_HAVE_ONE.search(html):
        return html
    soup = BeautifulSoup(html, "html.parser")
    hopeless = _fill_attributes(soup, values)
    for run in list(_runs(soup)):
        _fill_run(run, values, hopeless)
    return soup.decode(formatter="minimal")


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a text begins and ends, spaces after it included; together the whole text."""
    ends = [end for end in _SENTENCE_END.finditer(text) if _is_end(text, end)]
    starts = [0, *(end.end() for end in ends)]
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def _is_end(text: str, end: re.Match) -> bool:
    if "\n" in end[0]:
        return True
    before = text[: end.start()]
    if _TIME.search(before):
        return not _ZONE.match(text, end.end())
    return not _ABBREVIATION.search(before)


def _edits(
    text: str, values: Values, hopeless: Sequence[tuple[int, int]] = ()
) -> list[tuple[int, int, str]]:
    """What to replace, in order. `hopeless` are parts whose sentences go, too."""
    tokens = tokens_in(text)
    lost = [(token.start, token.end) for token in tokens if not values.get(token.name)]
    lost += hopeless
    gone = [
        (start, end)
        for start, end in sentences(text)
        if any(first < end and last > start for first, last in lost)
    ]
    filled = [
        (token.start, token.end, values[token.name])
        for token in tokens
        if values.get(token.name) and not any(a < token.end and b > token.start for a, b in gone)
    ]
    return sorted([*((start, end, "") for start, end in gone), *filled])


def _texts_of_attributes(tag: Tag) -> dict[str, str]:
    return {
        name: value
        for name, value in tag.attrs.items()
        if isinstance(value, str) and _BEGINNING.search(value)
    }


def _fill_attributes(soup: BeautifulSoup, values: Values) -> set[int]:
    """Fill tokens in attributes. What stands in a tag where that fails is hopeless: the ids of its texts."""
    hopeless: set[int] = set()
    for tag in soup.find_all(True):
        for name, value in _texts_of_attributes(tag).items():
            if missing_tokens(value, values):
                del tag.attrs[name]
                hopeless |= {id(text) for text in tag.find_all(string=True)}
            else:
                tag.attrs[name] = fill_text(value, values)
    return hopeless


def _runs(soup: BeautifulSoup) -> Iterator[list[NavigableString]]:
    """The texts of the document in groups that read as one line: a block's edge or `<br>` ends a group."""
    run: list[NavigableString] = []
    for step in _steps(soup):
        if step is None:
            if run:
                yield run
            run = []
        else:
            run.append(step)
    if run:
        yield run


def _steps(parent: Tag) -> Iterator[NavigableString | None]:
    """Every text in order, and None at the edges of blocks."""
    for child in list(parent.children):
        if isinstance(child, Tag):
            if child.name in ("script", "style"):
                continue
            is_block = child.name in _BLOCKS
            if is_block:
                yield None
            yield from _steps(child)
            if is_block:
                yield None
        elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
            yield child


def _fill_run(run: list[NavigableString], values: Values, hopeless: set[int]) -> None:
    # A line end inside a paragraph is a space.
    text = "".join(run).replace("\n", " ")
    lost, position = [], 0
    for node in run:
        if id(node) in hopeless:
            lost.append((position, position + len(node)))
        position += len(node)
    edits = _edits(text, values, lost)
    if not edits:
        return
    position = 0
    for node in run:
        start, position = position, position + len(node)
        new = _part(str(node), start, edits)
        if new != str(node):
            _replace(node, new)


def _part(text: str, start: int, edits: Sequence[tuple[int, int, str]]) -> str:
    """What is left of the text that begins at `start`; a new text stands where its old one began."""
    parts, position, end = [], start, start + len(text)
    for first, last, new in edits:
        if last <= start or first >= end:
            continue
        parts.append(text[position - start : max(first, start) - start])
        if first >= start:
            parts.append(new)
        position = min(last, end)
    return "".join([*parts, text[position - start :]])


def _replace(node: NavigableString, new: str) -> None:
    """Put another text there; without any, tags that are empty now go, too."""
    parent = node.parent
    if new:
        node.replace_with(NavigableString(new))
        return
    node.extract()
    while parent is not None and parent.parent is not None and _is_empty(parent):
        parent, empty = parent.parent, parent
        empty.extract()


def _is_empty(tag: Tag) -> bool:
    return not tag.get_text(strip=True) and tag.find(_SOLID) is None
