"""Between "Publish" and publishing: an editor reads who will be told what, and only the button tells."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.jobs import publish_scheduled
from events.models import CalendarRecord, EventPage
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.registration.actions import tell_of_changes
from events.registration.models import EventChange
from tests.events.editor import change_row, edit_url, read_form, save_draft, send
from tests.events.registration.admin.staff import messages_in, soup_of
from tests.make import NOW, make_admin, make_registration, make_session, make_visitor, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index", "admin"),
    pytest.mark.time_machine(NOW, tick=False),
]


@pytest.fixture
def admin(client):
    user = make_admin()
    client.force_login(user)
    return user


@pytest.fixture
def event():
    """Two people with a place and one who waits, all told of it."""
    event = make_webinar(title="Night Shift", capacity=2)
    for _ in range(3):
        make_registration(event=event)
    OwedMail.objects.update(state=MailState.SENT, sent_at=timezone.now())
    return event


def press_publish(client, event, **values):
    """Move the session to 4 p.m. in the editor and press Publish."""
    form = read_form(client, edit_url(event)) | values
    change_row(form, "sessions", 0, start_time="16:00", end_time="17:00")
    return send(client, edit_url(event), form, action="publish")


def tell_url(event) -> str:
    event = EventPage.objects.get(pk=event.pk)
    return reverse("event_changes:tell", args=[event.pk, event.latest_revision_id])


def words(response) -> str:
    return soup_of(response).main.get_text(" ", strip=True)


def starts() -> list:
    return list(CalendarRecord.objects.values_list("starts_at", flat=True))


def test_publishing_a_move_asks_first(client, event):
    before = starts()
    response = press_publish(client, event)
    assert (response.status_code, response.url) == (302, tell_url(event))
    assert starts() == before
    assert EventPage.objects.get(pk=event.pk).has_unpublished_changes
    said = words(client.get(response.url))
    assert "2 people with a place and 1 person on the waitlist will be told by mail." in said
    assert "Before Sunday, November 29, 2026, 2:00–3:30 p.m. ET (Eastern Time)" in said
    assert "Now Sunday, November 29, 2026, 4:00–5:00 p.m. ET (Eastern Time)" in said
    assert starts() == before
    assert EventChange.objects.count() == 0


def press_tell(client, event, **values):
    url = tell_url(event)
    soup = soup_of(client.get(url))
    form = {
        "note": soup.select_one("[name=note]").text.strip(),
        "seen": soup.select_one("[name=seen]")["value"],
    }
    return client.post(url, form | values, follow=True)


def test_button_publishes_and_tells_everybody_once(client, event):
    press_publish(client, event)
    response = press_tell(client, event, note="The host is free later.")
    assert messages_in(response)[0] == (
        "“Night Shift” is published."
        " Mail goes to 2 people with a place and 1 person on the waitlist."
    )
    page = EventPage.objects.get(pk=event.pk)
    assert not page.has_unpublished_changes
    assert EventChange.objects.get().note == "The host is free later."
    assert tell_of_changes(now=NOW) == 3
    again = press_publish(client, event)
    assert again.url != tell_url(event)
    assert tell_of_changes(now=NOW) == 0


def test_note_of_the_page_stands_there_to_be_changed(client, event):
    press_publish(client, event, change_note="From the editor.")
    press_tell(client, event)
    assert EventChange.objects.get().note == "From the editor."
    assert read_form(client, edit_url(event))["change_note"] == ""


def test_typo_and_draft_ask_nothing(client, event):
    form = read_form(client, edit_url(event)) | {"title": "Spelled right"}
    response = send(client, edit_url(event), form, action="publish")
    assert "/tell/" not in response.url
    assert EventPage.objects.get(pk=event.pk).title == "Spelled right"
    save_draft(client, event)
    assert EventChange.objects.count() == 0


def test_event_without_registrants_asks_nothing(client):
    event = make_webinar()
    response = press_publish(client, event)
    assert "/tell/" not in response.url
    assert starts()[0].hour == 21


@pytest.mark.time_machine(NOW, tick=False)
def test_later_publishing_asks_nobody_and_sends_its_note(client, event, time_machine):
    response = press_publish(
        client, event, change_note="As announced.", go_live_at="2026-11-23 12:00"
    )
    assert "/tell/" not in response.url
    assert EventChange.objects.count() == 0
    time_machine.move_to(later := NOW + timedelta(days=2), tick=False)
    publish_scheduled(now=later)
    assert EventChange.objects.get().note == "As announced."
    assert tell_of_changes(now=later) == 3


def test_what_changed_meanwhile_is_shown_again(client, event):
    press_publish(client, event)
    url = tell_url(event)
    seen = soup_of(client.get(url)).select_one("[name=seen]")["value"]
    record = CalendarRecord.objects.get()
    record.place = "Somewhere else"
    record.save()
    response = client.post(url, {"note": "Mine.", "seen": seen})
    assert "What changes is not what you saw before." in words(response)
    soup = soup_of(response)
    assert soup.select_one("[name=note]").text.strip() == "Mine."
    assert soup.select_one("[name=seen]")["value"] != seen
    assert EventChange.objects.count() == 0


def test_older_version_is_not_published(client, event):
    press_publish(client, event)
    url = tell_url(event)
    event.refresh_from_db()
    event.get_latest_revision_as_object().save_revision()
    response = client.post(url, {"note": "", "seen": ""}, follow=True)
    assert messages_in(response) == [
        "A newer version was saved meanwhile. Look at it, then publish it."
    ]
    assert EventChange.objects.count() == 0


def test_incomplete_draft_is_not_published_by_its_address(client, event):
    event.summary = ""
    event.sessions = [make_session(9)]
    event.save_revision()
    response = client.post(tell_url(event), {"note": "", "seen": ""}, follow=True)
    assert messages_in(response) == ["This can't be published yet: it has no summary."]
    assert EventChange.objects.count() == 0


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_who_may_publish_may_tell(client, event, method):
    press_publish(client, event)
    client.force_login(make_visitor())
    response = getattr(client, method)(tell_url(event))
    assert response.status_code in {302, 403}
    assert "/tell/" not in response.headers.get("Location", "").partition("?")[0]
    assert EventChange.objects.count() == 0


def test_note_that_is_too_long_is_kept(client, event):
    press_publish(client, event)
    response = press_tell(client, event, note="x" * 1001)
    soup = soup_of(response)
    assert soup.select_one("[name=note]").text.strip() == "x" * 1001
    assert "at most 1000 characters" in words(response)
    assert EventChange.objects.count() == 0


def test_people_who_leave_meanwhile_do_not_matter(client, event):
    press_publish(client, event)
    event.registrations.filter(state="waitlisted").update(
        state="cancelled", cancelled_at=NOW + timedelta(minutes=1)
    )
    response = press_tell(client, event)
    assert messages_in(response)[0].endswith("Mail goes to 2 people with a place.")
