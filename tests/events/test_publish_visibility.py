"""Who may see an event decides whether calendars get it; the texts and numbers stay as they are."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from wagtail.models import Page, PageViewRestriction, Site

from cms.models import HomePage
from events.models import EventIndexPage, EventPage
from tests.events.calendars import (
    facts,
    is_shown,
    record_of,
    records_of,
    sequences,
    told,
    uids,
    version,
)
from tests.make import NOW, make_event, make_webinar, publish

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

HOUR = timedelta(hours=1)


@pytest.fixture
def page(index):
    return make_event()


def restrict(page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_scheduled_page_is_hidden_until_its_moment(index, time_machine):
    page = make_event(live=False, go_live_at=NOW + HOUR)
    publish(page)
    assert records_of(page) == []

    time_machine.shift(HOUR / 2)
    call_command("publish_scheduled")
    assert records_of(page) == []

    time_machine.shift(HOUR)
    call_command("publish_scheduled")
    assert is_shown(page)
    assert (sequences(page), version()) == ([0], 1)


def test_scheduled_change_reaches_calendars_at_its_moment(page, time_machine):
    page = publish(page)
    before = told(page)
    page.place_name, page.go_live_at = "Library", NOW + HOUR
    publish(page)
    assert told(page) == before

    time_machine.shift(2 * HOUR)
    call_command("publish_scheduled")

    assert sequences(page) == [1]
    assert facts(record_of(page))["LOCATION"] == "Library"


@pytest.mark.parametrize("make", [make_event, make_webinar])
def test_expired_page_is_hidden_and_not_cancelled(index, time_machine, make):
    page = publish(make(expire_at=NOW + HOUR))
    text, before = record_of(page).text, version()

    time_machine.shift(2 * HOUR)
    call_command("publish_scheduled")

    assert not is_shown(page)
    assert record_of(page).text == text
    assert version() == before + 1


def test_unpublished_page_is_hidden_and_comes_back_as_it_was(page):
    before = record_of(page)

    page.unpublish()
    assert not is_shown(page)
    assert version() == 2

    publish(EventPage.objects.get(pk=page.pk))
    assert is_shown(page)
    assert (record_of(page).uid, record_of(page).text) == (before.uid, before.text)
    assert version() == 3


def test_what_changed_while_hidden_is_told_when_it_is_shown(page):
    page.unpublish()
    page.place_name = "Library"
    page.save()
    assert sequences(page) == [0]

    publish(page)

    assert sequences(page) == [1]


def test_deleted_page_leaves_its_uid_behind(page):
    [uid] = uids(page)

    Page.objects.get(pk=page.pk).delete()

    assert uids(page) == [uid]
    assert not is_shown(page)
    assert version() == 2


def test_deleted_draft_changes_no_feed(index):
    page = make_event(live=False)

    page.delete()

    assert version() == 0


def test_deleted_index_hides_everything_below(page):
    webinar = make_webinar()
    restrict(webinar)

    EventIndexPage.objects.get().delete()

    assert not EventPage.objects.exists()
    assert not is_shown(page)
    assert not is_shown(webinar)


def test_restricted_page_is_hidden_and_shown_again(page):
    before = record_of(page)

    restriction = restrict(page)
    assert not is_shown(page)
    assert version() == 2

    restriction.delete()
    assert is_shown(page)
    assert record_of(page).text == before.text
    assert version() == 3


@pytest.mark.parametrize("model", [EventIndexPage, HomePage])
def test_restriction_above_counts_for_everything_below(page, model):
    webinar, draft = make_webinar(), make_event(live=False)

    restriction = restrict(model.objects.get())
    assert (is_shown(page), is_shown(webinar), records_of(draft)) == (False, False, [])

    restriction.delete()
    assert (is_shown(page), is_shown(webinar), records_of(draft)) == (True, True, [])


def test_two_restrictions_hide_until_both_are_gone(page):
    above, own = restrict(EventIndexPage.objects.get()), restrict(page)

    above.delete()
    assert not is_shown(page)

    own.delete()
    assert is_shown(page)


def test_page_published_below_a_restriction_stays_hidden(index):
    restrict(index)

    page = make_event()

    assert not is_shown(page)
    assert version() == 1


def test_moved_page_takes_on_the_privacy_of_its_new_place(page):
    members = add_index("members")
    restrict(members)

    page.move(members, pos="last-child")
    assert not is_shown(page)

    index = EventIndexPage.objects.get(slug="events")
    EventPage.objects.get(pk=page.pk).move(index, pos="last-child")
    assert is_shown(page)


def test_moved_page_keeps_uid_and_text(page):
    before = record_of(page)

    page.move(add_index("archive"), pos="last-child")

    after = record_of(page)
    assert EventPage.objects.get(pk=page.pk).url == f"/archive/{page.slug}/"
    assert (after.uid, after.sequence, after.text) == (before.uid, 0, before.text)
    assert is_shown(page)


def test_moved_index_takes_its_events_along(page):
    home = HomePage.objects.get()
    restrict(home)
    elsewhere = Page.get_first_root_node().add_child(instance=HomePage(title="Two", slug="two"))
    Site.objects.create(hostname="two.example", port=443, root_page=elsewhere, site_name="Two")
    assert not is_shown(page)

    EventIndexPage.objects.get().move(elsewhere, pos="last-child")

    assert is_shown(page)
    assert facts(record_of(page))["URL"] == f"https://two.example/calendar/{uids(page)[0]}/"


def test_new_host_name_is_written_into_every_text(page):
    webinar = make_webinar()
    before = version()

    site = Site.objects.get()
    site.hostname, site.port = "events.example", 443
    site.save()

    for event in (page, webinar):
        [uid] = uids(event)
        assert facts(record_of(event))["URL"] == f"https://events.example/calendar/{uid}/"
        assert sequences(event) == [0]
    assert version() > before


def test_site_saved_unchanged_changes_nothing(page, time_machine):
    before = told(page)
    time_machine.shift(HOUR)

    Site.objects.get().save()

    assert told(page) == before


def test_event_outside_every_site_is_hidden(page):
    Site.objects.all().delete()
    assert not is_shown(page)

    Site.objects.create(
        hostname="testserver", port=80, root_page=HomePage.objects.get(), is_default_site=True
    )
    assert is_shown(page)


def add_index(slug: str) -> EventIndexPage:
    home = HomePage.objects.get()
    return home.add_child(instance=EventIndexPage(title=slug.title(), slug=slug))
