"""`manage.py demo`: a whole site from nothing, the same twice, and around today on another day."""

import stat
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import authenticate, get_user_model
from django.db import transaction
from django.test import override_settings
from time_machine import travel
from wagtail.models import Collection, Locale, Page

from cms.demo.content import EVENTS, HOME, TOPICS, session_dates
from cms.demo.content.requests import REQUESTS
from cms.models import HomePage
from events.actions import cancel_event
from events.enums import EventStatus, Phase
from events.models import CalendarRecord, EventPage
from events.tta.enums import Stage
from events.tta.models import RequestEvent
from resources.models import (
    Keyword,
    Organization,
    ResourceIndexPage,
    ResourcePage,
    TopicEntry,
    TopicPage,
)
from speakers.models import Speaker
from tests.cms.demo_rows import (
    demo,
    events,
    everything,
    stages_by_title,
    ties,
    without_library,
)
from tests.make import make_admin

NOW = datetime(2026, 11, 24, 15, 3, tzinfo=UTC)  # a Tuesday, 10:03 a.m. ET
DAY = timedelta(days=1)

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.fixture(scope="module")
def first_start(django_db_setup, django_db_blocker, tmp_path_factory):
    """The state folder and the output of a first start in a database as after `migrate`.

    Made once, in a transaction around those of the tests: drawing twelve portraits takes seconds.
    """
    folder = tmp_path_factory.mktemp("var")
    state = override_settings(VAR_DIR=folder, MEDIA_ROOT=folder / "media")
    with django_db_blocker.unblock(), state, travel(NOW, tick=False), transaction.atomic():
        Locale.objects.get_or_create(language_code="en")
        if not Collection.get_first_root_node():
            Collection.add_root(name="Root")
        root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
        if not root.get_children():
            root.add_child(instance=Page(title="Welcome", slug="home"))
        yield folder, demo()
        transaction.set_rollback(True)


@pytest.fixture
def machine(first_start, db):
    """The state folder of a machine on which the demo was started once; what a test writes is undone."""
    folder, _ = first_start
    path = folder / "admin-password"
    password = path.read_text()
    yield folder
    path.write_text(password)


def dates(page) -> tuple:
    return tuple(session.date for session in page.dated_sessions)


def situation(page, now) -> str:
    return page.status if page.status != EventStatus.SCHEDULED else page.phase_at(now)


def test_demo_shows_every_phase_and_state_and_every_page_answers(machine, client):
    found = events()
    of_requests = {asked.event.slug for asked in REQUESTS if asked.event}
    assert set(found) == {event.slug for event in EVENTS} | of_requests
    assert {situation(page, NOW) for page in found.values()} == {
        *Phase,
        EventStatus.CANCELLED,
        EventStatus.POSTPONED,
    }
    addresses = ["/", "/events/", "/events/?when=past", "/calendar/", "/sitemap.xml", "/keywords/"]
    addresses += [page.url for page in Page.objects.live().filter(depth__gt=2)]
    for model in (Speaker, Keyword):
        addresses += [one.get_absolute_url() for one in model.objects.all()]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        assert "None" not in response.content.decode(), address
    feed = client.get("/calendar/events.ics").content.decode()
    assert "CANCELLED: Notes that travel" in feed.replace("\r\n ", "")
    assert Speaker.objects.filter(photo=None).count() == 0
    assert HomePage.objects.count() == 1


def test_demo_has_a_request_in_every_stage_and_the_events_of_three(machine):
    assert stages_by_title() == {asked.title: asked.stage for asked in REQUESTS[1:]} | {
        "": Stage.DRAFT
    }
    assert {tie.page.slug for tie in RequestEvent.objects.filter(page__live=True)} == {
        asked.event.slug for asked in REQUESTS if asked.event
    }


def test_demo_says_where_everything_is(machine, first_start):
    out = first_start[1]
    password = (machine / "admin-password").read_text()
    for line in (
        "Site    http://127.0.0.1:8000/",
        f"Admin   http://127.0.0.1:8000/admin/   user admin, password {password}",
        "Feed    http://127.0.0.1:8000/calendar/events.ics",
        f"Mail    {machine}/mail/*.eml",
        "Speaker: Rosa Villanueva",
    ):
        assert line in out


def test_second_start_changes_nothing(machine):
    before = everything()
    second = demo()
    assert everything() == before
    assert "Speaker: " not in second
    assert "Event: " not in second
    assert "Resources: " not in second


def test_next_day_moves_what_nobody_edited(machine, time_machine):
    before = {slug: dates(page) for slug, page in events().items()}
    user = make_admin()
    edited, drafted, called_off = (events()[slug].specific for slug in (
        "one-call-two-desks", "housing-and-the-crisis-team", "reading-your-response-times"))  # fmt: skip
    edited.title = "Words of an editor"
    edited.save_revision(user=user, log_action=True).publish(user=user)
    drafted.save_revision(user=user, log_action=True)
    cancel_event(event=called_off, reason="Why.", user=user, now=NOW)
    uids = set(CalendarRecord.objects.values_list("uid", flat=True))

    time_machine.move_to(NOW + DAY)
    demo()
    after = events()
    touched = {edited.slug, drafted.slug, called_off.slug}
    for event in EVENTS:
        expected = session_dates(event, today=(NOW + DAY).date())
        if event.slug in touched:
            expected = before[event.slug]
        assert dates(after[event.slug]) == expected, event.slug
    assert after[edited.slug].title == "Words of an editor"
    assert after[called_off.slug].status == EventStatus.CANCELLED
    assert set(CalendarRecord.objects.values_list("uid", flat=True)) == uids
    moved = [slug for slug in before if dates(after[slug]) != before[slug]]
    assert len(moved) >= 8
    assert {situation(after[e.slug], NOW + DAY) for e in EVENTS} >= {*Phase, "cancelled"}


