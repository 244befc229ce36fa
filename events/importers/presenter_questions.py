"""What a person must confirm about the presenters of a saved page."""

import itertools
import re
from collections.abc import Sequence

from events.importers.presenter_line import SavedPresenter
from resources.importers.question import Question, name_lines

_PARENTHESES = re.compile(r"\([^()]*\)")
_AND = re.compile(r"\sand\s", re.IGNORECASE)
_MOST_JOINTS = 4


def ask_about_presenters(presenters: Sequence[SavedPresenter]) -> list[Question]:
    """Ask about uncertain readings, joined organizations and the numbering."""
    questions: list[Question] = []
    for presenter in presenters:
        if not presenter.is_certain:
            questions.append(_ask_about_reading(presenter))
        if len(splits := split_organizations(presenter.organization)) > 1:
            questions.append(_ask_about_organization(presenter, splits=splits))
    return questions + _ask_about_numbering(presenters)


def split_organizations(organization: str) -> tuple[tuple[str, ...], ...]:
    """Return the ways to read the text as organizations joined by "and".

    The first way is always the whole text as one. A side of one word counts only
    when it is an acronym: "Criminal Justice and Disability" is not two bodies.
    """
    hidden = _PARENTHESES.sub(lambda found: "\0" * len(found[0]), organization)
    joints = [joint.span() for joint in _AND.finditer(hidden)][:_MOST_JOINTS]
    ways = [
        _cut(organization, joints=chosen)
        for count in range(len(joints) + 1)
        for chosen in itertools.combinations(joints, count)
    ]
    return tuple(way for way in ways if len(way) == 1 or all(map(_could_stand_alone, way)))


def _cut(text: str, *, joints: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    starts = [0, *(end for _, end in joints)]
    ends = [*(start for start, _ in joints), len(text)]
    return tuple(text[start:end].strip() for start, end in zip(starts, ends, strict=True))


def _could_stand_alone(name: str) -> bool:
    words = name.removeprefix("the ").split()
    if not words or words[0][0].islower():
        return False
    return len(words) > 1 or (len(words[0]) > 1 and words[0].isupper())


def _ask_about_reading(presenter: SavedPresenter) -> Question:
    return Question(
        line=presenter.line,
        about="presenter",
        text=(
            f"Line {presenter.line} can be read in {len(presenter.readings)} ways: "
            f"“{presenter.text}”. Which part is the name, the title and the organization?"
        ),
        proposals=tuple(str(reading) for reading in presenter.readings),
    )


def _ask_about_organization(
    presenter: SavedPresenter, *, splits: tuple[tuple[str, ...], ...]
) -> Question:
    return Question(
        line=presenter.line,
        about="organization",
        text=(
            f"Line {presenter.line}: is “{presenter.organization}” one organization, or "
            "several joined by “and”?"
        ),
        proposals=tuple("; ".join(way) for way in splits),
    )


def _ask_about_numbering(presenters: Sequence[SavedPresenter]) -> list[Question]:
    numbers = [presenter.number for presenter in presenters]
    expected = list(range(1, len(numbers) + 1))
    if numbers == expected or not any(number is not None for number in numbers):
        return []
    in_file = "; ".join(presenter.name for presenter in presenters)
    ranked = sorted(presenters, key=lambda p: (p.number is None, p.number or 0, p.line))
    by_number = "; ".join(presenter.name for presenter in ranked)
    written = ", ".join("none" if number is None else str(number) for number in numbers)
    return [
        Question(
            line=presenters[0].line,
            about="numbering",
            text=(
                f"The presenters are numbered {written}. They stand in the order of the "
                "lines. Confirm the order, and check that nobody is missing."
            ),
            proposals=tuple(dict.fromkeys((in_file, by_number))),
        )
    ]


def ask_about_unnumbered(lines: Sequence[int]) -> list[Question]:
    """Ask whether lines without a number, outside a list of presenters, are people."""
    if not lines:
        return []
    verb = "has" if len(lines) == 1 else "have"
    return [
        Question(
            line=lines[0],
            about="presenter",
            text=(
                f"{name_lines(lines)} {verb} no number and no heading “Presenters” above, but "
                "read like people. Confirm that they are presenters."
            ),
        )
    ]


def ask_about_numbered_paragraphs(lines: Sequence[int]) -> list[Question]:
    """Ask whether numbered lines that stayed in the description are people after all."""
    if not lines:
        return []
    return [
        Question(
            line=lines[0],
            about="presenter",
            text=(
                f"{name_lines(lines)} of the file stayed in the description: numbered, but not "
                "like a person's name. If a presenter is among them, add them by hand."
            ),
        )
    ]
