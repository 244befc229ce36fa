"""vobject: the Python library behind Radicale; counts every property."""

import vobject

from tests.events.ical.parsers.reading import Entry, Invitation, Reading, each, reading

NAME = "vobject"
NEEDS = "requirements.lock"


def is_installed() -> bool:
    return True


def read_all(contents: list[bytes]) -> list[Reading]:
    return each(read, contents)


def read(content: bytes) -> Reading:
    calendar = vobject.readOne(content.decode())
    entries = [
        Entry(
            event.dtstart.value,
            event.dtend.value,
            *(text_of(event, name) for name in ("summary", "uid", "description", "location")),
        )
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


def text_of(event, name: str) -> str:
    lines = event.contents.get(name)
    return lines[0].value if lines else ""