def test_live_event_is_live_also_in_the_middle_of_the_night(machine, time_machine):
    for hours in (0, 14, 15):  # 10:03 a.m., 0:03 a.m. and 1:03 a.m. ET
        now = NOW + timedelta(hours=hours)
        time_machine.move_to(now)
        demo()
        assert events()["naloxone-in-the-glove-box"].phase_at(now) == Phase.LIVE


def test_deleted_event_comes_back_and_what_was_added_stays(machine):
    page = events()["after-the-siren"]
    index = page.get_parent().specific
    page.delete()
    index = type(index).objects.get(pk=index.pk)
    index.add_child(instance=EventPage(title="Mine", slug="mine", summary="Mine."))
    demo()
    assert {"after-the-siren", "mine"} <= set(events())
    assert Page.find_problems() == ([], [], [], [], [])


def test_library_stands_in_the_menu_and_on_the_home_page(machine, client):
    assert (TopicPage.objects.count(), ResourcePage.objects.count()) == (3, 25)
    assert (Keyword.objects.count(), Organization.objects.count()) == (30, 17)
    assert Speaker.objects.count() == 12
    library = ResourceIndexPage.objects.get()
    assert (library.title, library.slug, library.show_in_menus) == ("Library", "library", True)
    tasks = {task.value["title"]: task.value["page"].pk for task in HomePage.objects.get().tasks}
    assert tasks["Browse the library"] == library.pk
    assert tasks["Ask for assistance"] == Page.objects.get(slug="ask-for-assistance").pk
    assert client.get("/").content.decode().count('href="/library/"') == 2


def test_topics_list_resources_and_webinars_in_the_order_of_the_editors(machine):
    for topic in TOPICS:
        entries = TopicEntry.objects.filter(topic__slug=topic.slug).order_by("sort_order")
        listed = [(entry.page.slug, entry.is_highlighted) for entry in entries]
        expected = [(slug, True) for slug in topic.highlighted]
        assert listed == expected + [(slug, False) for slug in topic.others]
    for event in EVENTS:
        page = events()[event.slug]
        there = [str(link.keyword.label) for link in page.keyword_links.all()]
        assert (there, page.intercepts) == (list(event.keywords), event.intercepts)


def test_older_demo_gets_its_library_but_edited_pages_stay(machine):
    before = {slug: list(links) for slug, links in ties().items()}
    without_library()
    user = make_admin()
    edited = events()["co-response-basics"].specific
    edited.save_revision(user=user, log_action=True).publish(user=user)
    assert not any(links for links in ties().values())

    out = demo()
    after = ties()
    assert after.pop("co-response-basics") == []
    assert before.pop("co-response-basics") != []
    assert after == before
    for line in ("Keywords: 30", "Organizations: 15", "Resources: 25", "Topics: 3"):
        assert line in out
    assert "Event: " not in out
    tasks = [
        (task.value["title"], task.value["page"].slug) for task in HomePage.objects.get().tasks
    ]
    pages = ("events", "library", "ask-for-assistance")
    assert tasks == [(task.title, slug) for task, slug in zip(HOME.tasks, pages, strict=True)]


def test_library_that_a_person_edited_stays_as_it_is(machine):
    user = make_admin()
    home, resource = HomePage.objects.get(), ResourcePage.objects.get(slug="day-six")
    topic, event = TopicPage.objects.get(slug="peer-support"), events()["the-night-shift"].specific
    home.tasks = []
    resource.title, resource.year = "Words of an editor", None
    topic.entries = [TopicEntry(page_id=resource.pk)]
    event.keyword_links = []
    for page in (home, resource, topic, event):
        page.save_revision(user=user, log_action=True).publish(user=user)
    keyword = Keyword.objects.get(slug="peers")
    keyword.label, keyword.synonyms = "Peers & friends", []
    keyword.save()

    before = everything()
    demo()
    assert everything() == before
    assert not HomePage.objects.get().tasks


def test_deleted_resource_comes_back_where_it_was(machine):
    before = ties()
    ResourcePage.objects.get(slug="posting-a-peer-job").delete()
    Keyword.objects.get(slug="housing").synonyms.all().delete()
    assert ties() != before
    assert "Resources: 1" in demo()
    assert ties() == before
    entry = TopicEntry.objects.get(page__slug="posting-a-peer-job")
    assert (entry.topic.slug, entry.sort_order) == ("peer-support", 3)


def test_password_is_random_kept_and_readable_for_its_owner_only(machine):
    path = machine / "admin-password"
    password = path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(password) >= 16
    assert authenticate(username="admin", password=password).is_superuser
    assert f"password {password}" in demo()
    assert path.read_text() == password


def test_password_of_one_s_own_is_not_touched_or_printed(machine):
    user = get_user_model().objects.get(username="admin")
    user.set_password("my own choice")
    user.save()
    assert "password (the one you chose)" in demo()
    assert authenticate(username="admin", password="my own choice")


def test_another_port_is_written_into_every_text(machine):
    texts = list(CalendarRecord.objects.order_by("pk").values_list("text", "uid", "sequence"))
    assert all("http://127.0.0.1:8000/calendar/" in unfolded(text) for text, _, _ in texts)
    demo(port=8010)
    after = list(CalendarRecord.objects.order_by("pk").values_list("text", "uid", "sequence"))
    assert all("http://127.0.0.1:8010/calendar/" in unfolded(text) for text, _, _ in after)
    assert not any(":8000" in unfolded(text) for text, _, _ in after)
    assert [row[1:] for row in after] == [row[1:] for row in texts]


def unfolded(text: str) -> str:
    return text.replace("\r\n ", "")
