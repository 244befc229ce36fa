"""The demo's events, dated around the present moment and tied to the library."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cms.demo import content
from cms.demo.library import Library
from cms.demo.pages import was_edited
from cms.demo.uploads import FILES, document, image
from events.actions import cancel_event, postpone_event
from events.models import (
    CaptionTrack,
    EventFile,
    EventIndexPage,
    EventKeyword,
    EventPage,
    EventResource,
    EventTopic,
    Presenter,
    Session,
    WebinarPage,
)

LIVE_SINCE = timedelta(minutes=20)
MODELS = {"webinar": WebinarPage, "event": EventPage}


def build_event(
    event: content.DemoEvent, *, index, speakers, library: Library, now: datetime, say
) -> None:
    """One event: written if it is missing, brought up to date if nobody edited it."""
    page = EventPage.objects.child_of(index).filter(slug=event.slug).first()
    if page is None:
        say(f"Event: {event.title}")
        page = write_event(event, index=index, speakers=speakers, library=library, now=now)
        if event.state == "cancelled":
            cancel_event(
                event=page, reason=event.state_reason, next_step=event.state_next_step, now=now
            )
        elif event.state == "postponed":
            postpone_event(
                event=page, reason=event.state_reason, next_step=event.state_next_step, now=now
            )
    elif not was_edited(page):
        renew_event(page.specific, event, library=library, now=now)


def renew_event(
    page: EventPage, event: content.DemoEvent, *, library: Library, now: datetime
) -> None:
    """Publish the event at dates around `now` and with its ties; not at all where both stand already."""
    is_moved = move_sessions(page, event, now=now)
    is_tied = tie_event(page, event, library=library)
    if is_moved or is_tied:
        page.save_revision().publish()


def move_sessions(page: EventPage, event: content.DemoEvent, *, now: datetime) -> bool:
    """Give the page's sessions the dates around `now`; says whether that changed any."""
    wanted = demo_sessions(event, now=now)
    sessions = page.dated_sessions
    if [as_written(s) for s in sessions] == [as_written(s) for s in wanted]:
        return False
    for session, new in zip(sessions, wanted, strict=True):
        for name in ("date", "start_time", "end_time", "end_date"):
            setattr(session, name, getattr(new, name))
    page.sessions = sessions
    page.recording_expected_date = expected_date(event, wanted)
    return True


def tie_event(page: EventPage, event: content.DemoEvent, *, library: Library) -> bool:
    """Give the page its intercepts, keywords, topics and resources; says whether that changed any."""
    keywords = [library.keywords[label].pk for label in event.keywords]
    topics = [library.topics[slug].pk for slug in event.topics if slug in library.topics]
    resources = [
        library.resources[slug].pk for slug in event.resources if slug in library.resources
    ]
    there = (
        tuple(page.intercepts),
        [link.keyword_id for link in page.keyword_links.all()],
        [link.topic_id for link in page.topic_links.all()],
        [link.resource_id for link in page.resource_links.all()],
    )
    if there == (event.intercepts, keywords, topics, resources):
        return False
    page.intercepts = event.intercepts
    page.keyword_links = [
        EventKeyword(keyword_id=pk, sort_order=order) for order, pk in enumerate(keywords)
    ]
    page.topic_links = [
        EventTopic(topic_id=pk, sort_order=order) for order, pk in enumerate(topics)
    ]
    page.resource_links = [
        EventResource(resource_id=pk, sort_order=order) for order, pk in enumerate(resources)
    ]
    return True


def as_written(session: Session) -> tuple:
    return session.date, session.start_time, session.end_time, session.end_date


def demo_sessions(event: content.DemoEvent, *, now: datetime) -> list[Session]:
    """The sessions at today's dates; a live one began a while ago, at a full five minutes."""
    local = now.astimezone(ZoneInfo(event.zone))
    if event.live:
        start = local - LIVE_SINCE
        start -= timedelta(
            minutes=start.minute % 5, seconds=start.second, microseconds=start.microsecond
        )
        end = start + timedelta(hours=2)
        later = end.date() if end.date() != start.date() else None
        return [
            Session(
                date=start.date(), start_time=start.time(), end_time=end.time(), end_date=later,
                zone=event.zone,
            )
        ]  # fmt: skip
    days = content.session_dates(event, today=local.date())
    return [
        Session(
            date=day, start_time=session.start, end_time=session.end, zone=event.zone,
            capacity=session.seats,
        )
        for day, session in zip(days, event.sessions, strict=True)
    ]  # fmt: skip


def expected_date(event: content.DemoEvent, sessions: list[Session]) -> date | None:
    if event.recording_expected_days is None or not sessions:
        return None
    return sessions[-1].date + timedelta(days=event.recording_expected_days)


def write_event(
    event: content.DemoEvent, *, index, speakers, library: Library, now: datetime
) -> EventPage:
    sessions = demo_sessions(event, now=now)
    page = MODELS[event.kind](
        **{
            name: getattr(event, name)
            for name in (
                "slug", "title", "summary", "description", "delivery", "place_name",
                "place_address", "place_city", "join_url", "join_visibility", "audience",
                "presented_by", "funder", "registration_covers", "capacity",
                "recording_plan", "recording_url", "recording_minutes", "contact_name",
                "contact_email", "contact_phone",
            )
        },
        search_description=event.summary,
        recording_expected_date=expected_date(event, sessions),
    )  # fmt: skip
    page.sessions = sessions
    page.presenters = [
        Presenter(
            speaker=speakers[slug], name=speakers[slug].name, title=title,
            organization=organization, sort_order=order,
        )
        for order, (slug, title, organization) in enumerate(event.presenters)
    ]  # fmt: skip
    page.files = [
        EventFile(title=title, role=role, document=document(name), sort_order=order)
        for order, (title, role, name) in enumerate(event.files)
    ]
    tie_event(page, event, library=library)
    if event.recording == "video":
        add_video(page)
    index = EventIndexPage.objects.get(pk=index.pk)
    page = index.add_child(instance=page)
    page.save_revision().publish()
    return page


def add_video(page: EventPage) -> None:
    """The demo's own short film with its captions."""
    video = content.VIDEO
    page.recording_video = document(video.file)
    page.recording_captions_checked = True
    page.recording_poster = image(
        name=video.poster,
        data=(FILES / video.poster).read_bytes(),
        title=page.title,
        description=video.poster_alt,
    )
    page.caption_tracks = [
        CaptionTrack(language=language, document=document(name), sort_order=order)
        for order, (language, _, name) in enumerate(video.captions)
    ]
