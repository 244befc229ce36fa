"""What registrants do with their own registration."""

from datetime import timedelta

import pytest

from events.outbox.models import OwedMail
from events.registration.actions import (
    EnoughInvitations,
    NothingToManage,
    cancel_registration,
    change_address,
    correct_details,
    send_invitation_again,
    send_links,
)
from events.registration.models import Registration, RegistrationChange
from events.registration.tokens import DeadLink, link_token, registration_of_token
from tests.events.calendars import record_of
from tests.events.registration.ledger import kinds_to, mails_to, seats_of
from tests.make import NOW, make_admin, make_registration, make_session, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("index")]

LATER = NOW + timedelta(minutes=5)
NEW = "New.Address@county.example"


def changes_of(registration) -> list:
    changes = RegistrationChange.objects.filter(registration=registration)
    return list(changes.values_list("act", "by", "changes"))


# ---- details ----


def test_correction_is_written_and_what_stood_there_is_kept():
    registration = make_registration(event=make_webinar(), name="Anna", role="Dispatcher")

    corrected = correct_details(
        registration=registration,
        details={"name": "Ana", "role": "Dispatcher", "needs_interpreter": True, "state": "x"},
        now=LATER,
    )

    assert (corrected.name, corrected.needs_interpreter) == ("Ana", True)
    stored = Registration.objects.get()
    assert (stored.name, stored.role, stored.state) == ("Ana", "Dispatcher", "confirmed")
    assert changes_of(registration) == [
        ("corrected", None, {"name": ["Anna", "Ana"], "needs_interpreter": [False, True]})
    ]
    assert kinds_to(registration) == ["confirmed"]


def test_correction_that_changes_nothing_leaves_no_trace():
    registration = make_registration(event=make_webinar(), name="Ana")

    correct_details(registration=registration, details={"name": "Ana"}, now=LATER)

    assert changes_of(registration) == []


# ---- another address ----


def test_new_address_gets_the_invitation_and_the_old_one_a_withdrawal():
    event = make_webinar(capacity=1)
    registration = make_registration(event=event, email="old@county.example")
    record, old_link = record_of(event), link_token(registration)

    moved = change_address(registration=registration, email=NEW, now=LATER)

    confirmed, farewell, invitation = mails_to(registration)
    assert (confirmed.state, farewell.state, invitation.state) == ("superseded", *["queued"] * 2)
    assert (farewell.kind, farewell.to_address) == (
        "registration.address_left",
        "old@county.example",
    )
    assert (invitation.kind, invitation.to_address) == ("registration.invitation", NEW)
    assert [mail.payload["sequence"] for mail in (farewell, invitation)] == [1, 2]
    assert [mail.payload["method"] for mail in (farewell, invitation)] == ["CANCEL", "REQUEST"]
    assert farewell.thread == confirmed.thread != invitation.thread
    assert invitation.key == f"{moved.holder}:{record.uid}:2:REQUEST"
    with pytest.raises(DeadLink):
        registration_of_token(old_link)
    stored = registration_of_token(link_token(moved))
    assert (stored.email, stored.email_key) == (NEW, "new.address@county.example")
    assert changes_of(moved) == [
        ("address_changed", None, {"email": ["old@county.example", NEW]}),
    ]
    assert seats_of(event) == {"capacity": 1, "taken": 1, "held": 0, "waiting": 0}


def test_who_waits_keeps_the_turn_at_another_address():
    event = make_webinar(capacity=0)
    registration = make_registration(event=event)

    change_address(registration=registration, email=NEW, now=LATER)

    assert kinds_to(registration) == ["waitlisted", "address_left", "known"]
    assert [mail.to_address for mail in mails_to(registration)[1:]] == [registration.email, NEW]


def test_address_that_has_a_registration_keeps_it_and_nothing_changes():
    event = make_webinar()
    owner = make_registration(event=event, email=NEW)
    registration = make_registration(event=event, email="old@county.example")
    before = Registration.objects.values().get(pk=registration.pk)

    answer = change_address(registration=registration, email=NEW.lower(), now=LATER)

    assert Registration.objects.values().get(pk=registration.pk) == before
    assert (answer.email, answer.nonce) == ("old@county.example", before["nonce"])
    assert kinds_to(registration) == ["confirmed"]
    assert kinds_to(owner) == ["confirmed", "known"]
    assert changes_of(registration) == []


def test_same_address_in_other_letters_changes_nothing():
    registration = make_registration(event=make_webinar(), email="old@county.example")

    change_address(registration=registration, email="OLD@county.example", now=LATER)

    assert Registration.objects.get().email == "old@county.example"
    assert kinds_to(registration) == ["confirmed"]


