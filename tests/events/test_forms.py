"""What an editor may write: odd, unfinished and old things that are accepted, and what becomes of them."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from events.models import EventPage
from tests.events.calendars import facts, record_of, records_of, vevent
from tests.events.editor import (
    add_row,
    add_session,
    add_url,
    change_row,
    edit_url,
    publish,
    read_form,
    refusals,
    refused,
    remove_row,
    save_draft,
    send,
)
from tests.make import (
    NOW,
    make_captions,
    make_document,
    make_event,
    make_presenter,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("editor"),
]


def create(client, index, *, action: str, form=None, **fields) -> EventPage:
    """A page made in the form of a new one; fails with what was refused."""
    form = (form or read_form(client, add_url(index))) | fields
    response = send(client, add_url(index), form, action=action)
    assert response.status_code == 302, refusals(response)
    return EventPage.objects.order_by("-pk").first()


def draft_of(page) -> EventPage:
    return EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()


# ---- drafts ----


def test_title_alone_makes_a_draft(client, index):
    page = create(client, index, action="", title="Naloxone in jails", slug="naloxone")

    assert (page.title, page.slug, page.live) == ("Naloxone in jails", "naloxone", False)
    assert (page.first_starts_at, page.sessions.count(), records_of(page)) == (None, 0, [])


@pytest.mark.parametrize(
    ("title", "slug"),
    [("Naloxone in jails", "naloxone-in-jails"), ("Taken", "taken-2"), ("🎉", "event")],
)
def test_title_alone_makes_a_draft_without_scripts(client, index, title, slug):
    make_event(slug="taken")

    page = create(client, index, action="", title=title)

    assert (page.title, page.slug) == (title, slug)


def test_slug_of_a_page_that_has_one_is_not_made_up(client, index):
    page = make_event()

    response = send(client, edit_url(page), read_form(client, edit_url(page)) | {"slug": ""})

    assert refused(response) == {"slug": ["This field is required."]}


def test_draft_reduced_to_its_title_is_saved_and_shown(client, index):
    page = make_event(live=False, presenters=[make_presenter(name="Ana Prado")])
    form = read_form(client, edit_url(page)) | {"summary": "", "place_name": "", "delivery": ""}
    remove_row(form, "sessions", 0)
    remove_row(form, "presenters", 0)
    form["delivery"] = "in_person"

    save_draft(client, page, form)

    assert (draft_of(page).sessions.count(), draft_of(page).presenters.count()) == (0, 0)
    assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200


def test_unfinished_rows_are_kept_in_a_draft_and_the_draft_is_shown(client, index):
    form = read_form(client, add_url(index))
    add_session(form, start_time="", end_time="")
    add_row(form, "presenters", title="Director")
    add_row(form, "files")
    add_row(form, "caption_tracks")

    page = create(client, index, action="", form=form, title="Draft", slug="draft")

    assert client.get(f"/admin/pages/{page.pk}/view_draft/").status_code == 200
    form = read_form(client, edit_url(page))
    assert form["sessions-0-date"] == "11/29/2026"
    assert (form["presenters-0-title"], form["files-0-role"]) == ("Director", "slides")
    save_draft(client, page, form)


# ---- what needs no session ----


def test_recording_alone_can_be_published(client, index):
    page = create(
        client, index, action="publish", title="Old webinar", slug="old", summary="What it was.",
        recording_url="https://vimeo.com/123456789",
    )  # fmt: skip

    assert page.live
    assert page.phase_at(NOW) == "archive"
    assert records_of(page) == []
    assert "What it was." in client.get(page.url).content.decode()


def test_file_alone_can_be_published(client, index):
    form = read_form(client, add_url(index))
    add_row(form, "files", document=make_document().pk)

    page = create(
        client, index, action="publish", form=form, title="Old", slug="old", summary="It was."
    )

    assert page.live
    assert page.files.get().label == "Slides"
    assert client.get(page.url).status_code == 200


def test_uploaded_recording_with_captions_can_be_published(client, index):
    page = make_event()
    video = make_document(name="video.mp4", content=b"\0")
    form = read_form(client, edit_url(page)) | {"recording_video": str(video.pk)}
    add_row(form, "caption_tracks", document=make_captions().pk)

    page = publish(client, page, form)

    assert page.recording_video == video
    assert page.caption_tracks.get().language == "en"


# ---- times ----


def test_hour_that_an_autumn_night_has_twice_means_the_first(client, index):
    page = make_event()
    form = read_form(client, edit_url(page))
    change_row(form, "sessions", 0, date="2027-11-07", start_time="01:30", end_time="03:00")

    publish(client, page, form)

    assert vevent(record_of(page))["DTSTART"].dt == datetime(2027, 11, 7, 5, 30, tzinfo=UTC)


def test_session_over_midnight_ends_on_its_end_date(client, index):
    page = make_event()
    form = read_form(client, edit_url(page))
    change_row(form, "sessions", 0, start_time="22:00", end_time="01:00", end_date="2026-11-30")

    publish(client, page, form)

    assert vevent(record_of(page))["DTEND"].dt == datetime(2026, 11, 30, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize("date", ["0001-01-01", "1899-12-31", "2201-01-01", "9999-12-30"])
def test_far_away_year_is_refused_at_its_field(client, index, date):
    page = make_event()
    form = read_form(client, edit_url(page))
    change_row(form, "sessions", 0, date=date)

    answer = send(client, edit_url(page), form, action="publish")

    assert "is too far away. Check the year." in str(refusals(answer)["sessions-0-date"])
    assert record_of(page).sequence == 0


@pytest.mark.parametrize(
    ("date", "time", "sentence"),
    [
        ("9999-12-31", "23:00", "December 31, 9999 is too far away. Check the year."),
        ("2027-03-14", "02:30", "2:30 a.m. does not exist on March 14, 2027"),
    ],
)
def test_registration_moment_that_does_not_exist_is_refused(client, index, date, time, sentence):
    page = make_event()
    form = read_form(client, edit_url(page))
    form |= {"registration_closes_date": date, "registration_closes_time": time}

    answer = send(client, edit_url(page), form, action="publish")

    assert sentence in str(refusals(answer))


# ---- texts ----


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("Naloxone 💉 in jails", "Naloxone 💉 in jails"),
        ("Two\r\nlines", "Two lines"),
        ("END:VEVENT", "END:VEVENT"),
        ("Off\r\nEND:VEVENT\r\nBEGIN:VEVENT", "Off END:VEVENT BEGIN:VEVENT"),
        ("a;b,c\\n", "a;b,c\\n"),
        ("</title><script>alert(1)</script>", "</title><script>alert(1)</script>"),
    ],
)
def test_title_reaches_page_and_calendar_as_one_line(client, index, typed, title):
    page = make_event()

    page = publish(client, page, title=typed)

    assert (page.title, facts(record_of(page))["SUMMARY"]) == (title, title)
    feed = Calendar.from_ical(client.get("/calendar/events.ics").content)
    assert [str(event["SUMMARY"]) for event in feed.walk("VEVENT")] == [title]
    answer = client.get(page.url)
    assert answer.status_code == 200
    assert "<script>alert(1)" not in answer.content.decode()


def test_join_address_that_calendars_cannot_carry_is_refused(client, index):
    page = make_event(delivery="virtual")
    form = read_form(client, edit_url(page))
    form |= {"join_url": "https://meet.example/\x01", "join_visibility": "public"}

    response = send(client, edit_url(page), form, action="publish")

    assert list(refused(response)) == ["join_url"]
