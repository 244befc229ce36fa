"""calendar.md, "Text" and "Cost"."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.ical.serialize import serialize_event
from events.models import CalendarRecord, EventPage
from tests.events.calendar_rules.reading import (
    attached,
    feed_events,
    fetch,
    mailed,
    mailed_files,
    public_files,
    unfolded,
)
from tests.events.calendars import record_of
from tests.events.registration.moving import move
from tests.make import NOW, make_registration, make_session, make_webinar, publish

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW, tick=False)]
ANA = "ana@county.example"
WRITES_RECORD = ('UPDATE "events_calendarrecord"', 'INSERT INTO "events_calendarrecord"')
# Without NUL, which no form takes and no database keeps; test_serialize.py has it.
CONTROLS = "".join(map(chr, (*range(1, 9), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F, 0x85, 0x9F)))


def test_lines_end_in_crlf_and_fold_at_75_octets_never_inside_a_character(client):
    for number in range(8):  # so that a character comes to lie across each octet of the fold
        make_webinar(title="a" * number + "é中😀𝒳" * 20)
    page = make_webinar(title="Last")
    for content in (*public_files(client, page)[:3], *mailed_files()):
        assert content.endswith(b"\r\n")
        lines = content.split(b"\r\n")
        assert not any(b"\r" in line or b"\n" in line for line in lines)
        assert max(map(len, lines)) <= 75
        assert [line.decode() for line in lines]  # each line is UTF-8 by itself
    assert b"\r\n " in fetch(client)


def test_text_is_escaped_once(client):
    title = r"Courts, clinics; C:\New"
    page = make_webinar(title=title, summary=f"{title}\nSecond")
    make_registration(event=page, email=ANA)
    [letter] = mailed("confirmed", to=ANA)
    for content in (*public_files(client, page)[:3], attached(letter)):
        lines = unfolded(content)
        assert r"SUMMARY:Courts\, clinics\; C:\\New" in lines
        [description] = [line for line in lines if line.startswith(r"DESCRIPTION:Courts")]
        assert description.startswith(r"DESCRIPTION:Courts\, clinics\; C:\\New\nSecond\n\n")


def test_control_characters_are_removed_from_values_and_parameters(client):
    wild = f"Ana{CONTROLS} Ruiz\rATTENDEE:mailto:x@evil.example"
    page = make_webinar(title=wild, summary=wild)
    make_registration(event=page, email=ANA, name=f"Ana{CONTROLS} Ruiz")
    [letter] = mailed("confirmed", to=ANA)
    for content in (*public_files(client, page)[:3], attached(letter)):
        text = content.replace(b"\r\n", b"\n").decode()
        assert not [character for character in text if character in CONTROLS or character == "\r"]
        assert "Ruiz" in text
        assert "\nATTENDEE:mailto:x@evil.example" not in text
    [line] = [line for line in unfolded(attached(letter)) if line.startswith("ATTENDEE")]
    assert line.endswith(f":mailto:{ANA}")


def test_rich_text_becomes_plain_text_with_its_links_kept(client):
    make_webinar(
        summary="Summary.",
        description="<p>Bring <b>a</b> <a href='https://tta.example/?a=1&amp;b=2'>call</a>.</p><ul><li>Pen</li></ul>",
    )
    [event] = feed_events(client)
    text = str(event["DESCRIPTION"])
    assert "Bring a call (https://tta.example/?a=1&b=2)." in text
    assert "Pen" in text
    assert "<" not in text


@contextmanager
def serializing() -> Generator[list[str]]:
    """The UID of each VEVENT that is turned into text meanwhile, whoever asks for it."""
    uids = []

    def note(frame, event, _argument):
        if event == "call" and frame.f_code is serialize_event.__code__:
            uids.append(frame.f_locals["item"].uid)

    sys.setprofile(note)
    try:
        yield uids
    finally:
        sys.setprofile(None)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_exactly_one_vevent_is_serialized_when_one_event_changes(client, number):
    pages = [make_webinar(sessions=[make_session(1 + count)]) for count in range(number)]
    texts = dict(CalendarRecord.objects.values_list("uid", "text"))
    changed = record_of(pages[0]).uid

    with serializing() as serialized, CaptureQueriesContext(connection) as queries:
        move(EventPage.objects.get(pk=pages[0].pk).specific)
        fetch(client)

    after = dict(CalendarRecord.objects.values_list("uid", "text"))
    written = [sql["sql"] for sql in queries if sql["sql"].startswith(WRITES_RECORD)]
    assert set(serialized) == {changed}
    assert len(written) == 1
    assert [uid for uid in texts if after[uid] != texts[uid]] == [changed]


def test_feed_is_assembled_from_the_stored_text(client):
    for count in range(3):
        make_webinar(sessions=[make_session(1 + count)])
    with serializing() as serialized:
        content = fetch(client).decode()
    texts = CalendarRecord.objects.order_by("ends_at").values_list("text", flat=True)
    assert "".join(texts) in content
    assert serialized == []


def test_stored_text_stays_when_nothing_of_it_changes():
    page = make_webinar()
    before = record_of(page)
    publish(EventPage.objects.get(pk=page.pk).specific)
    after = record_of(page)
    assert (after.text, after.changed_at) == (before.text, before.changed_at)