def test_address_that_was_left_gets_higher_numbers_when_it_comes_again():
    event = make_webinar()
    registration = make_registration(event=event, email="old@county.example")
    change_address(registration=registration, email=NEW, now=LATER)

    again = make_registration(event=event, email="old@county.example", now=LATER)

    [farewell] = OwedMail.objects.filter(to_address="old@county.example", payload__method="CANCEL")
    assert farewell.payload["sequence"] == 1
    assert mails_to(again)[0].payload["sequence"] == 2


def test_address_that_had_cancelled_gets_higher_numbers_when_a_registration_moves_there():
    event = make_webinar()
    former = make_registration(event=event, email=NEW)
    for _ in range(3):
        send_invitation_again(registration=former, now=NOW)
    cancel_registration(registration=former, now=NOW)
    registration = make_registration(event=event)

    change_address(registration=registration, email=NEW, now=LATER)

    assert mails_to(former)[-1].payload["sequence"] == 4
    assert mails_to(registration)[-1].payload["sequence"] == 5


# ---- the invitation again ----


def test_invitation_again_has_a_higher_number_and_supersedes_what_is_unsent():
    event = make_webinar()
    registration = make_registration(event=event)

    send_invitation_again(registration=registration, now=LATER)

    mails = mails_to(registration)
    assert [(mail.kind, mail.state, mail.payload["sequence"]) for mail in mails] == [
        ("registration.confirmed", "superseded", 0),
        ("registration.invitation", "queued", 1),
    ]


def test_invitation_is_sent_again_three_times_an_hour():
    registration = make_registration(event=make_webinar())
    for minutes in range(3):
        send_invitation_again(registration=registration, now=NOW + timedelta(minutes=minutes))

    with pytest.raises(EnoughInvitations, match="three times within the hour"):
        send_invitation_again(registration=registration, now=NOW + timedelta(minutes=59))
    send_invitation_again(registration=registration, now=NOW + timedelta(minutes=60))

    sequences = [mail.payload["sequence"] for mail in mails_to(registration)]
    assert sequences == [0, 1, 2, 3, 4]


def test_who_waits_has_no_invitation_to_get_again():
    registration = make_registration(event=make_webinar(capacity=0))

    with pytest.raises(NothingToManage, match="waitlist"):
        send_invitation_again(registration=registration, now=LATER)
    assert kinds_to(registration) == ["waitlisted"]


# ---- after cancelling ----


@pytest.mark.parametrize(
    "act",
    [
        lambda one: correct_details(registration=one, details={"name": "Other"}, now=LATER),
        lambda one: change_address(registration=one, email=NEW, now=LATER),
        lambda one: send_invitation_again(registration=one, now=LATER),
    ],
    ids=["details", "address", "invitation"],
)
def test_cancelled_registration_is_not_managed(act):
    registration = make_registration(event=make_webinar())
    cancel_registration(registration=registration, now=NOW)
    before = Registration.objects.values().get()

    with pytest.raises(NothingToManage, match="You can register again"):
        act(registration)

    assert Registration.objects.values().get() == before
    assert kinds_to(registration) == ["confirmed", "cancelled"]


# ---- links ----


def test_links_of_an_address_are_one_mail():
    first = make_registration(event=make_webinar(), email="ana@county.example")
    second = make_registration(event=make_webinar(), email="Ana@County.example")

    send_links(email="ANA@county.example", now=LATER)

    assert (kinds_to(first), kinds_to(second)) == (["confirmed", "links"], ["confirmed"])
    assert mails_to(first)[1].by_stranger


@pytest.mark.parametrize("email", ["nobody@county.example", "over@county.example", "left@county.example"])  # fmt: skip
def test_nothing_is_owed_where_no_registration_is_to_come(email):
    over = make_webinar(sessions=[make_session(1)])
    make_registration(event=over, email="over@county.example")
    left = make_registration(event=make_webinar(), email="left@county.example")
    cancel_registration(registration=left, now=NOW)
    before = OwedMail.objects.count()

    send_links(email=email, now=NOW + timedelta(days=2))

    assert OwedMail.objects.count() == before


def test_history_names_the_member_of_staff():
    staff = make_admin()
    registration = make_registration(event=make_webinar())

    correct_details(registration=registration, details={"name": "A"}, now=LATER, by=staff)
    send_invitation_again(registration=registration, now=LATER, by=staff)

    assert [(act, by) for act, by, _changes in changes_of(registration)] == [
        ("corrected", staff.pk),
        ("invited_again", staff.pk),
    ]
