"""What a person must confirm about the lines of a saved topic page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from resources.importers.named import Named, doubtful_acronym
from resources.importers.question import WHOLE_FILE, Question, name_lines
from resources.importers.topic_line import LineKind, TopicLine

if TYPE_CHECKING:
    from resources.importers.saved_topic import SavedEntry


def ask_about_lines(placed: Sequence[TopicLine]) -> list[Question]:
    """Ask about lines whose place is likely and not sure, and those that have none."""
    questions = [_ask_about_line(line) for line in placed if line.is_unsure]
    lost = [line.line for line in placed if line.kind is LineKind.UNPLACED]
    if lost:
        message = (
            f"{name_lines(lost)} found no place: no title stands above, or no label before it. "
            "Complete the file and import it again, or add it by hand."
        )
        questions.append(Question(line=lost[0], about="text", text=message))
    if not any(line.kind is LineKind.SECTION for line in placed):
        message = (
            "The file has no heading “Highlighted Resources” or “Other Resources”, so that "
            "nothing is highlighted. Is that right?"
        )
        questions.append(Question(line=WHOLE_FILE, about="section", text=message))
    return questions


def _ask_about_line(line: TopicLine) -> Question:
    shown = f"Line {line.line}, “{line.text[:80]}”,"
    if line.kind is LineKind.ENTRY_TITLE:
        text = f"{shown} was read as the title of a resource. Is it one?"
        return Question(line=line.line, about="title", text=text)
    if line.kind is LineKind.FIELD:
        text = f"{shown} says the same kind of thing as the line before. Both were kept."
        return Question(line=line.line, about="text", text=text)
    text = f"{shown} has no label; it was read as a part of the description."
    return Question(line=line.line, about="description", text=text)


def ask_about_entries(*, read: Sequence[SavedEntry], kept: Sequence[SavedEntry]) -> list[Question]:
    """Ask about entries that stand there twice, say nothing, or separate by commas."""
    if not read:
        message = "No resource was found. Check that the file is whole, or add them by hand."
        return [Question(line=WHOLE_FILE, about="text", text=message)]
    doubles = [entry for entry in read if not any(entry is other for other in kept)]
    questions = [_ask_about_double(entry, kept=kept) for entry in doubles]
    for entry in kept:
        if not (entry.producers or entry.supporters or entry.paragraphs or entry.keywords):
            message = f"Line {entry.line}: “{entry.title}” has a title and nothing else. Is it a resource?"
            questions.append(Question(line=entry.line, about="title", text=message))
        questions += [
            question
            for names in (entry.supporters, entry.keywords)
            for name in names
            for question in _ask_about_name(name, line=entry.line)
        ]
        questions += _ask_about_commas(entry)
    return questions


def _ask_about_double(entry: SavedEntry, *, kept: Sequence[SavedEntry]) -> Question:
    first = next(other for other in kept if other.key == entry.key)
    rest = "" if entry.said == first.said else " They differ: compare them."
    message = (
        f"“{entry.title}” is listed twice, on lines {min(first.line, entry.line)} and "
        f"{max(first.line, entry.line)}. The draft has it once, as on line {first.line}.{rest}"
    )
    return Question(line=entry.line, about="title", text=message)


def _ask_about_name(name: Named, *, line: int) -> list[Question]:
    acronym = doubtful_acronym(name)
    if not acronym:
        return []
    message = f"The entry on line {line}: is “{acronym}” the acronym in “{name.text}”?"
    bare = name.name[: name.name.rindex("(")].strip()
    proposals = (f"one name: {name.text}", f"{bare}, with the acronym {acronym}")
    return [Question(line=line, about="acronym", text=message, proposals=proposals)]


def _ask_about_commas(entry: SavedEntry) -> list[Question]:
    if len(entry.keywords) != 1 or "," not in entry.keywords[0].name:
        return []
    text = entry.keywords[0].name
    message = (
        f"The entry on line {entry.line}: keywords are separated by “;”, but this is one: “{text}”."
    )
    apart = "; ".join(part.strip() for part in text.split(",") if part.strip())
    return [Question(line=entry.line, about="keyword", text=message, proposals=(text, apart))]
