"""Wagtail saves the open form in the background: rows keep their keys, and calendars hear nothing."""

import uuid

import pytest

from events.models import EventPage, Session
from tests.events.calendars import derived, records_of, told, uids, version
from tests.events.editor import (
    add_row,
    add_session,
    add_url,
    autosave,
    change_row,
    edit_url,
    publish,
    read_form,
    save_draft,
)
from tests.make import NOW, make_event, make_session

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("editor"),
]


def draft_of(page) -> EventPage:
    return EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()


def keys_in(page) -> list[str]:
    return [str(session.key) for session in page.sessions.all()]


def test_new_page_saved_twice_keeps_one_row_and_echoes_its_key(client, index):
    form = read_form(client, add_url(index)) | {"title": "Draft", "slug": "draft"}
    number = add_session(form)

    first = autosave(client, add_url(index), form)
    key = form[f"sessions-{number}-key"]
    page = EventPage.objects.get(pk=first["pk"])
    second = autosave(client, edit_url(page), form)

    assert first["field_updates"] == {
        "sessions-INITIAL_FORMS": "1",
        "sessions-0-id": str(page.sessions.get().pk),
        "sessions-0-key": key,
    }
    assert uuid.UUID(key).version == 4
    assert second["field_updates"] == {}
    assert second["revision_id"] == first["revision_id"]
    assert keys_in(page) == keys_in(draft_of(page)) == [key]
    assert records_of(page) == []


def test_row_added_to_a_live_page_keeps_its_key_from_one_save_to_the_next(client, index):
    page = make_event()
    [old_key] = keys_in(page)
    before = told(page), derived(page)
    form = read_form(client, edit_url(page))
    number = add_session(form, date="2026-12-01")

    first = autosave(client, edit_url(page), form)
    key = form[f"sessions-{number}-key"]
    change_row(form, "sessions", number, start_time="13:00")
    second = autosave(client, edit_url(page), form)
    third = autosave(client, edit_url(page), form)

    assert first["field_updates"] == {"sessions-INITIAL_FORMS": "2", "sessions-1-key": key}
    assert second["revision_id"] == third["revision_id"] == first["revision_id"]
    assert sorted(keys_in(draft_of(page))) == sorted([old_key, key])
    assert (told(page), derived(page)) == before
    assert Session.objects.filter(page=page).count() == 1


def test_key_that_was_echoed_is_the_key_that_is_published(client, index):
    page = make_event()
    [uid] = uids(page)
    form = read_form(client, edit_url(page))
    number = add_session(form, date="2026-12-01")
    autosave(client, edit_url(page), form)
    key = form[f"sessions-{number}-key"]

    publish(client, page, form)

    assert [str(record.session_key) for record in records_of(page)][1] == key
    assert uids(page)[0] == uid
    assert version() == 2


def test_two_rows_added_at_once_have_two_keys(client, index):
    form = read_form(client, add_url(index)) | {"title": "Draft", "slug": "draft"}
    add_session(form)
    add_session(form, date="2026-11-30")

    answer = autosave(client, add_url(index), form)
    page = EventPage.objects.get(pk=answer["pk"])
    autosave(client, edit_url(page), form)

    assert form["sessions-0-key"] != form["sessions-1-key"]
    assert sorted(keys_in(page)) == sorted([form["sessions-0-key"], form["sessions-1-key"]])


def test_saved_and_reopened_form_carries_the_same_key(client, index):
    page = make_event(live=False)
    before = keys_in(page)

    save_draft(client, page)
    save_draft(client, page, summary="Another sentence.")

    assert keys_in(page) == keys_in(draft_of(page)) == before
    assert read_form(client, edit_url(page))["sessions-0-key"] == before[0]


def test_incomplete_rows_are_saved_in_the_background(client, index):
    form = read_form(client, add_url(index)) | {"title": "Draft", "slug": "draft"}
    add_row(form, "sessions", date="2026-11-29")
    add_row(form, "presenters", title="Director")
    add_row(form, "files")
    add_row(form, "caption_tracks")

    first = autosave(client, add_url(index), form)
    page = EventPage.objects.get(pk=first["pk"])
    second = autosave(client, edit_url(page), form)

    assert (first["success"], second["success"]) == (True, True)
    draft = draft_of(page)
    assert [str(session.date) for session in draft.sessions.all()] == ["2026-11-29"]
    assert [presenter.title for presenter in draft.presenters.all()] == ["Director"]


def test_what_is_wrong_is_not_saved_in_the_background(client, index):
    page = make_event(sessions=[make_session(7)])
    before = told(page), page.revisions.count()
    form = read_form(client, edit_url(page))
    change_row(form, "sessions", 0, end_time="09:00")

    answer = autosave(client, edit_url(page), form)

    assert (answer["success"], answer["error_code"]) == (False, "validation_error")
    assert (told(page), page.revisions.count()) == before
