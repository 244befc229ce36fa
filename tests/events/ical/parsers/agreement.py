"""Whether a parser reads our files as they are, and how it differs where it does not."""

from collections.abc import Iterable
from typing import NamedTuple

from tests.events.ical.parsers.judged_files import JudgedFile
from tests.events.ical.parsers.reading import Entry, Invitation, Reading

TEXTS_OF_AN_ENTRY = ("title", "description", "place")


class Disagreement(NamedTuple):
    """A file that was read otherwise than it is meant."""

    file: str
    read: Reading
    meant: Reading


def disagreements(parser, files: Iterable[JudgedFile]) -> list[Disagreement]:
    """Every file that the parser reads otherwise or objects to: instants, texts, and what invitations say."""
    files = list(files)
    readings = parser.read_all([file.content for file in files])
    found = [
        Disagreement(file.name, reading, as_read_by(parser, file, beside=reading))
        for file, reading in zip(files, readings, strict=True)
    ]
    return [one for one in found if one.read != one.meant]


def as_read_by(parser, file: JudgedFile, *, beside: Reading) -> Reading:
    """What the parser has to read, without objections; with its own word for what it is known to misread."""
    return Reading(
        entries=entries_read_by(parser, file.entries, beside=beside),
        problems=[],
        invitations=invitations_read_by(parser, file.invitations, beside=beside),
    )


def entries_read_by(parser, entries: list[Entry], *, beside: Reading) -> list[Entry]:
    """Without UID where the parser keeps none."""
    misreads = getattr(parser, "MISREADS", None)
    if not getattr(parser, "KEEPS_UIDS", True):
        entries = [entry._replace(uid="") for entry in entries]
    if misreads is None:
        return sorted(entries)
    read = {(entry.starts_at, entry.uid): entry for entry in beside.entries}
    return sorted(
        entry._replace(
            **{
                name: getattr(read[entry.starts_at, entry.uid], name)
                for name in TEXTS_OF_AN_ENTRY
                if misreads.search(getattr(entry, name)) and (entry.starts_at, entry.uid) in read
            }
        )
        for entry in entries
    )


def invitations_read_by(
    parser, invitations: list[Invitation], *, beside: Reading
) -> list[Invitation]:
    """Nothing where the parser shows no invitations."""
    if not getattr(parser, "KEEPS_INVITATIONS", True):
        return []
    misreads = getattr(parser, "MISREADS_NAMES", None)
    found = []
    for invitation, read in zip(invitations, beside.invitations or invitations, strict=False):
        [[address, name, partstat]] = invitation.attendees
        if misreads and misreads.search(name):
            name = read.attendees[0][1]
        found.append(invitation._replace(attendees=[[address, name, partstat]]))
    return found
