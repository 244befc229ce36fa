"""An event's actions in the admin: who may, what the form keeps, and which buttons are offered."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from events.actions import cancel_event, postpone_event
from events.models import EventPage, EventState
from events.wagtail_hooks import event_buttons
from tests.events.calendars import facts, record_of, sequences, told
from tests.events.editor import publish, read_form, send
from tests.make import NOW, make_event, make_member, make_past_webinar, make_session, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

REASON = "The host agency withdrew."
CALL_OFF = {"reason": REASON, "next_step": "A new date follows."}
RUN_AGAIN = {"title": "Naloxone again", "first_date": "2027-05-04"}
RESTORE = {"reason": "A room was found."}
ALWAYS = ["Run it again", "Paste presenters"]
POSTED = {"cancel": CALL_OFF, "postpone": CALL_OFF, "restore": RESTORE, "run_again": RUN_AGAIN}


@pytest.fixture
def page(index):
    return make_event(title="Naloxone in jails")


@pytest.fixture
def member(index, client):
    """Somebody who may write drafts and not publish."""
    user = make_member("add", "change")
    client.force_login(user)
    return user


def url_of(page, action: str) -> str:
    return reverse(f"events_admin:{action}", args=[page.pk])


def act(client, page, action: str, **data):
    return client.post(url_of(page, action), {**POSTED[action], **data})


def status_of(page) -> str:
    return EventPage.objects.get(pk=page.pk).status


def messages_in(response) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def labels(page, user) -> list[str]:
    page = EventPage.objects.get(pk=page.pk).specific
    return [str(button.label) for button in event_buttons(page=page, user=user)]


@pytest.mark.parametrize(
    ("action", "status", "done"),
    [
        ("cancel", "cancelled", "“Naloxone in jails” is cancelled."),
        ("postpone", "postponed", "“Naloxone in jails” is postponed."),
    ],
)
def test_calling_off_writes_decision_records_and_log(client, editor, page, action, status, done):
    response = client.post(url_of(page, action), CALL_OFF, follow=True)

    assert response.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=[page.pk]), 302)]
    assert done in messages_in(response)[0]
    state = EventState.objects.get(page=page.pk)
    assert (state.status, state.reason, state.next_step) == (status, *CALL_OFF.values())
    assert (state.changed_by, sequences(page)) == (editor, [1])
    assert facts(record_of(page))["SUMMARY"] == f"{status.upper()}: Naloxone in jails"
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert f"{status.title()}: {REASON}" in history


def test_restoring_puts_the_event_back_on(client, editor, page):
    cancel_event(event=page, reason=REASON, now=NOW)

    response = client.post(url_of(page, "restore"), RESTORE, follow=True)

    assert "“Naloxone in jails” is on again." in messages_in(response)[0]
    assert (status_of(page), sequences(page)) == ("scheduled", [2])
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Restored: A room was found." in history


def test_running_again_leads_to_the_new_draft(client, editor, page):
    before = told(page)

    response = act(client, page, "run_again")

    copy = EventPage.objects.get(slug="naloxone-again-2027")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert (copy.live, copy.owner, str(copy.first_date)) == (False, editor, "2027-05-04")
    assert told(page) == before
    publish(client, copy, summary="What it is about.")
    assert sequences(copy) == [0]


@pytest.mark.parametrize("action", POSTED)
def test_looking_changes_nothing(client, editor, page, action):
    if action == "restore":
        cancel_event(event=page, reason=REASON, now=NOW)
    before = told(page), EventPage.objects.count(), PageLogEntry.objects.count()

    response = client.get(url_of(page, action))

    assert response.status_code == 200
    assert "Naloxone in jails" in response.content.decode()
    assert (told(page), EventPage.objects.count(), PageLogEntry.objects.count()) == before


@pytest.mark.parametrize("action", ["cancel", "postpone"])
def test_missing_reason_is_named_and_the_rest_kept(client, editor, page, action):
    before = told(page)

    response = act(client, page, action, reason=" ")

    assert response.status_code == 200
    assert response.context["form"].errors == {
        "reason": ["Say why: visitors and calendars show the reason."]
    }
    assert response.context["form"]["next_step"].value() == "A new date follows."
    assert (told(page), EventState.objects.count()) == (before, 0)


def test_restoring_needs_a_reason_too(client, editor, page):
    cancel_event(event=page, reason=REASON, now=NOW)

    response = act(client, page, "restore", reason="")

    assert response.context["form"].errors == {
        "reason": ["Say why, for those who read the history."]
    }
    assert status_of(page) == "cancelled"


@pytest.mark.parametrize(
    ("make", "fields", "sentence"),
    [
        (make_event, {"live": False}, "This event is not published, so there is nothing to call off."),
        (make_past_webinar, {}, "This event is over. Say on the page what visitors should know."),
    ],
)  # fmt: skip
def test_refusal_is_shown_and_what_was_typed_is_kept(client, editor, index, make, fields, sentence):
    page = make(**fields)

    response = act(client, page, "cancel")

    printed = response.content.decode()
    assert response.status_code == 200
    assert sentence in printed
    assert REASON in printed
    assert "A new date follows." in printed
    assert not EventState.objects.exists()


def test_second_of_two_people_reads_that_it_is_done(client, editor, page):
    act(client, page, "cancel")

    assert "This event is already cancelled." in act(client, page, "cancel").content.decode()
    act(client, page, "restore")
    assert "Nothing to restore." in act(client, page, "restore").content.decode()
    assert sequences(page) == [2]


@pytest.mark.parametrize(
    ("typed", "errors"),
    [
        ({"first_date": ""}, {"first_date": ["Choose the day of the first session."]}),
        (
            {"first_date": "in May"},
            {
                "first_date": [
                    "“in May” can't be read as a date. Write it like 12/1/2026 or December 1, 2026."
                ]
            },
        ),
        ({"title": " "}, {"title": ["This field is required."]}),
    ],
)
def test_wrong_day_or_title_of_a_new_run_is_named(client, editor, page, typed, errors):
    response = act(client, page, "run_again", **typed)

    assert response.context["form"].errors == errors
    [(name, value)] = typed.items()
    assert response.context["form"][name].value() == value
    assert EventPage.objects.count() == 1


def test_day_beyond_the_calendar_is_refused(client, editor, index):
    page = make_event(sessions=[make_session(7), make_session(8)])

    response = act(client, page, "run_again", first_date="9999-12-31")

    assert "December 31, 9999 is too far away. Check the year." in response.content.decode()
    assert "Naloxone again" in response.content.decode()
    assert EventPage.objects.count() == 1


def test_older_version_published_later_does_not_undo_cancelling(client, editor, page):
    older = publish(client, page).latest_revision
    act(client, page, "cancel")
    before = told(page)

    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, older.pk])
    response = send(client, url, read_form(client, url), action="publish")

    assert response.status_code == 302
    assert (status_of(page), told(page)) == ("cancelled", before)


def test_editor_who_publishes_a_postponed_event_is_reminded_of_restoring(client, editor, page):
    postpone_event(event=page, reason=REASON, now=NOW)

    publish(client, page)

    printed = client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk]))
    assert any("still marked postponed" in message for message in messages_in(printed))


# ---- who may ----


@pytest.mark.parametrize("action", ["cancel", "postpone", "restore"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_whoever_may_not_publish_may_not_decide(client, member, page, action, method):
    if action == "restore":
        cancel_event(event=page, reason=REASON, now=NOW)
    before = told(page), status_of(page)

    response = getattr(client, method)(url_of(page, action), POSTED[action])

    assert response.status_code == 302
    assert response.url == reverse("wagtailadmin_home")
    assert (told(page), status_of(page)) == before


def test_whoever_may_add_pages_may_run_again(client, member, page):
    act(client, page, "run_again")

    assert EventPage.objects.get(slug="naloxone-again-2027").owner == member


def test_whoever_may_add_nothing_may_not_run_again(client, page):
    client.force_login(make_member("publish"))

    assert act(client, page, "run_again").url == reverse("wagtailadmin_home")
    assert EventPage.objects.count() == 1


@pytest.mark.parametrize("action", POSTED)
def test_stranger_is_led_to_the_login(page, action):
    client = Client()

    assert act(client, page, action).url.startswith("/admin/login/")
    assert client.get(url_of(page, action)).url.startswith("/admin/login/")
    assert status_of(page) == "scheduled"


@pytest.mark.parametrize("action", POSTED)
def test_page_that_is_no_event_is_not_found(client, editor, index, action):
    assert act(client, index, action).status_code == 404


# ---- which buttons ----


def test_buttons_follow_the_state(editor, page):
    assert labels(page, editor) == ["Postpone", "Cancel event", *ALWAYS]

    postpone_event(event=page, reason=REASON, now=NOW)
    assert labels(page, editor) == ["Restore", "Cancel event", *ALWAYS]

    cancel_event(event=page, reason=REASON, now=NOW)
    assert labels(page, editor) == ["Restore", *ALWAYS]


def test_only_what_makes_sense_is_offered(editor, index, time_machine):
    draft, past = make_event(live=False), make_past_webinar()
    undated = make_webinar(sessions=[], recording_url="https://vimeo.com/123456789")
    running = make_event()

    assert labels(draft, editor) == labels(past, editor) == ALWAYS
    assert labels(undated, editor) == ["Paste presenters"]
    time_machine.move_to(running.last_ends_at + timedelta(seconds=1))
    assert labels(running, editor) == ALWAYS


def test_whoever_may_not_publish_is_offered_what_makes_drafts(member, page):
    assert labels(page, member) == ALWAYS


def test_page_that_is_no_event_has_no_button(editor, index):
    assert list(event_buttons(page=index, user=editor)) == []
