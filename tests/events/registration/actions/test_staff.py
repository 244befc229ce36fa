"""What staff do: hold places, add somebody, promote by hand."""

from datetime import timedelta

import pytest

from events.actions import cancel_event
from events.registration.actions import (
    AlreadyRegistered,
    NoPlaceHeld,
    NotPromoted,
    Registrant,
    RegistrationClosed,
    TooManyHeld,
    add_by_hand,
    cancel_registration,
    fill_free_places,
    hold_places,
    promote_registration,
)
from events.registration.models import RegistrationChange
from tests.events.registration.ledger import (
    faults_of,
    kinds_to,
    mails_to,
    seats_of,
    states_of,
)
from tests.make import NOW, make_admin, make_registration, make_session, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW),
]

ANA = Registrant(name="Ana Ortiz", email="ana@county.example")


@pytest.fixture
def staff():
    return make_admin()


def acts_of(registration) -> list:
    changes = RegistrationChange.objects.filter(registration=registration)
    return list(changes.values_list("act", "by"))


# ---- holding places ----


def test_places_are_held_and_given_back_to_who_waits():
    event = make_webinar(capacity=3)
    hold_places(event=event, number=2, now=NOW)
    registrations = [make_registration(event=event) for _ in range(4)]

    hold_places(event=event, number=1, now=NOW)

    assert states_of(event) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]
    assert [kinds_to(one) for one in registrations[1:3]] == [
        ["waitlisted", "promoted"],
        ["waitlisted"],
    ]
    assert seats_of(event) == {"capacity": 3, "taken": 2, "held": 1, "waiting": 2}


def test_more_places_than_are_free_can_not_be_held():
    event = make_webinar(capacity=3)
    make_registration(event=event)

    with pytest.raises(TooManyHeld, match=r"^Only 2 places can be held\.$"):
        hold_places(event=event, number=3, now=NOW)
    hold_places(event=event, number=2, now=NOW)

    assert seats_of(event) == {"capacity": 3, "taken": 1, "held": 2, "waiting": 0}


def test_held_places_give_way_to_a_lower_capacity(staff):
    event = make_webinar(capacity=3)
    make_registration(event=event)
    hold_places(event=event, number=2, now=NOW)
    event.capacity = 2
    event.save()
    assert seats_of(event) == {"capacity": 2, "taken": 1, "held": 1, "waiting": 0}

    event.capacity = 0
    event.save()
    with pytest.raises(NoPlaceHeld):
        add_by_hand(event=event, registrant=ANA, use_held=True, by=staff, now=NOW)

    assert seats_of(event) == {"capacity": 0, "taken": 1, "held": 0, "waiting": 0}


# ---- adding by hand ----


def test_somebody_added_by_hand_takes_a_free_place_and_the_history_says_by_whom(staff):
    event = make_webinar(capacity=2)

    registration = add_by_hand(event=event, registrant=ANA, by=staff, now=NOW)

    assert (registration.state, registration.added_by) == ("confirmed", staff)
    assert kinds_to(registration) == ["confirmed"]
    assert acts_of(registration) == [("added", staff.pk)]
    assert seats_of(event)["taken"] == 1


def test_somebody_added_by_hand_waits_where_no_place_is_free(staff):
    event = make_webinar(capacity=1)
    hold_places(event=event, number=1, now=NOW)

    assert add_by_hand(event=event, registrant=ANA, by=staff, now=NOW).state == "waitlisted"
    assert seats_of(event) == {"capacity": 1, "taken": 0, "held": 1, "waiting": 1}


def test_held_place_is_given_past_the_waitlist(staff):
    event = make_webinar(capacity=2)
    hold_places(event=event, number=1, now=NOW)
    for _ in range(2):
        make_registration(event=event)

    added = add_by_hand(event=event, registrant=ANA, use_held=True, by=staff, now=NOW)

    assert added.state == "confirmed"
    assert seats_of(event) == {"capacity": 2, "taken": 2, "held": 0, "waiting": 1}
    with pytest.raises(NoPlaceHeld):
        add_by_hand(
            event=event, by=staff, now=NOW, use_held=True,
            registrant=Registrant(name="Ben", email="ben@county.example"),
        )  # fmt: skip
    assert states_of(event) == ["confirmed", "waitlisted", "confirmed"]


def test_staff_are_told_who_is_registered_already(staff):
    event = make_webinar()
    cancel_registration(registration=make_registration(event=event, email=ANA.email), now=NOW)
    registration = make_registration(event=event, email="ANA@county.example")

    with pytest.raises(AlreadyRegistered) as refused:
        add_by_hand(event=event, registrant=ANA, by=staff, now=NOW)

    assert refused.value.registration == registration
    assert str(refused.value) == "ANA@county.example is registered for this event already."
    assert kinds_to(registration) == ["confirmed"]


