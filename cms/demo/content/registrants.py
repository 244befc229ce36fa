"""The people who register for the demo's events: invented names at invented agencies."""

from dataclasses import dataclass

from .shapes import DemoRegistration

FIRST_NAMES = (
    "Adaeze", "Bruno", "Carmen", "Dmitri", "Ellen", "Farid", "Grace", "Hector", "Imani", "Jonas",
    "Keisha", "Luis", "Maren", "Nikhil", "Odette", "Pablo", "Quinn", "Renata", "Samir", "Tova",
)  # fmt: skip
LAST_NAMES = ("Achterberg", "Brightwater", "Castellanos", "Dufresne", "Eastman", "Fairweather")


@dataclass(frozen=True)
class Agency:
    name: str
    domain: str
    role: str


AGENCIES = (
    Agency("Pine County Sheriff’s Office", "pinecounty.example", "Law enforcement officer"),
    Agency("Lakeside Mobile Crisis Team", "lakeside.example", "Peer support specialist"),
    Agency("Prairie Line Counties Cooperative", "prairieline.example", "County or city staff"),
    Agency("Millbrook Emergency Communications", "millbrook.example", "Dispatcher or call taker"),
    Agency("Harbor Behavioral Health", "harbor.example", "Behavioral health clinician"),
    Agency("Families for Safe Response", "families.example", "Advocate or family member"),
)

FULL_EVENT = "new-co-responder-pairs"
SERIES = "reading-your-response-times"
# Which of its hours people choose, one after the other.
HOURS = ((0, 1), (0,), (0, 2, 3), (1, 2), (0, 3), (0, 1, 2, 3), (2,), (0, 1))

# How many register for which event. The class has 24 places: the others wait.
REGISTRATIONS = (
    (FULL_EVENT, 32),
    ("housing-and-the-crisis-team", 18),
    (SERIES, 10),
)


def registrations() -> tuple[DemoRegistration, ...]:
    """Sixty registrations, always the same, in the order in which they come in."""
    made, number = [], 0
    for slug, count in REGISTRATIONS:
        for _ in range(count):
            first = FIRST_NAMES[number % len(FIRST_NAMES)]
            last = LAST_NAMES[number // len(FIRST_NAMES) + number % 3]
            agency = AGENCIES[number % len(AGENCIES)]
            made.append(
                DemoRegistration(
                    event=slug,
                    name=f"{first} {last}",
                    email=f"{first}.{last}@{agency.domain}".lower(),
                    organization=agency.name,
                    role=agency.role,
                    needs_interpreter=number % 17 == 4,
                    needs_slides_early=number % 11 == 6,
                    sessions=HOURS[number % len(HOURS)] if slug == SERIES else (),
                    other_needs="A seat near the door, please." if number == 13 else "",
                )
            )
            number += 1
    return tuple(made)
