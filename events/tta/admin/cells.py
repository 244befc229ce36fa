"""Texts in spreadsheets: nothing that a spreadsheet would run, nothing that XML can't hold."""

import re

# What begins a formula, also as full-width, small and typographic signs, which programs and input methods fold;
# blanks, invisible and control characters before it are skipped by some of them.
_FORMULA = re.compile(
    r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫−]"
)
# XML 1.0 has no way to write these.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could read a formula; nothing is taken away."""
    return f"'{text}" if _FORMULA.match(text) else text


def in_xml(text: str) -> str:
    """The text with a replacement character for what XML can't hold."""
    return _NOT_IN_XML.sub("\ufffd", text)