@pytest.mark.parametrize(
    "fields",
    [
        {"registration_opens_date": make_session(3).date},
        {"registration_closes_date": make_session(-3).date},
        {"takes_registrations": False},
    ],
)
def test_staff_add_people_when_visitors_can_not(staff, fields):
    for name in list(fields):
        if name.endswith("_date"):
            fields = fields | {name.replace("_date", "_time"): make_session().start_time}
    event = make_webinar(**fields)
    with pytest.raises(RegistrationClosed):
        make_registration(event=event)

    assert add_by_hand(event=event, registrant=ANA, by=staff, now=NOW).state == "confirmed"


def test_nobody_is_added_to_an_event_that_is_off(staff):
    event = make_webinar()
    cancel_event(event=event, reason="A storm.", now=NOW)

    with pytest.raises(RegistrationClosed, match="called off"):
        add_by_hand(event=event, registrant=ANA, by=staff, now=NOW)
    assert states_of(event) == []


# ---- promoting by hand ----


def full_event(*, held: int = 0):
    event = make_webinar(capacity=1 + held)
    hold_places(event=event, number=held, now=NOW)
    make_registration(event=event)
    return event, [make_registration(event=event) for _ in range(2)]


def test_held_place_goes_to_whom_staff_choose(staff):
    event, (first, second) = full_event(held=1)

    promoted = promote_registration(registration=second, by=staff, now=NOW)

    assert (promoted.state, promoted.promoted_at) == ("confirmed", NOW)
    assert kinds_to(second) == ["waitlisted", "promoted"]
    assert (kinds_to(first), acts_of(second)) == (["waitlisted"], [("promoted", staff.pk)])
    assert seats_of(event) == {"capacity": 2, "taken": 2, "held": 0, "waiting": 1}


def test_free_place_is_given_first_within_the_freeze(staff):
    event, (first, second) = full_event(held=1)
    moment = event.first_starts_at - timedelta(minutes=5)
    cancel_registration(registration=event.registrations.earliest("pk"), now=moment)

    promote_registration(registration=second, by=staff, now=moment)

    assert seats_of(event) == {"capacity": 2, "taken": 1, "held": 1, "waiting": 1}
    promote_registration(registration=first, by=staff, now=moment)
    assert seats_of(event) == {"capacity": 2, "taken": 2, "held": 0, "waiting": 0}


def test_without_a_place_nobody_is_promoted(staff):
    event, (first, _second) = full_event()

    with pytest.raises(NotPromoted, match=r"^No place is free\. Raise the capacity"):
        promote_registration(registration=first, by=staff, now=NOW)

    assert states_of(event) == ["confirmed", "waitlisted", "waitlisted"]
    assert kinds_to(first) == ["waitlisted"]
    assert faults_of(event) == []


def test_promoting_who_is_confirmed_changes_nothing(staff):
    event = make_webinar()
    registration = make_registration(event=event)

    assert promote_registration(registration=registration, by=staff, now=NOW) == registration
    assert (kinds_to(registration), acts_of(registration)) == (["confirmed"], [])


def test_who_cancelled_is_not_promoted(staff):
    event, (first, _second) = full_event(held=1)
    cancel_registration(registration=first, now=NOW)

    with pytest.raises(NotPromoted, match="cancelled"):
        promote_registration(registration=first, by=staff, now=NOW)
    assert faults_of(event) == []


def test_nobody_is_promoted_for_an_event_that_is_off(staff):
    event, (first, _second) = full_event(held=1)
    cancel_event(event=event, reason="A storm.", now=NOW)

    with pytest.raises(NotPromoted, match="called off"):
        promote_registration(registration=first, by=staff, now=NOW)
    assert mails_to(first)[-1].kind == "registration.waitlisted"


# ---- what the worker does ----


def test_filling_free_places_promotes_in_order_and_only_once(settings):
    event, waiting = full_event()
    moment = event.first_starts_at - timedelta(minutes=30)
    cancel_registration(registration=event.registrations.earliest("pk"), now=moment)
    assert fill_free_places(event_id=event.pk, now=moment) == []

    settings.TTA_PROMOTION_FREEZE_MINUTES = 10
    promoted = [fill_free_places(event_id=event.pk, now=moment) for _ in range(2)]

    assert promoted == [[waiting[0]], []]
    assert kinds_to(waiting[0]) == ["waitlisted", "promoted"]
    assert faults_of(event) == []
