"""An event as schema.org has it, for search engines: Event with its sessions, and VideoObject for a recording.

What it says stands on the page too; nothing here is for programs alone.
"""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from wagtail.models import Site

from events.enums import Delivery, EventStatus, Phase
from events.models import CalendarRecord, EventPage, Presenter, Session

CONTEXT = "https://schema.org"
STATUS = {
    EventStatus.SCHEDULED: f"{CONTEXT}/EventScheduled",
    EventStatus.CANCELLED: f"{CONTEXT}/EventCancelled",
    EventStatus.POSTPONED: f"{CONTEXT}/EventPostponed",
}
RESCHEDULED = f"{CONTEXT}/EventRescheduled"
ATTENDANCE = {
    Delivery.IN_PERSON: f"{CONTEXT}/OfflineEventAttendanceMode",
    Delivery.VIRTUAL: f"{CONTEXT}/OnlineEventAttendanceMode",
    Delivery.HYBRID: f"{CONTEXT}/MixedEventAttendanceMode",
}

Data = dict[str, Any]
_TOLD_FIELDS = ("session_key", "status", "moved_from")
_Told = dict[Any, CalendarRecord]


def structured_data(
    *, page: EventPage, presenters: list[Presenter], phase: Phase, request: HttpRequest
) -> list[Data]:
    """What the page's JSON-LD holds: the event, and its recording once it is shown.

    Empty for a page without an address. One query for what calendars were told of its sessions, none for
    what took place and is in the archive.
    """
    url = page.get_full_url(request)
    if not url:
        return []
    found = []
    if page.dated_sessions:
        found.append({"@context": CONTEXT, **_event(page, presenters, phase, url, request)})
    if phase == Phase.ARCHIVE and (video := _video(page, url, request)):
        found.append({"@context": CONTEXT, **video})
    return found


def _event(page: EventPage, presenters, phase: Phase, url: str, request) -> Data:
    sessions = page.dated_sessions
    is_on = page.status == EventStatus.SCHEDULED
    told = _told(page) if phase != Phase.ARCHIVE or not is_on else {}
    whole = {
        "@type": "Event",
        "name": page.title,
        "description": page.summary,
        "url": url,
        "startDate": _local(sessions[0].starts_at, sessions[0].zone),
        "endDate": _local(page.last_ends_at, sessions[-1].zone),
        "eventStatus": STATUS[EventStatus(page.status)],
        "eventAttendanceMode": ATTENDANCE[Delivery(page.delivery)],
        "location": _locations(page, phase, url),
        "organizer": _organizer(page, request),
        "audience": {"@type": "Audience", "audienceType": page.audience} if page.audience else {},
        "performer": [_person(presenter, request) for presenter in presenters],
    }
    whole |= _rescheduled(page, sessions[0], told)
    if len(sessions) > 1:
        whole["subEvent"] = [_session(page, session, phase, told, url) for session in sessions]
    return {name: value for name, value in whole.items() if value}


def _session(page: EventPage, session: Session, phase: Phase, told: _Told, url: str) -> Data:
    # What took place before the rest was called off did take place: so calendars were told.
    is_off = page.status != EventStatus.SCHEDULED
    status = told[session.key].status if is_off and session.key in told else page.status
    return {
        "@type": "Event",
        "name": page.title,
        "startDate": _local(session.starts_at, session.zone),
        "endDate": _local(session.ends_at, session.zone),
        "eventStatus": STATUS[EventStatus(status)],
        "eventAttendanceMode": ATTENDANCE[Delivery(page.delivery)],
        "location": _locations(page, phase, url),
        **_rescheduled(page, session, told),
    }


def _rescheduled(page: EventPage, session: Session, told: _Told) -> Data:
    """The start that people were told before, while the event is on and to come."""
    record = told.get(session.key)
    if record is None or record.moved_from is None or page.status != EventStatus.SCHEDULED:
        return {}
    before = _local(record.moved_from, session.zone)
    return {"eventStatus": RESCHEDULED, "previousStartDate": before}


def _told(page: EventPage) -> _Told:
    """What calendars were told of each session, by its key: status, and the start before the last move; one query."""
    if page.pk is None:
        return {}
    records = CalendarRecord.objects.filter(page_id=page.pk)
    return {record.session_key: record for record in records.only(*_TOLD_FIELDS).order_by()}


def _locations(page: EventPage, phase: Phase, url: str) -> list[Data]:
    """The room and the meeting. The meeting's address is the page's, unless the page shows its own."""
    delivery, found = Delivery(page.delivery), []
    is_on = page.status == EventStatus.SCHEDULED and phase in (Phase.UPCOMING, Phase.LIVE)
    if delivery.has_place:
        lines = page.place_address.splitlines() or [page.place_city]
        address = ", ".join(line.strip() for line in lines if line.strip())
        name = page.place_name or page.place_city or address
        found.append({"@type": "Place", "name": name, "address": address or name})
    if delivery.is_online:
        meeting = page.join_url if page.is_join_public and is_on else url
        found.append({"@type": "VirtualLocation", "url": meeting})
    return found


def _organizer(page: EventPage, request: HttpRequest) -> Data:
    """Who presents it; else the site."""
    site = Site.find_for_request(request)
    name = page.presented_by or (site.site_name or site.hostname if site else "")
    address = {} if page.presented_by or not site else {"url": f"{site.root_url}/"}
    return {"@type": "Organization", "name": name, **address} if name else {}


def _person(presenter: Presenter, request: HttpRequest) -> Data:
    person = {"@type": "Person", "name": presenter.name, "jobTitle": presenter.title}
    if presenter.organization:
        person["affiliation"] = {"@type": "Organization", "name": presenter.organization}
    if presenter.speaker and presenter.speaker.live:
        person["url"] = request.build_absolute_uri(presenter.speaker.get_absolute_url())
    return {name: value for name, value in person.items() if value}


def _video(page: EventPage, url: str, request: HttpRequest) -> Data:
    """The recording; nothing where there is none. Search engines want an upload date."""
    uploaded = page.recording_since or page.last_published_at
    if not page.has_recording or uploaded is None:
        return {}
    video = page.recording_video
    found = {
        "@type": "VideoObject",
        "name": page.title,
        "description": page.summary or page.title,
        "uploadDate": uploaded.isoformat(),
        "url": f"{url}#recording",
        "contentUrl": request.build_absolute_uri(video.url) if video else "",
        "duration": f"PT{page.recording_minutes}M" if page.recording_minutes else "",
    }
    return {name: value for name, value in found.items() if value}


def _local(moment: datetime, zone: str) -> str:
    """ISO 8601 with the offset that holds there on that day."""
    return moment.astimezone(ZoneInfo(zone)).isoformat()
