"""Sites, people, and events with all that hangs on them."""

import io
import itertools
from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    GroupPagePermission,
    Locale,
    Page,
    PageViewRestriction,
    Site,
)

from cms.models import HomePage
from events.enums import Delivery
from events.models import (
    CalendarRecord,
    EventFile,
    EventIndexPage,
    EventPage,
    FeedVersion,
    Presenter,
    Session,
    WebinarPage,
)
from speakers.models import Speaker

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
TODAY = NOW.date()
VTT = "WEBVTT\n\n00:00.000 --> 00:02.000\nHello\n"

_numbers = itertools.count(1)


def make_site() -> EventIndexPage:
    """Root, home page, site and event index; what is there already is used."""
    index = EventIndexPage.objects.order_by("pk").first()
    if index:
        return index
    Locale.objects.get_or_create(language_code="en")
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    Page.objects.filter(slug="home", depth=2).delete()
    home = Page.objects.get(pk=root.pk).add_child(
        instance=HomePage(title="Home", slug="home", show_in_menus=True)
    )
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": "testserver",
            "port": 80,
            "root_page": home,
            "site_name": "TTA Center",
        },
    )
    FeedVersion.objects.all().delete()  # a new site: versions count from here
    return Page.objects.get(pk=home.pk).add_child(
        instance=EventIndexPage(title="Events", slug="events", show_in_menus=True)
    )


def make_session(
    day: date | int = 7, start: str = "14:00", end: str = "15:30", zone="America/New_York", **fields
) -> Session:
    """An unsaved session; a whole number for `day` counts from TODAY."""
    if isinstance(day, int):
        day = TODAY + timedelta(days=day)
    return Session(
        date=day,
        start_time=time.fromisoformat(start),
        end_time=time.fromisoformat(end),
        zone=zone,
        **fields,
    )


def make_event(*, model=EventPage, parent=None, sessions=None, live=True, **fields) -> EventPage:
    """An event below the index, one session in a week unless told otherwise; published unless `live=False`."""
    number = next(_numbers)
    fields.setdefault("title", f"Event {number}")
    fields.setdefault("slug", f"event-{number}")
    fields.setdefault("summary", "What it is about.")
    if model is EventPage:
        fields.setdefault("delivery", Delivery.IN_PERSON)
        fields.setdefault("place_name", "Town Hall")
    page = model(live=live, **fields)
    page.sessions = [make_session()] if sessions is None else sessions
    parent = parent or make_site()
    return type(parent).objects.get(pk=parent.pk).add_child(instance=page)


def make_many_events(number: int, *, day: int = 7, speaker=None) -> list[EventPage]:
    """Public events, one a day, written in five statements: for lists, where records don't count."""
    index = make_site()
    days = [TODAY + timedelta(days=day + count) for count in range(number)]
    sessions = [make_session(date, key=uuid4()) for date in days]
    pages = [
        EventPage(
            title=f"Many {count}", draft_title=f"Many {count}", slug=f"many-{day}-{count}",
            summary="One of many.", place_name="Town Hall", depth=index.depth + 1,
            path=EventPage._get_path(index.path, index.depth + 1, index.numchild + 1 + count),
            url_path=f"{index.url_path}many-{day}-{count}/", locale=index.locale,
            first_published_at=NOW, last_published_at=NOW,
        )
        for count in range(number)
    ]  # fmt: skip
    for page, session in zip(pages, sessions, strict=True):
        page.sessions = [session]
        page.derive_instants()
    names = [field.attname for field in Page._meta.concrete_fields if not field.primary_key]
    rows = [Page(**{name: getattr(page, name) for name in names}) for page in pages]
    for page, session, row in zip(
        pages, sessions, Page.objects.bulk_create(rows, batch_size=25), strict=True
    ):
        page.pk = page.page_ptr_id = session.page_id = row.pk
    fields = EventPage._meta.local_concrete_fields
    EventPage._base_manager.all()._batched_insert(pages, fields, batch_size=25)
    Session.objects.bulk_create(sessions)
    if speaker:
        parts = [Presenter(page_id=page.pk, speaker=speaker, name="Somebody") for page in pages]
        Presenter.objects.bulk_create(parts)
    Page.objects.filter(pk=index.pk).update(numchild=index.numchild + number)
    return pages


def make_webinar(**fields) -> WebinarPage:
    """A virtual event; as `make_event`."""
    return make_event(model=WebinarPage, **fields)  # ty: ignore[invalid-explicit-return]


def make_past_webinar(*, days_ago: int = 30, **fields) -> WebinarPage:
    """A webinar that is over."""
    return make_webinar(sessions=[make_session(-days_ago)], **fields)


def make_speaker(*, name: str | None = None, live: bool = True, **fields) -> Speaker:
    fields.setdefault("title", "Director of Crisis Services")
    fields.setdefault("organization", "Pine County (Minnesota)")
    speaker = Speaker(name=name or f"Speaker {next(_numbers)}", live=live, **fields)
    speaker.save()
    return speaker


