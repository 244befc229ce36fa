"""A real subscriber before the live site: what changes there arrives in its calendar at the next sync."""

from datetime import timedelta

import pytest
from django.core.signals import request_started

from events.actions import cancel_event, postpone_event
from events.models import CalendarRecord
from tests.events.ical.parsers import vdirsyncer
from tests.events.ical.parsers.reading import Entry, reading
from tests.events.ical.parsers.test_parsers import judged_by
from tests.make import NOW, make_private, make_session, make_webinar, publish, with_changed_session

pytestmark = [pytest.mark.parsers, pytest.mark.time_machine(NOW, tick=False)]
DAYS = [f"{NOW.date()}", f"{NOW.date() + timedelta(days=60)}"]


@pytest.fixture
def asked():
    """The header fields of every request to the live server."""
    environs = []

    def note(environ, **_rest):
        environs.append(environ)

    request_started.connect(note)
    yield environs
    request_started.disconnect(note)


def shown(page, *, title: str = "", reason: str = "") -> list[Entry]:
    """What the event's sessions have to read as, in the order of time; without UIDs, which vdirsyncer replaces."""
    records = CalendarRecord.objects.filter(page_id=page.pk).order_by("starts_at")
    before = f"{reason}\n\n" if reason else ""
    return [
        Entry(
            record.starts_at,
            record.ends_at,
            title or page.title,
            "",
            f"{before}What it is about.\n\nDetails: http://testserver/calendar/{record.uid}/",
            "Online",
        )
        for record in records
    ]


@judged_by([vdirsyncer])
def test_subscriber_gets_what_moved_was_called_off_or_taken_away(
    parser, committed_index, live_server, tmp_path, asked
):
    titles = ("Stays", "Moves", "Called off", "Put off", "Unpublished", "Private", "Deleted")
    pages = {title: make_webinar(title=title) for title in titles}
    pages["Series"] = make_webinar(title="Series", sessions=[make_session(8), make_session(9)])
    feed = parser.Subscription(url=f"{live_server.url}/calendar/events.ics", folder=tmp_path)
    feed.sync()
    everything = [entry for page in pages.values() for entry in shown(page)]
    assert feed.read(days=DAYS) == reading(everything)

    publish(with_changed_session(pages["Moves"], 0, zone="America/Los_Angeles"))
    cancel_event(event=pages["Called off"], reason="The river rose.", now=NOW)
    postpone_event(event=pages["Put off"], reason="The host is ill.", now=NOW)
    pages["Unpublished"].unpublish()
    make_private(pages["Private"])
    pages["Deleted"].delete()
    pages["Series"].sessions = [pages["Series"].dated_sessions[1]]
    publish(pages["Series"])
    new = make_webinar(title="New; after all, it is", sessions=[make_session(20)])
    feed.sync()

    removed, still_on = shown(pages["Series"])
    assert feed.read(days=DAYS) == reading(
        [
            *shown(pages["Stays"]),
            *shown(pages["Moves"]),
            *shown(pages["Called off"], title="CANCELLED: Called off", reason="The river rose."),
            *shown(pages["Put off"], title="POSTPONED: Put off", reason="The host is ill."),
            removed._replace(title="CANCELLED: Series"),
            still_on,
            *shown(new),
        ]
    )

    kept = feed.kept()
    feed.sync()
    assert feed.kept() == kept
    assert len(kept) == 7
    assert {environ["HTTP_USER_AGENT"].partition("/")[0] for environ in asked} == {"vdirsyncer"}
    assert not any("HTTP_COOKIE" in environ for environ in asked)
