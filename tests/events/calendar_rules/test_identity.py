"""calendar.md, "Identity": UID, SEQUENCE, DTSTAMP."""

from datetime import timedelta

import pytest
from django.core import serializers
from wagtail.models import Locale, Site

from events.actions import cancel_event, postpone_event, restore_event
from events.enums import Delivery
from events.feed_bytes import STORE
from events.models import CalendarRecord, EventIndexPage, EventPage
from events.registration.actions import (
    cancel_registration,
    send_invitation_again,
)
from tests.events.calendar_rules.reading import (
    attached,
    changes_told,
    feed_events,
    feed_uids,
    file_events,
    mailed,
)
from tests.events.calendars import record_of, sequences, uids
from tests.events.registration.moving import all_sent, move
from tests.events.registration.visitors import manage_url, sign_up
from tests.make import (
    NOW,
    make_registration,
    make_session,
    make_webinar,
    publish,
    with_changed_session,
)

pytestmark = [pytest.mark.usefixtures("index"), pytest.mark.time_machine(NOW, tick=False)]
ANA = "ana@county.example"
LATER = timedelta(hours=1)


def test_one_uid_per_session_is_shared_by_invitation_download_feed_and_mail(client):
    page = make_webinar(sessions=[make_session(7), make_session(8)])
    registration = make_registration(event=page, email=ANA)
    invited = [str(letter.vevent["UID"]) for letter in mailed("confirmed", "session", to=ANA)]
    cancel_registration(registration=registration, now=NOW)
    withdrawn = [
        str(letter.vevent["UID"]) for letter in mailed("cancelled", "session_cancelled", to=ANA)
    ]
    downloaded = [str(event["UID"]) for event in file_events(client, page)]
    assert len(set(uids(page))) == 2
    assert uids(page) == feed_uids(client) == downloaded == invited == withdrawn


def test_uid_is_minted_once_for_life(client):
    page = make_webinar()
    [uid] = uids(page)
    page = move(page)
    cancel_event(event=page, reason="The river rose.", now=NOW)
    restore_event(event=page, now=NOW)
    page.refresh_from_db()
    page.unpublish()
    publish(EventPage.objects.get(pk=page.pk).specific)
    assert feed_uids(client) == [uid]


def test_add_links_are_a_convenience_that_follows_no_change(client):
    page = make_webinar()
    text = client.get(page.url).content.decode()
    assert "https://calendar.google.com/" in text
    assert "https://outlook.office.com/" in text
    assert uids(page)[0] not in text
    assert "An entry added through Google or Outlook won’t change if the date does." in text


def test_add_links_are_not_offered_beside_an_invitation(client):
    page = make_webinar()
    done = sign_up(client, page, email=ANA, follow=True)
    assert "ana@county.example" in done.content.decode()
    [letter] = mailed("confirmed", to=ANA)
    managing = client.get(manage_url(page.registrations.get()))
    for text in (done.content.decode(), managing.content.decode(), letter.text, letter.html):
        assert "calendar.google.com" not in text
        assert "outlook.office.com" not in text


def rename(page) -> None:
    page.title = "Another title"
    publish(page)


def give_another_slug(page) -> None:
    page.slug = "another-slug"
    publish(page)


def move_in_the_tree(page) -> None:
    home = page.get_parent().get_parent()
    other = home.add_child(instance=EventIndexPage(title="Elsewhere", slug="elsewhere"))
    page.move(other, pos="last-child")


def rename_the_site(page) -> None:
    site = Site.objects.get()
    site.site_name, site.hostname = "Another name", "another.example"
    site.save()


@pytest.mark.parametrize("change", [rename, give_another_slug, move_in_the_tree, rename_the_site])
def test_change_of_slug_title_place_or_site_name_keeps_the_uid(client, change):
    page = make_webinar()
    before = feed_uids(client)
    change(EventPage.objects.get(pk=page.pk).specific)
    assert feed_uids(client) == before == uids(page)
    assert sequences(page) == [0]


def test_restore_from_backup_keeps_the_uid(client):
    page = move(make_webinar())
    before = feed_events(client)
    backup = serializers.serialize("json", CalendarRecord.objects.all())
    CalendarRecord.objects.all().delete()
    assert uids(page) == []
    STORE.clear()

    for row in serializers.deserialize("json", backup):
        row.save()
    publish(EventPage.objects.get(pk=page.pk).specific)

    assert [event.to_ical() for event in feed_events(client)] == [e.to_ical() for e in before]


def copied(page):
    return page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=True)


def aliased(page):
    return page.create_alias(update_slug="alias")


def translated(page):
    french = Locale.objects.create(language_code="fr")
    translation = page.copy_for_translation(french, copy_parents=True)
    return publish(translation)


@pytest.mark.parametrize("make", [copied, aliased, translated])
def test_copied_aliased_or_translated_page_gets_its_own_uid(settings, make):
    settings.WAGTAIL_CONTENT_LANGUAGES = [("en", "English"), ("fr", "French")]
    page = make_webinar(sessions=[make_session(7), make_session(8)])
    other = make(page)
    assert len({*uids(page), *uids(other)}) == 4


