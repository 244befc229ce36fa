"""Why an event's people can't be made to register for something else than they did."""

from django.utils.translation import ngettext

from events.enums import RegistrationCovers
from events.models import EventPage
from events.registration.enums import ACTIVE, Part
from events.registration.models import Registration, SeatCount


def why_covers_stays(*, event: EventPage, covers: str) -> str:
    """A sentence for an event whose sessions people chose and that is to be for all; else "".

    The other way nobody loses anything: each gets a place in every session. Up to two queries.
    """
    if covers != RegistrationCovers.ALL:
        return ""
    chose = SeatCount.objects.filter(event_id=event.pk).exclude(session_key=None)
    if not chose.exists():
        return ""
    attendees = Registration.objects.filter(event_id=event.pk, part=Part.ATTENDEE)
    people = attendees.filter(state__in=ACTIVE).count()
    if not people:
        return ""
    return ngettext(
        "%(people)d person chose sessions and would have to come to all of them. Keep the choice, or"
        " cancel that registration first.",
        "%(people)d people chose sessions and would have to come to all of them. Keep the choice, or"
        " cancel their registrations first.",
        people,
    ) % {"people": people}
