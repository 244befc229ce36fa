"""Run it again: a draft with new dates, without what the first run left behind."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from wagtail.models import PageLogEntry

from events.actions import DateNeeded, cancel_event, run_again
from events.enums import FileRole
from events.models import EventPage, WebinarPage
from tests.events.calendars import derived, records_of, told, uids
from tests.make import (
    NOW,
    make_admin,
    make_captions,
    make_document,
    make_event,
    make_file,
    make_presenter,
    make_session,
    make_speaker,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

AGAIN = date(2027, 5, 4)


@pytest.fixture
def webinar(index):
    """A webinar of two sessions that has everything; the first is on November 29, in winter time."""
    page = make_webinar(
        title="Naloxone in jails",
        slug="naloxone-in-jails",
        sessions=[make_session(7), make_session(8, "22:00", "01:00", end_date=date(2026, 12, 1))],
        presenters=[
            make_presenter(speaker=make_speaker(name="Ana Prado")),
            make_presenter(name="Bo Hill", title="Director"),
        ],
        files=[make_file(role=role) for role in FileRole.values],
        recording_video=make_document(name="video.mp4"),
        recording_url="https://vimeo.com/123456789",
        recording_minutes=88,
        recording_captions_checked=True,
        recording_expected_date=date(2026, 12, 15),
        registration_opens_date=date(2026, 11, 1),
        registration_opens_time=time(9),
        registration_closes_date=date(2026, 11, 28),
        registration_closes_time=time(17),
        go_live_at=NOW - timedelta(days=9),
        expire_at=NOW + timedelta(days=99),
        capacity=40,
    )
    page.caption_tracks = [page.caption_tracks.model(document=make_captions())]
    page.save()
    return publish(page)


def draft_of(page) -> EventPage:
    """What an editor opens; the same as the row of a page that was never live."""
    return EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def test_dates_move_and_local_times_stay(webinar):
    copy = run_again(event=webinar, first_date=AGAIN)

    for page in (copy, EventPage.objects.get(pk=copy.pk), draft_of(copy)):
        first, second = sorted(page.sessions.all(), key=lambda session: session.date)
        assert (first.date, first.start_time, first.zone) == (AGAIN, time(14), "America/New_York")
        assert (second.date, second.start_time) == (date(2027, 5, 5), time(22))
        assert (second.end_date, second.end_time) == (date(2027, 5, 6), time(1))
        assert first.starts_at == datetime(2027, 5, 4, 18, 0, tzinfo=UTC)
        assert page.first_starts_at == first.starts_at
        assert page.last_ends_at == datetime(2027, 5, 6, 5, 0, tzinfo=UTC)
    assert webinar.first_starts_at == datetime(2026, 11, 29, 19, 0, tzinfo=UTC)


def test_registration_moves_along(webinar):
    copy = draft_of(run_again(event=webinar, first_date=AGAIN))

    assert copy.registration_opens_date == date(2027, 4, 6)
    assert copy.registration_closes_date == date(2027, 5, 3)
    assert copy.registration_closes_at == datetime(2027, 5, 3, 21, 0, tzinfo=UTC)


def test_what_the_first_run_left_stays_there(webinar):
    cancel_event(event=webinar, reason="The host withdrew.", now=NOW)

    copy = run_again(event=webinar, first_date=AGAIN)

    for page in (EventPage.objects.get(pk=copy.pk), draft_of(copy)):
        assert not page.has_recording
        assert (page.recording_minutes, page.recording_captions_checked) == (None, False)
        assert page.recording_expected_date is None
        assert page.caption_tracks.count() == 0
        assert [file.role for file in page.files.all()] == ["handout"]
        assert (page.go_live_at, page.expire_at) == (None, None)
        assert page.status == "scheduled"


def test_texts_place_and_presenters_come_along(webinar):
    copy = run_again(event=webinar, first_date=AGAIN)

    for page in (EventPage.objects.get(pk=copy.pk), draft_of(copy)):
        assert [p.name for p in page.presenters.all()] == ["Ana Prado", "Bo Hill"]
        assert page.presenters.first().speaker.name == "Ana Prado"
        assert (page.summary, page.capacity) == ("What it is about.", 40)


def test_draft_is_a_webinar_below_the_same_index_and_not_live(webinar):
    copy = run_again(event=webinar, first_date=AGAIN)

    assert isinstance(copy, WebinarPage)
    assert copy.get_parent() == webinar.get_parent()
    assert (copy.live, copy.first_published_at, records_of(copy)) == (False, None, [])
    assert (copy.title, copy.draft_title) == ("Naloxone in jails", "Naloxone in jails")


def test_source_is_left_as_it_is(webinar):
    before = told(webinar), derived(webinar)
    counts = [webinar.files.count(), webinar.caption_tracks.count(), webinar.revisions.count()]

    run_again(event=webinar, first_date=AGAIN)

    source = EventPage.objects.get(pk=webinar.pk)
    assert (told(source), derived(source)) == before
    assert counts == [source.files.count(), source.caption_tracks.count(), source.revisions.count()]
    assert source.recording_minutes == 88


def test_published_run_has_uids_of_its_own(webinar):
    copy = publish(draft_of(run_again(event=webinar, first_date=AGAIN)))

    assert len(uids(copy)) == 2
    assert not set(uids(copy)) & set(uids(webinar))


def test_twice_makes_two_drafts_with_free_slugs(webinar):
    copies = [run_again(event=webinar, first_date=AGAIN) for _ in range(3)]

    assert [copy.slug for copy in copies] == [
        "naloxone-in-jails-2027",
        "naloxone-in-jails-2027-2",
        "naloxone-in-jails-2027-3",
    ]


@pytest.mark.parametrize(
    ("title", "expected", "slug"),
    [
        (" Naloxone in prisons\n", "Naloxone in prisons", "naloxone-in-prisons-2027"),
        ("🎉", "🎉", "naloxone-in-jails-2027"),
        ("x" * 255, "x" * 255, f"{'x' * 200}-2027"),
    ],
)
def test_new_run_may_have_a_title_of_its_own(webinar, title, expected, slug):
    copy = run_again(event=webinar, first_date=AGAIN, title=title)

    assert (copy.title, copy.slug) == (expected, slug)
    assert draft_of(copy).title == expected


def test_published_version_is_run_again_and_not_the_draft(webinar):
    webinar.summary = "A draft that nobody has read."
    webinar.save_revision()

    copy = run_again(event=webinar, first_date=AGAIN)

    assert draft_of(copy).summary == "What it is about."


def test_draft_names_who_made_it(webinar):
    user = make_admin()

    copy = run_again(event=webinar, first_date=AGAIN, user=user)

    assert draft_of(copy).latest_revision.user == user
    assert PageLogEntry.objects.filter(page=copy.pk, user=user).exists()


def test_time_that_the_new_day_skips_leaves_a_session_for_the_editor(index):
    page = make_event(sessions=[make_session(7, "02:30", "04:00")])

    copy = draft_of(run_again(event=page, first_date=date(2027, 3, 14)))

    session = copy.sessions.get()
    assert (session.date, session.start_time) == (date(2027, 3, 14), time(2, 30))
    assert (session.starts_at, copy.first_starts_at) == (None, None)


@pytest.mark.parametrize("first_date", [date(9999, 12, 31), date(1, 1, 1)])
def test_date_at_the_end_of_time_is_refused(webinar, first_date):
    with pytest.raises(DateNeeded, match="too far away"):
        run_again(event=webinar, first_date=first_date)

    assert EventPage.objects.count() == 1


def test_event_without_a_session_is_refused(index):
    page = make_event(sessions=[], recording_url="https://vimeo.com/123456789")

    with pytest.raises(DateNeeded, match="This event has no session"):
        run_again(event=page, first_date=AGAIN)

    assert EventPage.objects.count() == 1
