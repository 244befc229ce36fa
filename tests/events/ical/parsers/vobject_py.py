"""vobject: the Python library behind Radicale; counts every property."""

import vobject

from tests.events.ical.parsers.reading import Entry, Invitation, Reading, reading

NAME = "vobject"
NEEDS = "requirements.lock"


def is_installed() -> bool:
    return True


def read(content: bytes) -> Reading:
    calendar = vobject.readOne(content.decode())
    entries = [
        Entry(event.dtstart.value, event.dtend.value, event.summary.value, event.uid.value)
        for event in calendar.contents.get("vevent", [])
    ]
    invitations = [
        Invitation(
            calendar.method.value,
            event.sequence.value,
            event.organizer.value,
            [
                [line.value, *line.params.get("CN", [""]), *line.params["PARTSTAT"]]
                for line in attendees
            ],
        )
        for event in calendar.contents.get("vevent", [])
        if (attendees := event.contents.get("attendee"))
    ]
    problems = []
    try:
        calendar.validate(raiseException=True)
    except vobject.base.ValidateError as problem:
        problems.append(str(problem))
    return reading(entries, problems, invitations)
