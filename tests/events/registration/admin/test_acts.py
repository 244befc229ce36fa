"""Cancelling, promoting and inviting again: what is said before, done by the button alone, and told afterwards."""

from datetime import timedelta

import pytest

from events.actions import cancel_event
from events.registration.actions import cancel_registration, hold_places
from events.registration.models import RegistrationChange, SeatCount
from tests.events.registration.admin.staff import (
    mails_to,
    messages_in,
    seats,
    soup_of,
    states,
    url,
)
from tests.make import NOW, make_registration, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("registrar"),
]


def asked(client, act, registration) -> list[str]:
    soup = soup_of(client.get(url(act, registration.pk)))
    return [p.get_text(" ", strip=True) for p in soup.select(".help-info p")]


def told(client, act, registration) -> list[str]:
    """Press the button; the message that follows, or why nothing was done."""
    response = client.post(url(act, registration.pk), follow=True)
    if response.redirect_chain:
        assert response.redirect_chain == [(url("inspect", registration.pk), 302)]
        return messages_in(response)
    return [block.get_text(" ", strip=True) for block in soup_of(response).select(".help-critical")]


def test_cancelling_says_who_is_told_and_who_moves_up(client, registrar, event, people):
    ada, _ben, cleo, _dan = people

    assert asked(client, "cancel", ada) == [
        "Ada gets mail that takes the event out of the calendar.",
        "Cleo waits longest, gets the place and is told so by mail.",
    ]
    assert states(ada, cleo) == ["confirmed", "waitlisted"]
    assert told(client, "cancel", ada) == ["Ada is cancelled and is told so by mail."]

    assert states(*people) == ["cancelled", "confirmed", "confirmed", "waitlisted"]
    assert (mails_to(ada), mails_to(cleo)) == (
        ["confirmed", "cancelled"],
        ["waitlisted", "promoted"],
    )
    assert list(RegistrationChange.objects.values_list("act", "by")) == [
        ("cancelled", registrar.pk)
    ]
    assert seats(event) == (2, 2, 0, 1)


def test_cancelling_who_waits_promotes_nobody(client, event, people):
    assert asked(client, "cancel", people[2]) == [
        "Cleo leaves the waitlist and is told so by mail."
    ]
    told(client, "cancel", people[2])

    assert states(*people) == ["confirmed", "confirmed", "cancelled", "waitlisted"]
    assert mails_to(people[2]) == ["waitlisted", "left_waitlist"]


def test_cancelling_within_the_freeze_says_that_nobody_moves_up(
    client, event, people, time_machine
):
    time_machine.move_to(event.first_starts_at - timedelta(minutes=30), tick=False)

    assert asked(client, "cancel", people[0])[1] == (
        "Nobody moves up by themselves: it is too near the start. You can give the place by hand."
    )
    told(client, "cancel", people[0])
    assert states(*people[1:]) == ["confirmed", "waitlisted", "waitlisted"]


def test_cancelling_where_more_have_places_than_there_are_says_so(client, event, people):
    SeatCount.objects.filter(event_id=event.pk).update(capacity=1)

    assert asked(client, "cancel", people[0])[1] == (
        "Nobody moves up: more places are given away than there are."
    )
    told(client, "cancel", people[0])
    assert seats(event) == (1, 1, 0, 2)


def test_cancelling_without_a_waitlist_and_after_the_event_say_less(client, index, time_machine):
    event = make_webinar(capacity=5)
    person = make_registration(event=event, name="Ada")

    assert asked(client, "cancel", person)[1] == "Nobody waits for the place."
    time_machine.move_to(event.last_ends_at, tick=False)
    assert asked(client, "cancel", person) == [
        "Ada is told by mail that the registration is cancelled."
    ]


def test_cancelling_twice_is_said(client, event, people):
    told(client, "cancel", people[0])

    assert told(client, "cancel", people[0]) == ["This registration is cancelled already."]
    assert seats(event) == (2, 2, 0, 1)


def test_promoting_uses_a_free_or_a_held_place(client, registrar, event, people, time_machine):
    _ada, _ben, cleo, dan = people
    time_machine.move_to(event.first_starts_at - timedelta(minutes=30), tick=False)
    cancel_registration(registration=people[0], now=event.first_starts_at - timedelta(minutes=30))

    assert asked(client, "promote", dan) == [
        "Dan gets a place and the invitation, before everybody who waits longer."
    ]
    assert told(client, "promote", dan) == ["Dan has a place. The invitation is on its way."]

    assert states(cleo, dan) == ["waitlisted", "confirmed"]
    assert mails_to(dan) == ["waitlisted", "promoted"]
    assert seats(event) == (2, 2, 0, 1)


def test_promoting_says_that_a_held_place_is_used(client, index):
    event = make_webinar(capacity=1)
    hold_places(event=event, number=1, now=NOW)
    ada = make_registration(event=event, name="Ada")

    assert asked(client, "promote", ada)[1] == "No place is free, so a held one is used."
    told(client, "promote", ada)
    assert (states(ada), seats(event)) == (["confirmed"], (1, 1, 0, 0))


def test_promoting_without_a_place_is_refused_in_words(client, event, people):
    assert told(client, "promote", people[3]) == [
        "No place is free. Raise the capacity, or cancel another registration first."
    ]
    assert told(client, "promote", people[0]) == ["This person has a place already."]
    told(client, "cancel", people[2])
    assert told(client, "promote", people[2]) == [
        "This registration is cancelled. Add the person again instead."
    ]
    assert states(*people) == ["confirmed", "confirmed", "cancelled", "waitlisted"]


def test_invitation_goes_out_again_at_most_three_times_an_hour(client, people):
    ada = people[0]

    assert asked(client, "invite", ada) == [
        "The invitation goes to ada@county.example once more; calendars take it as an update."
    ]
    assert [told(client, "invite", ada) for _ in range(4)] == [
        *[["The invitation is on its way to ada@county.example."]] * 3,
        ["The invitation was sent again three times within the hour. Try later, or call."],
    ]
    assert mails_to(ada) == ["confirmed", "invitation", "invitation", "invitation"]


def test_no_invitation_for_who_waits_is_cancelled_or_whose_event_is_off(client, event, people):
    ada, _ben, cleo, _dan = people

    waits = told(client, "invite", cleo)
    cancel_event(event=event, reason="It rains.", now=NOW)
    off = told(client, "invite", ada)
    cancel_registration(registration=ada, now=NOW)
    gone = told(client, "invite", ada)

    assert [waits, off, gone] == [
        ["Whoever waits has no invitation yet. Give the person a place first."],
        ["The event is called off or over, so there is no invitation to send."],
        ["This registration is cancelled. Add the person again instead."],
    ]


@pytest.mark.parametrize("act", ["cancel", "promote", "invite"])
def test_looking_changes_nothing(client, event, people, act):
    for person in people:
        client.get(url(act, person.pk))

    assert states(*people) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]
    assert RegistrationChange.objects.count() == 0
