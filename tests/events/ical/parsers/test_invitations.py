"""Our invitations before other people's parsers: the event, its number, and whose it is."""

from dataclasses import replace

import pytest

from events.ical.invitation import sessions_text
from tests.events.ical.parsers.judged_files import NOW
from tests.events.ical.parsers.judged_messages import (
    MOMENTS,
    JudgedMessage,
    broken_messages,
    judged_messages,
    starting,
)
from tests.events.ical.parsers.judges import STRICT_ABOUT_MESSAGES
from tests.events.ical.parsers.reading import Entry, Invitation, Reading
from tests.events.ical.parsers.test_parsers import as_read_by, every_parser, judged_by

pytestmark = pytest.mark.parsers


@every_parser
@pytest.mark.parametrize("message", judged_messages(), ids=lambda message: message.name)
def test_every_parser_reads_every_invitation_as_it_is(parser, message: JudgedMessage):
    reading = parser.read(message.content)
    assert reading.problems == []
    assert reading.entries == as_read_by(parser, [message.entry], beside=reading)
    assert reading.invitations == invitations_read_by(parser, message.invitation, beside=reading)


@every_parser
def test_every_parser_reads_a_file_of_sessions_as_events_and_no_invitation(parser):
    sessions = [
        replace(starting(moment), uid=f"{hour}@tta.example") for hour, moment in enumerate(MOMENTS)
    ]
    reading = parser.read(sessions_text(items=sessions, sent_at=NOW))
    entries = [Entry(one.starts_at, one.ends_at, one.summary, one.uid) for one in sessions]
    assert reading == Reading(as_read_by(parser, entries, beside=reading), problems=[])


@judged_by(STRICT_ABOUT_MESSAGES)
@pytest.mark.parametrize("content", broken_messages().values(), ids=broken_messages().keys())
def test_a_strict_parser_objects_to_a_broken_invitation(parser, content: bytes):
    """So that no objection to ours means something."""
    assert parser.read(content).problems


def invitations_read_by(parser, invitation: Invitation, *, beside: Reading) -> list[Invitation]:
    """What the parser has to read: nothing where it shows no invitations, and its own word for a name that it
    is known to misread.
    """
    if not getattr(parser, "KEEPS_INVITATIONS", True):
        return []
    [[address, name, partstat]] = invitation.attendees
    misreads = getattr(parser, "MISREADS_NAMES", None)
    if misreads and misreads.search(name):
        name = beside.invitations[0].attendees[0][1]
    return [invitation._replace(attendees=[[address, name, partstat]])]
