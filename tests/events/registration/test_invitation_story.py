"""A hundred people through a real mail server: invited, moved, called off, invited again; judged message by message.

A calendar program keeps, for each UID, what the highest SEQUENCE says (RFC 5546, 2.1.4). After each
act every person's calendar is what the event's page says.
"""

from dataclasses import dataclass, field

import pytest

from events.actions import cancel_event, restore_event
from events.outbox.loop import send_all_due
from events.registration.actions import tell_of_changes
from tests.events.outbox.conftest import speak_smtp
from tests.events.registration.moving import move
from tests.faults.mail_sink import Sink, listening
from tests.letters import Letter
from tests.make import NOW, make_registration, make_webinar

PEOPLE = 100
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("index"),
]


@dataclass
class Mailbox:
    """One person's calendar program: takes invitations from the mail it gets."""

    entries: dict[str, tuple[int, str, bytes]] = field(default_factory=dict)

    def take(self, letter: Letter, *, address: str) -> None:
        alternative, attached = letter.calendars
        assert alternative.to_ical() == attached.to_ical()
        [event] = alternative.events
        method = str(alternative["METHOD"])
        [part] = [p for p in letter.message.walk() if p.get_content_type() == "text/calendar"]
        assert part["Content-Type"].params["method"] == method
        assert event["ATTENDEE"] == f"mailto:{address}"
        assert event["ORGANIZER"] == f"mailto:{letter.message['From'].addresses[0].addr_spec}"
        uid, sequence = str(event["UID"]), int(event["SEQUENCE"])
        known = self.entries.get(uid, (-1, "", b""))
        assert sequence > known[0], "a calendar program would leave this message aside"
        self.entries[uid] = (sequence, method, event["DTSTART"].to_ical())


@pytest.fixture
def sink(settings):
    sink = Sink()
    with listening(sink) as port:
        speak_smtp(settings, port=port)
        yield sink


def test_every_calendar_follows_the_event(sink):
    event = make_webinar(title="Night Shift")
    boxes = {f"person-{number}@county.example": Mailbox() for number in range(PEOPLE)}
    for address in boxes:
        make_registration(event=event, email=address)

    def deliver() -> set[tuple]:
        """Send all, have everybody read their mail; what the calendars then hold."""
        tell_of_changes(now=NOW)
        send_all_due()
        for received in sink.received:
            [address] = received.recipients
            boxes[address].take(Letter(message=received.message()), address=address)
        assert len(sink.received) == PEOPLE
        sink.received.clear()
        assert {len(box.entries) for box in boxes.values()} == {1}
        return {entry for box in boxes.values() for entry in box.entries.values()}

    assert deliver() == {(0, "REQUEST", b"20261129T190000Z")}
    move(event)
    assert deliver() == {(1, "REQUEST", b"20261129T210000Z")}
    cancel_event(event=event, reason="The host is ill.", now=NOW)
    assert deliver() == {(2, "CANCEL", b"20261129T210000Z")}
    restore_event(event=event, now=NOW)
    assert deliver() == {(3, "REQUEST", b"20261129T210000Z")}
