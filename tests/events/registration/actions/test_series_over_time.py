"""A series whose sessions are over, postponed, held again, or added out of sight."""

from datetime import time, timedelta

import pytest

from events.actions import postpone_event, restore_event
from events.models import EventPage
from events.outbox.actions import owe
from events.outbox.models import OwedMail
from events.registration.actions import (
    cancel_registration,
    give_back_session,
    tell_of_changes,
)
from events.registration.owed import plain_mail
from tests.events.registration.emails.written import write
from tests.events.registration.ledger import kinds_to, mails_to
from tests.events.registration.moving import all_sent, owed_to
from tests.events.registration.series_ledger import places_of, session_seats
from tests.make import (
    NOW,
    make_private,
    make_registration,
    make_series,
    make_session,
    publish,
    records_of,
    uids_of,
    with_changed_session,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("index"),
    pytest.mark.time_machine(NOW, tick=False),
]


def stored(event) -> EventPage:
    return EventPage.objects.get(pk=event.pk).specific


def after_the_first(event, time_machine):
    """An hour after the first session."""
    later = records_of(event)[0].ends_at + timedelta(hours=1)
    time_machine.move_to(later, tick=False)
    return later


@pytest.mark.parametrize("is_postponed", [False, True])
def test_session_that_is_ahead_again_holds_no_place_of_who_left(time_machine, is_postponed):
    event = make_series(seats=(1, 2, 2), days=(7, 14, 21))
    ana = make_registration(event=event, sessions=[0])
    all_sent()
    if is_postponed:
        postpone_event(event=event, reason="Storm.", now=NOW)
    later = after_the_first(event, time_machine)
    cancel_registration(registration=ana, now=later)

    publish(with_changed_session(stored(event), 0, date=make_session(30).date))
    if is_postponed:
        restore_event(event=stored(event), now=later)

    assert sorted(seats[1] for seats in session_seats(event)) == [0, 0, 0]
    moved = [record.uid for record in records_of(event)].index(uids_of(event, [2])[0])
    ben = make_registration(event=stored(event), sessions=[moved], now=later)
    assert places_of(ben) == ["confirmed"]


def test_who_leaves_after_their_last_session_was_not_on_a_waitlist(time_machine):
    event = make_series()
    ana = make_registration(event=event, sessions=[0])
    all_sent()
    later = after_the_first(event, time_machine)
    cancel_registration(registration=ana, now=later)
    assert kinds_to(ana)[-1] == "cancelled"


def test_session_added_while_the_page_is_private_belongs_to_the_whole_series():
    event = make_series()
    whole = make_registration(event=event, whole_series=True)
    all_sent()
    restriction = make_private(event)
    event = stored(event)
    event.sessions = [*event.dated_sessions, make_session(28, capacity=2)]
    publish(event)
    tell_of_changes(now=NOW)
    restriction.delete()
    assert len(places_of(whole)) == 4
    assert len(owed_to(whole)) == 1


def test_promotion_that_a_move_overtakes_still_names_its_session():
    event = make_series(seats=(2, 1, 2))
    first = make_registration(event=event, sessions=[1])
    ana = make_registration(event=event, sessions=[0, 1])
    all_sent()
    give_back_session(registration=first, uid=uids_of(event, [1])[0], now=NOW)
    publish(with_changed_session(stored(event), 1, start_time=time(18), end_time=time(19)))
    tell_of_changes(now=NOW)
    last = mails_to(ana)[-1]
    assert last.kind == "registration.promoted"
    assert last.payload["sessions"] == [uids_of(event, [1])[0]]


def test_declining_one_session_offers_to_give_back_that_one():
    event = make_series()
    ana = make_registration(event=event, sessions=[0, 1])
    [uid] = uids_of(event, [0])
    mail = plain_mail(
        registration=ana, kind="registration.declined", key="x", now=NOW, payload={"uids": [uid]}
    )
    owe([mail])
    letter = write(OwedMail.objects.get(kind="registration.declined"))
    assert f"/sessions/{uid}/leave/" in letter.text
    assert "the others stay yours" in letter.text
    assert "as a whole" not in letter.text
