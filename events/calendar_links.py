"""The ways to put an event into one's calendar."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlencode

from django.http import HttpRequest

from events.calendar_items import place_line
from events.cards import shown_session
from events.models import EventPage


@dataclass(frozen=True, kw_only=True)
class CalendarLinks:
    """`ics` follows the event when it is opened again; Google's and Outlook's links take no UID and never do."""

    ics: str
    google: str
    outlook: str


def calendar_links(*, page: EventPage, request: HttpRequest, now: datetime) -> CalendarLinks:
    """Links for the session that is running or next; the file holds them all."""
    session = shown_session(page, now)
    full_url = page.get_full_url(request) or ""
    place = place_line(page)
    starts_at, ends_at = session.starts_at.astimezone(UTC), session.ends_at.astimezone(UTC)
    google = {
        "action": "TEMPLATE",
        "text": page.title,
        "dates": f"{starts_at:%Y%m%dT%H%M%SZ}/{ends_at:%Y%m%dT%H%M%SZ}",
        "details": f"{page.summary}\n\n{full_url}".strip(),
        "location": place,
    }
    outlook = {
        "path": "/calendar/action/compose",
        "rru": "addevent",
        "subject": page.title,
        "startdt": f"{starts_at:%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{ends_at:%Y-%m-%dT%H:%M:%SZ}",
        "body": google["details"],
        "location": place,
    }
    return CalendarLinks(
        ics=f"{page.get_url(request)}event.ics",
        google=f"https://calendar.google.com/calendar/render?{urlencode(google)}",
        outlook=f"https://outlook.office.com/calendar/0/deeplink/compose?{urlencode(outlook)}",
    )
