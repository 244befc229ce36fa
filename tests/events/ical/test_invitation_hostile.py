"""Names that want to be more than a name: always one ATTENDEE, never another property."""

import re

import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from events.ical.build import clean_name
from events.ical.invitation import Attendee, cancel_text, request_text
from tests.events.ical.test_invitation import ITEM, SENT_AT, fields, lines
from tests.events.ical.test_serialize import HOSTILE, property_names

PLAIN = Attendee(name="Ana", email="ana@example.org")
NAMES = HOSTILE | st.sampled_from(
    [
        "Ana\r\nATTENDEE:mailto:x@example.org",
        "Ana\r\n ;RSVP=TRUE",
        'Ana";RSVP=TRUE:mailto:x@example.org\r\nX-A:"',
        "\0Ana\x85\u2028ORGANIZER:mailto:x@example.org",
        "\u202eanA\u202c \u2067שלום\u2069 \u200f",
        "a" * 400,
        "😀" * 400,
        "👩🏽‍⚕️é中" * 100,
        "^n^^'\\n\\,",
    ]
)


ATTENDEE = re.compile(
    r'ATTENDEE;CN=(?:"([^"]*)"|([^";:,]*));PARTSTAT=ACCEPTED;ROLE=REQ-PARTICIPANT;RSVP=FALSE'
    r":mailto:ana@example\.org"
)
SIGNS = {"^n": "\n", "^'": '"', "^^": "^"}


def unquoted(common_name: str) -> str:
    """A parameter value as it was meant (RFC 6868); icalendar, reading, takes out backslashes too."""
    return re.sub(r"\^[n'^]", lambda sign: SIGNS[sign[0]], common_name)


@given(name=NAMES, title=HOSTILE)
def test_hostile_names_stay_one_attendee_of_the_same_person(name, title):
    attendee = Attendee(name=f"x{name}", email=PLAIN.email)
    item = fields(ITEM, summary=f"x{title}", organizer_name=f"x{name}")
    for write in (request_text, cancel_text):
        text = write(item=item, attendee=attendee, sent_at=SENT_AT)
        [line] = [line for line in lines(text) if line.startswith("ATTENDEE")]
        quoted, bare = ATTENDEE.fullmatch(line).groups()
        assert unquoted(quoted or bare) == clean_name(attendee.name)
        assert property_names(text) == property_names(
            write(item=ITEM, attendee=PLAIN, sent_at=SENT_AT)
        )


@given(name=NAMES)
def test_hostile_names_mean_nothing_to_other_parsers(name):
    attendee = Attendee(name=f"x{name}", email=PLAIN.email)
    text = request_text(item=ITEM, attendee=attendee, sent_at=SENT_AT)
    [attendee_of_vobject] = vobject.readOne(text).vevent.contents["attendee"]
    attendee_of_icalendar = Calendar.from_ical(text).events[0]["ATTENDEE"]
    [common_name] = attendee_of_vobject.params.pop("CN")
    assert unquoted(common_name) == clean_name(attendee.name)
    assert attendee_of_vobject.value == attendee_of_icalendar == "mailto:ana@example.org"
    assert attendee_of_vobject.params == {
        "ROLE": ["REQ-PARTICIPANT"],
        "PARTSTAT": ["ACCEPTED"],
        "RSVP": ["FALSE"],
    }
    assert set(attendee_of_icalendar.params) == {"CN", "ROLE", "PARTSTAT", "RSVP"}


@given(name=NAMES)
def test_lines_are_folded_at_75_octets_and_never_inside_a_character(name):
    attendee = Attendee(name=name, email=PLAIN.email)
    text = request_text(item=ITEM, attendee=attendee, sent_at=SENT_AT)
    found = text.encode().split(b"\r\n")
    assert max(map(len, found)) <= 75
    assert [line.decode() for line in found] == text.split("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert text.splitlines() == text.split("\r\n")[:-1]
