"""Copies, aliases and translations: each page has UIDs of its own, whatever its sessions' keys are."""

import pytest
from wagtail.models import Locale

from events.models import CalendarRecord, EventPage, Session
from tests.events.calendars import is_shown, records_of, sequences, told, uids, vevent
from tests.make import NOW, make_event, make_session, publish, with_changed_session

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture
def page(index):
    return make_event(sessions=[make_session(7), make_session(8)])


def keys_of(page) -> set:
    return set(Session.objects.filter(page=page).values_list("key", flat=True))


def test_live_copy_repeats_the_keys_under_uids_of_its_own(page):
    before = told(page)[0]

    copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=True)

    assert keys_of(copy) == keys_of(page)
    assert len({*uids(page), *uids(copy)}) == 4
    assert sequences(copy) == [0, 0]
    assert told(page)[0] == before


def test_draft_copy_has_no_record_before_it_is_published(page):
    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert records_of(copy) == []

    publish(EventPage.objects.get(pk=copy.pk))

    assert len({*uids(page), *uids(copy)}) == 4
    assert is_shown(copy)


def test_alias_has_uids_of_its_own(page):
    alias = page.create_alias(update_slug="alias")

    assert keys_of(alias) == keys_of(page)
    assert len({*uids(page), *uids(alias)}) == 4
    assert is_shown(alias)


def test_alias_follows_its_source_with_the_same_uids(page):
    alias = page.create_alias(update_slug="alias")
    before = uids(alias)

    publish(with_changed_session(page, 1, end_time=make_session(end="16:00").end_time))

    assert uids(alias) == before
    assert sequences(page) == sequences(alias) == [0, 1]
    assert vevent(records_of(alias)[1])["DTEND"].dt == records_of(page)[1].ends_at
    assert keys_of(alias) == keys_of(page)


def test_alias_of_a_draft_stays_hidden_until_its_source_is_published(index):
    page = make_event(live=False)
    alias = page.create_alias(update_slug="alias")
    assert records_of(alias) == []

    publish(page)

    assert is_shown(page)
    assert is_shown(alias)


def test_alias_goes_with_its_source_when_that_is_unpublished(page):
    alias = page.create_alias(update_slug="alias")

    page.unpublish()

    assert not is_shown(page)
    assert not is_shown(alias)


def test_translation_has_uids_of_its_own(page):
    spanish = Locale.objects.create(language_code="es")

    translation = page.copy_for_translation(spanish, copy_parents=True)
    assert records_of(translation) == []
    publish(EventPage.objects.get(pk=translation.pk))

    assert len({*uids(page), *uids(translation)}) == 4
    assert CalendarRecord.objects.count() == 4


def test_copied_index_brings_its_events_under_new_uids(page):
    index = page.get_parent().specific

    copy = index.copy(recursive=True, update_attrs={"slug": "copies"}, keep_live=True)

    below = EventPage.objects.child_of(copy).get()
    assert len({*uids(page), *uids(below)}) == 4
    assert is_shown(below)
