"""The filters of a list forget what stood on an event without dates as soon as nobody may see it any more."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from events.models import CalendarRecord, EventPage, FeedVersion
from tests.events.test_subjects import about
from tests.make import NOW, make_keyword, make_other_site, make_private, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def expire(page) -> None:
    EventPage.objects.filter(pk=page.pk).update(expire_at=NOW - timedelta(hours=1))
    call_command("publish_scheduled", stdout=StringIO())


WAYS = {
    "unpublished": lambda page: page.unpublish(),
    "private": make_private,
    "below what is private": lambda page: make_private(page.get_parent().get_parent()),
    "expired": expire,
    "deleted": lambda page: page.delete(),
    "moved": lambda page: page.move(make_other_site(), pos="last-child"),
}


def make_archived(**fields):
    """A recording of long ago without dates; the calendar has no record of it."""
    page = make_webinar(sessions=[], recording_url="https://video.example.org/1", **fields)
    assert not CalendarRecord.objects.filter(page_id=page.pk).exists()
    return page


def past_list(client) -> str:
    return client.get("/events/?when=past", follow=True).content.decode()


@pytest.mark.parametrize("way", WAYS)
def test_keyword_is_gone_from_the_choices_at_once(client, way):
    page = make_archived(**about(keywords=[make_keyword("Night raid")]))
    assert "Night raid" in past_list(client)
    WAYS[way](page)
    assert "Night raid" not in past_list(client)


def test_keyword_is_there_at_once_when_the_event_is_public_again(client):
    page = make_archived(**about(keywords=[make_keyword("Night raid")]))
    restriction = make_private(page)
    assert "Night raid" not in past_list(client)
    restriction.delete()
    assert "Night raid" in past_list(client)


@pytest.mark.parametrize("way", ["private", "deleted", "moved"])
def test_draft_leaves_the_version_alone(way):
    page = make_archived(live=False)
    make_other_site()
    before = FeedVersion.read().number
    {**WAYS, "moved": lambda page: page.move(page.get_parent(), pos="first-child")}[way](page)
    assert FeedVersion.read().number == before