def make_presenter(*, speaker=None, **fields) -> Presenter:
    """An unsaved presenter; goes into `presenters=[…]` of an event."""
    return Presenter(speaker=speaker, **fields)


def make_document(*, name: str = "slides.pdf", content: bytes = b"%PDF-1.7 test", **fields):
    document = get_document_model()(title=fields.pop("title", name), **fields)
    document.file.save(name, ContentFile(content), save=False)
    document.save()
    return document


def make_image(*, name: str = "photo.png", size: tuple[int, int] = (48, 48), **fields):
    picture = io.BytesIO()
    Image.new("RGB", size, "navy").save(picture, "PNG")
    picture = ContentFile(picture.getvalue(), name=name)
    return get_image_model().objects.create(title=fields.pop("title", name), file=picture, **fields)


def make_captions():
    return make_document(name="captions.vtt", content=VTT.encode())


def make_file(*, document=None, **fields) -> EventFile:
    """An unsaved file row of an event."""
    return EventFile(document=document or make_document(), **fields)


def make_private(page) -> PageViewRestriction:
    """Let only logged-in people see the page and what is below it."""
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def make_other_site(*, hostname: str = "other.example") -> EventIndexPage:
    """A second site with an event index of its own, in the same tree; `make_site` comes first."""
    slug = hostname.partition(".")[0]
    root = Page.get_first_root_node()
    home = root.add_child(instance=HomePage(title=f"Home of {hostname}", slug=slug))
    Site.objects.create(hostname=hostname, root_page=home, site_name=f"Center at {hostname}")
    return home.add_child(instance=EventIndexPage(title="Events elsewhere", slug="events"))


def make_visitor(*, username: str = "visitor"):
    """A person with an account and no rights."""
    return get_user_model().objects.create_user(username, f"{username}@tta.example", "password")


def make_admin(*, username: str = "editor"):
    return get_user_model().objects.create_superuser(
        username, f"{username}@tta.example", "password"
    )


def make_member(*permissions: str, username: str = "member", page=None):
    """Somebody who may enter the admin and has these rights ("add", "change", "publish") below `page`."""
    group = Group.objects.create(name=username)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    for permission in permissions:
        GroupPagePermission.objects.create(
            group=group,
            page=page or make_site(),
            permission=Permission.objects.get(
                content_type__app_label="wagtailcore", codename=f"{permission}_page"
            ),
        )
    user = get_user_model().objects.create_user(username, f"{username}@tta.example", "password")
    user.groups.add(group)
    return user


def with_changed_session(page, number: int, **fields):
    """The page with one of its sessions, counted in the order of time, changed in memory."""
    sessions = sorted(page.sessions.all(), key=lambda session: session.starts_at)
    for name, value in fields.items():
        setattr(sessions[number], name, value)
    page.sessions = sessions
    return page


def publish(page, user=None):
    """Publish the page as it stands in memory, through a revision, as the admin does."""
    page.save_revision(user=user).publish(user=user)
    return type(page).objects.get(pk=page.pk)


def make_registration(*, event, email: str | None = None, now: datetime = NOW, **fields):
    """A registration made the way visitors make one; `email` is new unless given.

    Where people choose sessions, `sessions` are the numbers of those, in the order of time, 0 for the
    first; all that are offered unless given.
    """
    from events.registration.actions import Choice, Registrant, register, register_for_sessions

    number = next(_numbers)
    fields.setdefault("name", f"Registrant {number}")
    numbers, whole = fields.pop("sessions", None), fields.pop("whole_series", False)
    registrant = Registrant(email=email or f"registrant-{number}@county.example", **fields)
    if not event.has_chosen_sessions:
        return register(event=event, registrant=registrant, form_token=uuid4(), now=now)
    choice = Choice(uids=uids_of(event, numbers, now=now), whole_series=whole)
    return register_for_sessions(
        event=event, registrant=registrant, choice=choice, form_token=uuid4(), now=now
    )


def make_series(*, seats=(2, 2, 2), days=(7, 14, 21), **fields) -> WebinarPage:
    """A webinar whose sessions are chosen, a week apart, each with so many seats."""
    sessions = [make_session(day, capacity=n) for day, n in zip(days, seats, strict=True)]
    fields.setdefault("registration_covers", "chosen")
    return make_webinar(sessions=sessions, **fields)


def records_of(event) -> list[CalendarRecord]:
    """The calendar records of an event, in the order of time."""
    return list(CalendarRecord.objects.filter(page_id=event.pk).order_by("starts_at", "pk"))


def uids_of(event, numbers=None, *, now: datetime = NOW) -> list[str]:
    """The UIDs of the sessions with these numbers, or of all that have not begun."""
    records = records_of(event)
    if numbers is None:
        return [record.uid for record in records if record.starts_at > now]
    return [records[number].uid for number in numbers]
