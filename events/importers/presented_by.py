"""The sentence "Presented by X, this webinar ..." and who stands in it."""

import re
from dataclasses import dataclass

from resources.importers.question import Question

_SENTENCE = re.compile(
    r"(?:^|(?<=[.!?]\s))presented by (?P<who>.{2,300}?),"
    r" this (?:webinar|session|training|presentation|event)\b",
    re.IGNORECASE,
)
_POSSESSIVE = re.compile(r"(?P<owner>\w)(?:['’]s|(?<=s)['’])\s+(?=\w)")
_SENTENCE_END = re.compile(r"[^\W\d_]{5,}[.!?]\s")


@dataclass(frozen=True, kw_only=True)
class Credit:
    """Who presented the webinar and, if the sentence says so, who stands behind them."""

    presented_by: str
    funder: str

    def __str__(self) -> str:
        if self.funder:
            return f"Presented by: {self.presented_by}; funder: {self.funder}"
        return f"Presented by: {self.presented_by}; no funder"


def read_credits(paragraph: str) -> tuple[Credit, ...]:
    """Return the possible readings, the proposal first; empty without such a sentence.

    In "the A's B" A may be the funder of B, or belong to its name ("Children's
    Hospital"), so both are offered; A alone in one ordinary word is not proposed.
    """
    found = _SENTENCE.search(paragraph)
    if found is None or _SENTENCE_END.search(found["who"]):
        return ()
    who = found["who"].strip().removeprefix("the ").strip()
    if not who:
        return ()
    whole = Credit(presented_by=who, funder="")
    split = [
        Credit(presented_by=who[mark.end() :].strip(), funder=who[: mark.end("owner")].strip())
        for mark in _POSSESSIVE.finditer(who)
    ]
    likely = [credit for credit in split if _is_likely_funder(credit.funder)]
    unlikely = [credit for credit in split if credit not in likely]
    return (*likely, whole, *unlikely)


def _is_likely_funder(name: str) -> bool:
    return " " in name or (name.isupper() and len(name) > 1)


def ask_about_credit(*, line: int, readings: tuple[Credit, ...]) -> Question:
    """Ask which of the readings is right; the first is what the draft says."""
    proposal = readings[0]
    funder = f" and funded by “{proposal.funder}”" if proposal.funder else ""
    return Question(
        line=line,
        about="presented_by",
        text=(
            f"Line {line} reads as presented by “{proposal.presented_by}”{funder}. "
            "Confirm or correct this; the description keeps the sentence either way."
        ),
        proposals=tuple(str(reading) for reading in readings),
    )
