"""The demo's content written into the database, through pages and revisions as editors write them."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, PageLogEntry, Site

from cms.demo import content
from cms.demo.portraits import draw_portrait
from cms.demo.registrants import build_registrations
from cms.models import HomePage, SiteIdentity, StandardPage
from events.actions import cancel_event, postpone_event
from events.models import (
    CaptionTrack,
    EventFile,
    EventIndexPage,
    EventPage,
    Presenter,
    Session,
    WebinarPage,
)
from speakers.models import Speaker, SpeakerLink

FILES = Path(__file__).parent / "files"
LIVE_SINCE = timedelta(minutes=20)
MODELS = {"webinar": WebinarPage, "event": EventPage}


def build_demo(*, now: datetime, host: str, port: int, say: Callable[[str], None]) -> None:
    """Write what is missing of the demo, and move events that nobody edited to dates around `now`."""
    home = build_pages(host=host, port=port)
    index = EventIndexPage.objects.child_of(home).get(slug="events")
    speakers = {}
    for person in content.SPEAKERS:
        speakers[person.slug] = build_speaker(person, say=say)
    for event in content.EVENTS:
        build_event(event, index=index, speakers=speakers, now=now, say=say)
    build_registrations(index=index, site=home.get_site(), now=now, say=say)


def build_pages(*, host: str, port: int) -> HomePage:
    """Home, event index and plain pages, and the site that answers at `host`:`port`."""
    home = HomePage.objects.filter(depth=2).first()
    if home is None:
        Locale.objects.get_or_create(language_code="en")
        root = Page.get_first_root_node()
        for welcome in root.get_children():
            welcome.delete()
        home = Page.objects.get(pk=root.pk).add_child(
            instance=HomePage(
                title=content.SITE_NAME,
                slug="home",
                hero_title=content.HOME.hero_title,
                lead=content.HOME.lead,
            )
        )
    site, _ = Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": host, "port": port, "root_page": home, "site_name": content.SITE_NAME,
        },
    )  # fmt: skip
    if not EventIndexPage.objects.child_of(home).exists():
        build_children(home)
        build_identity(site)
    return home


def build_children(home: HomePage) -> None:
    index = EventIndexPage(
        title="Events", slug="events", introduction=content.EVENT_INDEX, show_in_menus=True
    )
    home.add_child(instance=index)
    for page in content.PAGES:
        home.add_child(
            instance=StandardPage(
                title=page.title,
                slug=page.slug,
                introduction=page.summary,
                search_description=page.summary,
                body=[("text", page.body)],
                in_footer=True,
            )
        )
    take_part, watch, ask = content.HOME.tasks
    accessibility = StandardPage.objects.child_of(home).get(slug=content.PAGES[0].slug)
    targets = ((take_part, index), (watch, index), (ask, accessibility))
    home.tasks = [
        ("task", {"title": task.title, "text": task.text, "page": page}) for task, page in targets
    ]
    home.save_revision().publish()


def build_identity(site: Site) -> None:
    identity = SiteIdentity.for_site(site)
    identity.name = content.SITE_NAME
    identity.short_name = "Crisis Response\nTTA Center"
    identity.purpose = "For people who plan, staff and support crisis response."
    identity.phone, identity.email = content.HELP_PHONE, content.HELP_EMAIL
    identity.hours = "Monday to Friday, 9:00 a.m. to 5:00 p.m. ET"
    identity.crisis_line = "988"
    identity.fine_print = (
        "A demonstration: the people, agencies, telephone numbers and addresses are invented."
    )
    identity.save()


def build_speaker(person: content.DemoSpeaker, *, say) -> Speaker:
    found = Speaker.objects.filter(slug=person.slug).first()
    if found:
        return found
    say(f"Speaker: {person.name}")
    picture = ImageFile(ContentFile(draw_portrait(name=person.name)), name=f"{person.slug}.webp")
    speaker = Speaker(
        slug=person.slug,
        name=person.name,
        title=person.title,
        organization=person.organization,
        biography="".join(f"<p>{text}</p>" for text in person.biography),
        photo=get_image_model().objects.create(
            title=f"Portrait of {person.name}",
            description=f"Drawn portrait of {person.name}",
            file=picture,
        ),
        links=[
            SpeakerLink(text=text, url=url, sort_order=order)
            for order, (text, url) in enumerate(person.links)
        ],
    )
    speaker.save()
    speaker.save_revision().publish()
    return speaker


def build_event(event: content.DemoEvent, *, index, speakers, now: datetime, say) -> None:
    """One event: written if it is missing, moved to today's dates if nobody edited it."""
    page = EventPage.objects.child_of(index).filter(slug=event.slug).first()
    if page is None:
        say(f"Event: {event.title}")
        page = write_event(event, index=index, speakers=speakers, now=now)
        if event.state == "cancelled":
            cancel_event(
                event=page, reason=event.state_reason, next_step=event.state_next_step, now=now
            )
        elif event.state == "postponed":
            postpone_event(
                event=page, reason=event.state_reason, next_step=event.state_next_step, now=now
            )
    elif event.sessions and not was_edited(page):
        redate(page.specific, event, now=now)


def was_edited(page: Page) -> bool:
    """Whether a person did anything to this page; the demo itself acts without a name."""
    return PageLogEntry.objects.filter(page=page.pk, user__isnull=False).exists()


def redate(page: EventPage, event: content.DemoEvent, *, now: datetime) -> None:
    """Publish the event at dates around `now`; nothing is written where they stand already."""
    wanted = demo_sessions(event, now=now)
    sessions = page.dated_sessions
    if [as_written(s) for s in sessions] == [as_written(s) for s in wanted]:
        return
    for session, new in zip(sessions, wanted, strict=True):
        for name in ("date", "start_time", "end_time", "end_date"):
            setattr(session, name, getattr(new, name))
    page.sessions = sessions
    page.recording_expected_date = expected_date(event, wanted)
    page.save_revision().publish()


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
        Session(date=day, start_time=session.start, end_time=session.end, zone=event.zone)
        for day, session in zip(days, event.sessions, strict=True)
    ]


def expected_date(event: content.DemoEvent, sessions: list[Session]) -> date | None:
    if event.recording_expected_days is None or not sessions:
        return None
    return sessions[-1].date + timedelta(days=event.recording_expected_days)


def write_event(event: content.DemoEvent, *, index, speakers, now: datetime) -> EventPage:
    sessions = demo_sessions(event, now=now)
    page = MODELS[event.kind](
        **{
            name: getattr(event, name)
            for name in (
                "slug", "title", "summary", "description", "delivery", "place_name",
                "place_address", "place_city", "join_url", "join_visibility", "presented_by",
                "funder", "capacity", "recording_plan", "recording_url", "recording_minutes",
                "contact_name", "contact_email", "contact_phone",
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
    page.recording_poster = get_image_model().objects.create(
        title=page.title,
        description=video.poster_alt,
        file=ImageFile(ContentFile((FILES / video.poster).read_bytes()), name=video.poster),
    )
    page.caption_tracks = [
        CaptionTrack(language=language, document=document(name), sort_order=order)
        for order, (language, _, name) in enumerate(video.captions)
    ]


def document(name: str):
    """The Wagtail document of one of the demo's files, uploaded once."""
    model = get_document_model()
    found = model.objects.filter(title=name).first()
    if found:
        return found
    created = model(title=name)
    created.file.save(name, ContentFile((FILES / name).read_bytes()), save=False)
    created.save()
    return created
