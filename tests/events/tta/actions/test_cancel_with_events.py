"""Who cancels a request is asked about its events: they go too, or stay."""

from datetime import timedelta

import pytest

from events.actions import cancel_event, postpone_event
from events.enums import EventStatus
from events.models import EventPage
from events.registration.actions import tell_of_changes
from events.tta.actions.cancel_with_events import (
    EventNotCancelled,
    cancel_with_events,
    events_to_ask_about,
)
from events.tta.actions.record import ChangedMeanwhile, staff
from events.tta.enums import EntryKind, Stage
from events.tta.models import RequestEvent, TTARequest
from tests.events.registration.emails.written import owed, write
from tests.make import (
    NOW,
    make_admin,
    make_desk_member,
    make_past_webinar,
    make_registration,
    make_request,
    make_session,
    make_webinar,
)

pytestmark = pytest.mark.django_db


def make_tied(request, page=None, **fields):
    page = page or make_webinar(**fields)
    RequestEvent.objects.create(request=request, page=page, made_at=NOW)
    return page


def status_of(page) -> str:
    return EventPage.objects.get(pk=page.pk).status


def test_events_to_ask_about_are_those_that_are_published_and_to_come(index):
    request = make_request(stage=Stage.SCHEDULED)
    late = make_tied(request, sessions=[make_session(20)])
    soon = make_tied(request, sessions=[make_session(2)])
    make_tied(request, make_past_webinar())
    make_tied(request, live=False)
    off = make_tied(request)
    cancel_event(event=off, reason="No host.", now=NOW)
    make_tied(make_request(stage=Stage.SCHEDULED))

    assert [page.pk for page in events_to_ask_about(request=request, now=NOW)] == [soon.pk, late.pk]


def test_postponed_event_whose_old_date_is_over_is_asked_about_and_cancelled(index):
    request, user = make_request(stage=Stage.SCHEDULED), make_admin()
    waiting = make_tied(request, sessions=[make_session(2)])
    postpone_event(event=waiting, reason="No hall.", now=NOW)
    later = NOW + timedelta(days=30)
    assert [page.pk for page in events_to_ask_about(request=request, now=later)] == [waiting.pk]

    cancel_with_events(
        request=request, reason="No hall.", doer=staff(user), now=later, seen=request.version,
        events=[waiting.pk], public_reason="No hall.",
    )  # fmt: skip

    assert status_of(waiting) == EventStatus.CANCELLED


def test_chosen_events_are_cancelled_with_the_request_and_others_stay(index):
    request, user = make_request(stage=Stage.SCHEDULED), make_admin()
    chosen, left, stranger = make_tied(request), make_tied(request), make_webinar()
    make_registration(event=chosen, email="lee@county.example")

    cancel_with_events(
        request=request, reason="For you only.", doer=staff(user), now=NOW, seen=request.version,
        events=[chosen.pk, stranger.pk], public_reason="The host withdrew.",
    )  # fmt: skip
    tell_of_changes(now=NOW)

    assert TTARequest.objects.get().stage == Stage.CANCELLED
    assert status_of(chosen) == EventStatus.CANCELLED
    assert status_of(left) == status_of(stranger) == EventStatus.SCHEDULED
    state = EventPage.objects.get(pk=chosen.pk).state
    assert (state.reason, state.changed_by) == ("The host withdrew.", user)
    assert chosen.title in request.history.get(kind=EntryKind.EVENT).words
    letter = write(owed(to="lee@county.example")[-1])
    assert {str(calendar["METHOD"]) for calendar in letter.calendars} == {"CANCEL"}
    assert "For you only." not in letter.text


def test_events_may_be_left(index):
    request = make_request(stage=Stage.SCHEDULED)
    page = make_tied(request)
    cancel_with_events(request=request, reason="Why.", doer=staff(make_admin()), now=NOW)
    assert TTARequest.objects.get().stage == Stage.CANCELLED
    assert status_of(page) == EventStatus.SCHEDULED


@pytest.mark.parametrize(
    ("make_user", "public_reason", "sentence"),
    [
        (lambda: make_desk_member("change"), "Why.", "You may not cancel “Named”"),
        (make_admin, "  ", "“Named”: Say why"),
    ],
)
def test_event_that_cannot_be_cancelled_keeps_the_request_as_it_is(
    index, make_user, public_reason, sentence
):
    request = make_request(stage=Stage.SCHEDULED)
    page = make_tied(request, title="Named")
    with pytest.raises(EventNotCancelled, match=sentence):
        cancel_with_events(
            request=request, reason="Why.", doer=staff(make_user()), now=NOW,
            events=[page.pk], public_reason=public_reason,
        )  # fmt: skip
    assert TTARequest.objects.get().stage == Stage.SCHEDULED
    assert status_of(page) == EventStatus.SCHEDULED
    assert not request.history.exists()


def test_second_of_two_cancels_no_event(index):
    request = make_request(stage=Stage.SCHEDULED)
    page = make_tied(request)
    with pytest.raises(ChangedMeanwhile):
        cancel_with_events(
            request=request, reason="Why.", doer=staff(make_admin()), now=NOW, seen=99,
            events=[page.pk], public_reason="Why.",
        )  # fmt: skip
    assert status_of(page) == EventStatus.SCHEDULED
