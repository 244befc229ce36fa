"""A pasted list of presenters: one line each, numbered or not, as programs and flyers print them."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace

from events.importers.presenter_line import (
    SavedPresenter,
    read_presenter_line,
    reads_as_presenter,
    split_marker,
)
from events.importers.presenter_questions import ask_about_presenters
from resources.importers.line_words import is_organization_like
from resources.names import tidy_name

MOST_PRESENTERS = 100
_HEADINGS = {"presenter", "presenters", "speaker", "speakers", "presented by", "panelists", "faculty"}  # fmt: skip


class ListTooLong(ValueError):
    """More lines than an event has presenters; the message says how many and what to do."""

    def __init__(self, count: int):
        super().__init__(
            f"These are {count} lines. Paste at most {MOST_PRESENTERS} presenters at a time."
        )


@dataclass(frozen=True, kw_only=True)
class PastedPresenter:
    """One presenter as proposed, with what a person must confirm about the line."""

    name: str
    title: str
    organization: str
    text: str
    questions: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class PastedList:
    """The presenters in the order of the lines. `questions` are about the list as a whole."""

    presenters: tuple[PastedPresenter, ...]
    questions: tuple[str, ...]


def _unknown(name: str) -> bool:
    return False


def read_presenter_list(
    text: str,
    *,
    is_person: Callable[[str], bool] = _unknown,
    is_organization: Callable[[str], bool] = _unknown,
) -> PastedList:
    """Propose a presenter for each line; what is ambiguous is asked, never decided.

    Nothing is ambiguous about a name that `is_person` knows, or about a line that is one name.
    What `is_organization` knows is an organization, whatever its words.

    A line above the list such as "Presenters:" is left out. In a numbered list, a line without
    a number that doesn't read as a person goes on with the line before. Raises ListTooLong.
    """
    lines = _joined_lines([tidy_name(line) for line in text.splitlines()])
    if len(lines) > MOST_PRESENTERS:
        raise ListTooLong(len(lines))
    read = [
        _settled(
            read_presenter_line(
                line=number,
                text=line,
                is_organization=lambda part: is_organization(part) or is_organization_like(part),
            ),
            is_person=is_person,
        )
        for number, line in enumerate(lines, 1)
    ]
    asked, general = defaultdict(list), []
    for question in ask_about_presenters(read):
        words = " ".join([question.text, *_ways(question.proposals)])
        if question.about == "numbering":
            general.append(words)
        else:
            asked[question.line].append(words)
    return PastedList(
        presenters=tuple(_pasted(presenter, asked[presenter.line]) for presenter in read),
        questions=tuple(general),
    )


def _settled(presenter: SavedPresenter, *, is_person: Callable[[str], bool]) -> SavedPresenter:
    """The presenter without other readings, where a list of people leaves no doubt."""
    is_name_alone = not (presenter.title or presenter.organization or "," in presenter.name)
    if is_name_alone or is_person(presenter.name):
        return replace(presenter, readings=presenter.readings[:1])
    return presenter


def _joined_lines(lines: list[str]) -> list[str]:
    lines = [line for line in lines if line and line.casefold().rstrip(":") not in _HEADINGS]
    is_numbered = any(split_marker(line).number is not None for line in lines)
    joined: list[str] = []
    for line in lines:
        goes_on = is_numbered and joined and not split_marker(line).is_marked
        if goes_on and not reads_as_presenter(line, is_expected=True):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined


def _ways(proposals: tuple[str, ...]) -> list[str]:
    return [f"({number}) {proposal}." for number, proposal in enumerate(proposals, 1)]


def _pasted(presenter: SavedPresenter, questions: list[str]) -> PastedPresenter:
    return PastedPresenter(
        name=presenter.name,
        title=presenter.title,
        organization=presenter.organization,
        text=presenter.text,
        questions=tuple(questions),
    )
