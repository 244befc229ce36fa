"""What the page of one event shows, phase by phase, ready to print."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.calendar_links import CalendarLinks, calendar_links
from events.cards import (
    StatusLine,
    kind_label,
    local_date,
    recording_expectation,
    session_times,
    status_line,
)
from events.enums import Delivery, EventStatus, Phase
from events.models import EventPage, EventState, Presenter, Session
from events.previews import EventPreview
from events.queries import private_pages
from events.recordings import RecordingView, recording_view
from events.sign_up import SignUp, sign_ups
from events.structured_data import structured_data
from events.subjects import EventSubjects, event_subjects
from events.times import companion_zones, format_date, format_moment, zone_name
from resources.downloads import download_label


@dataclass(frozen=True, kw_only=True)
class SessionLine:
    """One session in words, with the instants (ISO 8601, UTC) for the visitor's own clock."""

    weekday: str
    date: str
    date_words: str
    times: str
    zone: str
    zone_id: str
    starts_at: str
    ends_at: str
    is_over: bool
    companions: list[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class FileLine:
    """A file to download: its label, and the link's text such as `Download PDF • 2.31MB`."""

    label: str
    text: str
    url: str
    role: str


@dataclass(frozen=True, kw_only=True)
class EventDetail:
    """Everything `events/event_page.html` prints. Empty values hide their heading."""

    phase: Phase
    status: StatusLine
    state: EventState | None
    kind: str
    sessions: list[SessionLine]
    presenters: list[Presenter]
    files: list[FileLine]
    recording: RecordingView | None
    recording_expected: str
    recording_expected_iso: str
    is_join_open: bool
    registration: str
    sign_up: SignUp | None
    calendar: CalendarLinks | None
    subjects: EventSubjects


def detail_context(*, request: HttpRequest, page: EventPage, now: datetime) -> dict:
    """The template's context: `event` is an EventDetail, true at `now` or as the preview asks."""
    preview: EventPreview | None = getattr(request, "event_preview", None)
    if preview:
        now = preview.now
        if preview.state:
            page.state = preview.state
    phase = preview.phase if preview and preview.phase else page.phase_at(now)
    event = event_detail(request=request, page=page, phase=phase, now=now)
    data = structured_data(page=page, presenters=event.presenters, phase=phase, request=request)
    return {"event": event, "structured_data": data, "private_pages": private_pages()}


def event_detail(
    *, request: HttpRequest, page: EventPage, phase: Phase, now: datetime
) -> EventDetail:
    """The page's facts in words. Runs one query each for state, sessions, presenters, files, and links to others."""
    is_off = page.status != EventStatus.SCHEDULED
    waiting = phase == Phase.WAITING and not is_off
    expected = page.recording_expected_date
    return EventDetail(
        phase=phase,
        status=status_line(page, phase, now),
        state=page.state if is_off else None,
        kind=kind_label(page),
        sessions=[
            session_line(event=page, session=session, now=now) for session in page.dated_sessions
        ],
        presenters=presenter_lines(page),
        files=file_lines(page),
        recording=recording_view(page=page, request=request) if phase == Phase.ARCHIVE else None,
        recording_expected=recording_expectation(page, now) if waiting else "",
        recording_expected_iso=expected.isoformat() if waiting and expected else "",
        is_join_open=page.is_join_public and not is_off and phase in (Phase.UPCOMING, Phase.LIVE),
        registration="" if is_off else registration_line(page, phase, now),
        sign_up=sign_up_offer(page, phase, now),
        calendar=calendar_links(page=page, request=request, now=now)
        if phase in (Phase.UPCOMING, Phase.LIVE) and not is_off and page.dated_sessions
        else None,
        subjects=event_subjects(page=page, request=request, now=now),
    )


def session_line(*, event: EventPage, session: Session, now: datetime) -> SessionLine:
    """One session of an event in words; the other time zones only for those who join from there."""
    day = local_date(session.starts_at, session.zone)
    return SessionLine(
        weekday=f"{day:%A}",
        date=format_date(day, weekday=False),
        date_words=format_date(day),
        times=session_times(session),
        zone=zone_name(session.zone),
        zone_id=session.zone,
        starts_at=session.starts_at.isoformat(),
        ends_at=session.ends_at.isoformat(),
        is_over=session.ends_at <= now,
        companions=companion_zones(
            starts_at=session.starts_at, ends_at=session.ends_at, zone=session.zone
        )
        if Delivery(event.delivery).is_online
        else [],
    )


def presenter_lines(page: EventPage) -> list[Presenter]:
    """The presenters in the editor's order, with speaker and photo loaded."""
    presenters = [p for p in page.presenters.all() if p.name or p.speaker_id]
    prefetch_related_objects(presenters, "speaker__photo__renditions")
    for presenter in presenters:
        presenter.take_over_from_speaker()
    return presenters


def file_lines(page: EventPage) -> list[FileLine]:
    """The files in the editor's order; a row without a document is left out."""
    files = list(page.files.all())
    prefetch_related_objects(files, "document")
    return [
        FileLine(
            label=file.label,
            text=download_label(
                file_type=file.document.file_extension, size=file.document.get_file_size()
            ),
            url=file.document.url,
            role=file.role,
        )
        for file in files
        if file.document
    ]


def sign_up_offer(page: EventPage, phase: Phase, now: datetime) -> SignUp | None:
    """How to register now; one query, none where nobody can."""
    if phase not in (Phase.UPCOMING, Phase.LIVE):
        return None
    offer = sign_ups(events=[page], now=now).get(page.pk)
    return offer if offer and offer.url else None


def registration_line(page: EventPage, phase: Phase, now: datetime) -> str:
    """When registration opens or closes, in the event's zone; nothing where no one said."""
    if phase not in (Phase.UPCOMING, Phase.LIVE):
        return ""
    opens_at, closes_at = page.registration_opens_at, page.registration_closes_at
    if opens_at and now < opens_at:
        return _("Opens on %(moment)s") % {"moment": format_moment(at=opens_at, zone=page.zone)}
    if closes_at and now < closes_at:
        return _("Closes on %(moment)s") % {"moment": format_moment(at=closes_at, zone=page.zone)}
    if closes_at:
        return _("Closed on %(moment)s") % {"moment": format_moment(at=closes_at, zone=page.zone)}
    return ""
