"""Our calendar files before other people's parsers: each event once, at its moments, under its title."""

import pytest

from events.actions import cancel_event, postpone_event
from events.models import CalendarRecord
from tests.events.ical.parsers.judged_files import (
    JudgedFile,
    broken_files,
    empty_file,
    judged_files,
)
from tests.events.ical.parsers.judges import PARSERS, STRICT_PARSERS
from tests.events.ical.parsers.reading import Entry, Reading
from tests.make import NOW, make_event, make_session, make_webinar

pytestmark = pytest.mark.parsers


def judged_by(parsers):
    return pytest.mark.parametrize("parser", parsers, ids=lambda parser: parser.NAME, indirect=True)


every_parser = judged_by(PARSERS)
every_strict_parser = judged_by(STRICT_PARSERS)


def as_read_by(parser, entries: list[Entry], *, beside: Reading) -> list[Entry]:
    """What the parser has to read: without UID where it keeps none, and with its own word for a title that
    it is known to misread.
    """
    misreads = getattr(parser, "MISREADS", None)
    titles = {(entry.starts_at, entry.uid): entry.title for entry in beside.entries}
    if not getattr(parser, "KEEPS_UIDS", True):
        entries = [entry._replace(uid="") for entry in entries]
    return sorted(
        entry._replace(title=titles.get((entry.starts_at, entry.uid), ""))
        if misreads and misreads.search(entry.title)
        else entry
        for entry in entries
    )


@every_parser
@pytest.mark.parametrize("file", judged_files(), ids=lambda file: file.name)
def test_every_parser_reads_every_event_as_it_is(parser, file: JudgedFile):
    reading = parser.read(file.content)
    assert reading.problems == []
    assert reading.entries == as_read_by(parser, file.entries, beside=reading)


@every_parser
def test_every_parser_reads_an_empty_feed_as_no_events(parser):
    assert parser.read(empty_file()) == Reading(entries=[], problems=[])


@every_parser
@pytest.mark.time_machine(NOW, tick=False)
def test_every_parser_reads_the_feed_of_a_site(index, client, parser):
    make_webinar(title="Two sessions, one event", sessions=[make_session(7), make_session(14)])
    make_event(
        title="In a room", description="<p>With a <a href='https://tta.example'>link</a></p>"
    )
    for title, call_off in (("Called off", cancel_event), ("Put off", postpone_event)):
        event = make_webinar(
            title=title, join_url="https://meet.example/j/1", join_visibility="public"
        )
        call_off(event=event, reason="The speaker is ill.", now=NOW)

    reading = parser.read(client.get("/calendar/events.ics").content)

    titles = ["Two sessions, one event"] * 2 + [
        "In a room",
        "CANCELLED: Called off",
        "POSTPONED: Put off",
    ]
    records = CalendarRecord.objects.order_by("pk")
    entries = [
        Entry(record.starts_at, record.ends_at, title, record.uid)
        for record, title in zip(records, titles, strict=True)
    ]
    assert reading.problems == []
    assert reading.entries == as_read_by(parser, entries, beside=reading)


@every_strict_parser
@pytest.mark.parametrize("content", broken_files().values(), ids=broken_files().keys())
def test_a_strict_parser_objects_to_what_is_forbidden(parser, content: bytes):
    """So that no objection to our files means something."""
    assert parser.read(content).problems
