"""A new date that staff accept once moves the event page, what hangs on it, and nothing that is not meant."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from events.actions import cancel_event, postpone_event
from events.models import EventPage
from events.tta.actions.follow_date import follow_date
from events.tta.dates import EventDate, _followers
from events.tta.enums import EntryKind, Stage
from events.tta.models import RequestEvent
from tests.make import (
    NOW,
    make_admin,
    make_event,
    make_member,
    make_request,
    make_session,
    publish,
    records_of,
)
from tests.make.tta import DAY

pytestmark = pytest.mark.django_db

OLD = EventDate(date=DAY, start_time=time(9), end_time=time(16), zone="America/New_York")
NEW = EventDate(
    date=DAY + timedelta(days=7), start_time=time(10), end_time=time(15), zone="America/Chicago"
)


def make_tied(*, sessions=None, request=None, **fields):
    """A request and an event page of its, at the old date unless told otherwise."""
    request = request or make_request(stage=Stage.SCHEDULED)
    sessions = [make_session(DAY, "09:00", "16:00")] if sessions is None else sessions
    page = make_event(sessions=sessions, **fields)
    RequestEvent.objects.create(request=request, page=page, made_at=NOW)
    return request, page


def follow(request, user=None, *, old=OLD, new=NEW):
    return follow_date(request=request, old=old, new=new, user=user or make_admin(), now=NOW)


def dates_of(page):
    return [(s.date, s.start_time, s.end_time, s.zone) for s in page.sessions.all()]


def live(page) -> EventPage:
    return EventPage.objects.get(pk=page.pk)


def draft(page) -> EventPage:
    return live(page).get_latest_revision_as_object()


MOVED = [(NEW.date, NEW.start_time, NEW.end_time, NEW.zone)]
KEPT = [(OLD.date, OLD.start_time, OLD.end_time, OLD.zone)]


def test_follower_is_registered():
    assert follow_date in _followers


def test_page_moves_as_the_users_act_and_its_calendar_record_with_it(index):
    request, page = make_tied()
    user, [before] = make_admin(), records_of(page)

    assert follow(request, user) == []

    moved, [after] = live(page), records_of(page)
    assert dates_of(moved) == dates_of(draft(page)) == MOVED
    assert (after.uid, after.sequence) == (before.uid, before.sequence + 1)
    assert after.starts_at == NEW.starts_at
    assert moved.has_unpublished_changes is False
    assert moved.live_revision.user == user
    entry = request.history.get()
    assert (entry.kind, entry.by) == (EntryKind.EVENT, user)
    assert "Thursday, June 17, 2027, 10:00 a.m.–3:00 p.m. CT" in entry.words


def test_other_sessions_and_pages_stay(index):
    request, page = make_tied(
        sessions=[make_session(DAY, "09:00", "16:00"), make_session(DAY + timedelta(days=30))]
    )
    _, other = make_tied(request=request, sessions=[make_session(DAY + timedelta(days=60))])
    _, stranger = make_tied()
    kept = dates_of(live(page))[1]

    assert follow(request) == []

    assert dates_of(live(page)) == [*MOVED, kept]
    assert [record.sequence for record in records_of(page)] == [1, 0]
    assert records_of(other)[0].sequence == records_of(stranger)[0].sequence == 0


def test_same_moment_in_another_zone_is_the_same_date(index):
    request, page = make_tied(
        sessions=[make_session(DAY, "08:00", "15:00", zone="America/Chicago")]
    )
    assert follow(request) == []
    assert dates_of(live(page)) == MOVED


def test_new_date_without_an_end_keeps_the_hour_of_the_end(index):
    request, page = make_tied()
    new = EventDate(date=NEW.date, start_time=time(10), end_time=None, zone=OLD.zone)
    assert follow(request, new=new) == []
    assert dates_of(live(page)) == [(NEW.date, time(10), time(16), OLD.zone)]


def test_new_date_past_midnight_ends_on_the_next_day(index):
    request, page = make_tied()
    new = EventDate(date=NEW.date, start_time=time(22), end_time=time(1), zone=OLD.zone)
    assert follow(request, new=new) == []
    [session] = live(page).sessions.all()
    assert session.end_date == NEW.date + timedelta(days=1)


def test_newer_draft_moves_too_and_stays_a_draft(index):
    request, page = make_tied(summary="Published.")
    page = publish(page)
    page.summary = "Only drafted."
    page.save_revision()

    assert follow(request) == []

    assert (live(page).summary, dates_of(live(page))) == ("Published.", MOVED)
    assert (draft(page).summary, dates_of(draft(page))) == ("Only drafted.", MOVED)
    assert live(page).has_unpublished_changes is True
    keys = {str(s.key) for p in (live(page), draft(page)) for s in p.sessions.all()}
    assert len(keys) == 1
    published = publish(draft(page))
    assert [record.sequence for record in records_of(published)] == [1]


@pytest.mark.parametrize("change", ["removed", "moved"])
def test_draft_that_says_something_else_is_left_and_named(index, change):
    request, page = make_tied()
    page = publish(page)
    drafted = make_session(DAY + timedelta(days=1), "09:00", "16:00")
    if change == "moved":
        drafted.key = page.sessions.get().key
    page.sessions.set([drafted])
    page.save_revision()

    [sentence] = follow(request)

    assert "Look at the draft before you publish it." in sentence
    assert dates_of(live(page)) == MOVED
    assert [d for d, *_ in dates_of(draft(page))] == [DAY + timedelta(days=1)]
    assert live(page).has_unpublished_changes is True


def test_event_that_was_never_published_moves_as_a_draft(index):
    request, page = make_tied(live=False)
    page.save_revision()

    assert follow(request) == []

    assert dates_of(draft(page)) == MOVED
    assert live(page).live is False
    assert records_of(page) == []
    assert "The draft" in request.history.get().words


def test_request_without_an_event_has_nothing_to_follow(index):
    assert follow(make_request(stage=Stage.SCHEDULED)) == []


# ---- what a person has to do ----


def assert_nothing_moved(request, *pages):
    for page in pages:
        assert MOVED[0] not in dates_of(live(page)) + dates_of(draft(page))
        assert all(record.sequence == 0 for record in records_of(page))
    assert not request.history.exists()


def test_no_session_at_the_old_date_is_for_a_person(index):
    request, page = make_tied(sessions=[make_session(3)], title="Elsewhen")
    assert follow(request) == [
        "No session of “Elsewhen” has the old date and time. Change the event page by hand."
    ]
    assert len(follow(request, make_admin(username="two"), old=None)) == 1
    assert_nothing_moved(request, page)


def test_two_events_at_the_old_date_are_for_a_person(index):
    request, one = make_tied(title="One")
    _, two = make_tied(title="Two", request=request)
    [sentence] = follow(request)
    assert "More than one session has the old date and time (“One”, “Two”)" in sentence
    assert_nothing_moved(request, one, two)


def test_user_who_may_not_publish_is_told(index):
    request, page = make_tied(title="Guarded")
    [sentence] = follow(request, make_member("add"))
    assert sentence == ("You may not publish “Guarded”. Nothing was changed there: do it by hand.")
    assert_nothing_moved(request, page)


def test_cancelled_event_is_not_moved(index):
    request, page = make_tied()
    cancel_event(event=page, reason="No host.", now=NOW)
    [sentence] = follow(request)
    assert "is cancelled" in sentence
    assert dates_of(live(page)) == KEPT


def test_postponed_event_moves_and_waits_to_be_restored(index):
    request, page = make_tied()
    postpone_event(event=page, reason="No host.", now=NOW)
    [sentence] = follow(request)
    assert "choose Restore" in sentence
    assert dates_of(live(page)) == MOVED


def test_locked_page_is_left_to_who_locked_it(index):
    request, page = make_tied()
    page.locked, page.locked_by = True, make_admin(username="locker")
    page.save()
    [sentence] = follow(request, make_member("publish", "change"))
    assert "is locked" in sentence
    assert_nothing_moved(request, page)


def test_version_that_waits_to_be_published_is_named(index):
    request, page = make_tied()
    page = publish(page)
    page.go_live_at = timezone.now() + timedelta(days=2)
    page.save_revision().publish()
    [sentence] = follow(request)
    assert "set to be published later, with the old date" in sentence
    assert_nothing_moved(request, page)


def test_overlap_with_another_session_is_for_a_person(index):
    sessions = [make_session(DAY, "09:00", "16:00"), make_session(NEW.date, "09:00", "16:00")]
    request, page = make_tied(sessions=sessions)
    [sentence] = follow(request)
    assert "Change the event page by hand." in sentence
    assert_nothing_moved(request, page)


def test_hour_that_clocks_skip_is_for_a_person(index):
    request, page = make_tied()
    new = EventDate(
        date=date(2027, 3, 14), start_time=time(2, 15), end_time=time(2, 45), zone=OLD.zone
    )
    [sentence] = follow(request, new=new)
    assert "Clocks don’t show the new times" in sentence
    assert_nothing_moved(request, page)


def test_registration_days_are_named_and_not_moved(index):
    request, page = make_tied(
        registration_closes_date=DAY - timedelta(days=2), registration_closes_time=time(17)
    )
    [sentence] = follow(request)
    assert "registration opens and closes were not moved" in sentence
    assert live(page).registration_closes_date == DAY - timedelta(days=2)