def in_a_room(page):
    page.delivery, page.place_name = Delivery.HYBRID, "Town Hall"
    return publish(page)


def with_public_address(page):
    page.join_url, page.join_visibility = "https://meet.example/1", "public"
    return publish(page)


SLOT_CHANGES = {
    "start": lambda page: publish(with_changed_session(page, 0, start_time=make_session(start="13:00").start_time)),
    "end": lambda page: publish(with_changed_session(page, 0, end_time=make_session(end="16:00").end_time)),
    "zone": lambda page: publish(with_changed_session(page, 0, zone="America/Chicago")),
    "zone alone": lambda page: publish(with_changed_session(page, 0, zone="America/Detroit")),
    "place": in_a_room,
    "public join address": with_public_address,
    "cancelled": lambda page: cancel_event(event=page, reason="The river rose.", now=NOW),
    "postponed": lambda page: postpone_event(event=page, reason="The river rose.", now=NOW),
}  # fmt: skip


@pytest.mark.parametrize("change", SLOT_CHANGES.values(), ids=SLOT_CHANGES.keys())
def test_sequence_rises_by_one_for_a_published_change_of_slot_only(client, change):
    page = make_webinar()
    [before] = feed_events(client)
    change(EventPage.objects.get(pk=page.pk).specific)
    [after] = feed_events(client)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert after["UID"] == before["UID"]


def draft(page):
    with_changed_session(page, 0, zone="America/Chicago").save_revision()


def typo(page):
    page.description = "<p>Another word.</p>"
    publish(page)


@pytest.mark.parametrize("change", [draft, publish, typo])
def test_sequence_stays_for_a_draft_an_unchanged_publish_or_a_typo(client, change):
    page = move(make_webinar())
    [before] = feed_events(client)
    change(EventPage.objects.get(pk=page.pk).specific)
    [after] = feed_events(client)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (1, 1)
    assert after["DTSTART"].dt == before["DTSTART"].dt


def test_sequence_is_stored_and_only_rises():
    page = make_webinar()
    numbers = [record_of(page).sequence]
    for hour in ("16:00", "14:00", "16:00"):
        page = move(page, start=hour, end="18:00")
        numbers.append(record_of(page).sequence)
    assert numbers == [0, 1, 2, 3]


def test_persons_number_is_the_records_and_their_own_offset_that_only_rises(client):
    """data.md, "Numbers in invitations": the offset rises at each CANCEL and each renewed invitation."""
    page = move(make_webinar())
    person = make_registration(event=page, email=ANA)
    [first] = mailed("confirmed", to=ANA)
    send_invitation_again(registration=person, now=NOW)
    person.refresh_from_db()
    [again] = mailed("invitation", to=ANA)
    cancel_registration(registration=person, now=NOW)
    [cancelled] = mailed("cancelled", to=ANA)
    [public] = feed_events(client)
    letters = (first, again, cancelled)
    assert [letter.vevent["SEQUENCE"] for letter in letters] == [1, 2, 3]
    assert public["SEQUENCE"] == 1


def test_dtstamp_is_the_last_published_change_and_never_now(client, time_machine):
    page = make_webinar()
    time_machine.shift(LATER)
    typo(EventPage.objects.get(pk=page.pk).specific)
    time_machine.shift(LATER)
    publish(EventPage.objects.get(pk=page.pk).specific)
    draft(EventPage.objects.get(pk=page.pk).specific)
    time_machine.shift(LATER)
    for [event] in (feed_events(client), file_events(client, page)):
        assert event["DTSTAMP"].dt == event["LAST-MODIFIED"].dt == NOW + LATER
        assert event["CREATED"].dt == NOW


def test_dtstamp_of_a_message_is_the_moment_of_the_act():
    make_registration(event=make_webinar(), email=ANA, now=NOW + LATER)
    [letter] = mailed("confirmed", to=ANA)
    assert letter.vevent["DTSTAMP"].dt == NOW + LATER
    assert letter.vevent["LAST-MODIFIED"].dt == NOW


def test_one_message_per_person_and_changed_session_each_with_one_uid():
    page = make_webinar(sessions=[make_session(7), make_session(8), make_session(9)])
    make_registration(event=page, email=ANA)
    sent = mailed("confirmed", "session", to=ANA)
    assert [str(letter.vevent["UID"]) for letter in sent] == uids(page)
    all_sent()
    move(page, number=1)
    [letter] = changes_told(to=ANA)
    assert str(letter.vevent["UID"]) == uids(page)[1]


def test_more_than_five_sessions_are_one_message_with_a_file_without_method():
    page = make_webinar(sessions=[make_session(7 + number) for number in range(6)])
    make_registration(event=page, email=ANA)
    [letter] = mailed("confirmed", "session", to=ANA)
    assert b"METHOD" not in attached(letter)
    assert attached(letter).count(b"BEGIN:VEVENT") == 6
    assert b"ATTENDEE" not in attached(letter)
