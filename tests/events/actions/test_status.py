"""Cancel, postpone and restore: the decision, what calendars hear of it, and what is refused."""

from datetime import timedelta

import pytest
from wagtail.models import PageLogEntry

from events.actions import (
    EventIsOver,
    NothingToRestore,
    NotPublished,
    ReasonNeeded,
    StatusUnchanged,
    cancel_event,
    postpone_event,
    restore_event,
)
from events.models import EventPage, EventState
from tests.events.calendars import facts, record_of, records_of, sequences, told, uids, version
from tests.make import (
    NOW,
    make_admin,
    make_event,
    make_past_webinar,
    make_session,
    make_webinar,
    publish,
    with_changed_session,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

LATER = NOW + timedelta(hours=1)
REASON = "The host agency withdrew."
NEXT_STEP = "A new date follows in February."


@pytest.fixture
def page(index):
    return make_event(title="Naloxone in jails", sessions=[make_session(7), make_session(8)])


def log_of(page) -> list:
    entries = PageLogEntry.objects.filter(page=page.pk, action__startswith="events.")
    return [(entry.action, entry.user, entry.data) for entry in entries.order_by("pk")]


@pytest.mark.parametrize(
    ("call_off", "status", "word"),
    [(cancel_event, "cancelled", "CANCELLED"), (postpone_event, "postponed", "POSTPONED")],
)
def test_called_off_event_says_so_in_every_calendar(page, call_off, status, word):
    user, before = make_admin(), uids(page)

    state = call_off(event=page, reason=REASON, next_step=NEXT_STEP, user=user, now=LATER)

    stored = EventState.objects.values(
        "page", "status", "reason", "next_step", "changed_by", "changed_at"
    )
    assert stored.get() == {
        "page": page.pk,
        "status": status,
        "reason": REASON,
        "next_step": NEXT_STEP,
        "changed_by": user.pk,
        "changed_at": LATER,
    }
    assert (state.status, page.status) == (status, status)
    assert (uids(page), sequences(page), version()) == (before, [1, 1], 2)
    for record in records_of(page):
        event = facts(record)
        assert event["SUMMARY"] == f"{word}: Naloxone in jails"
        assert (event["STATUS"], event["TRANSP"]) == ("CANCELLED", "TRANSPARENT")
        assert event["DESCRIPTION"].startswith(f"{REASON}\n\n{NEXT_STEP}\n\nWhat it is about.")
        assert event["DTSTAMP"] == event["LAST-MODIFIED"] == LATER
        assert record.is_visible


def test_log_tells_who_decided_what_and_why(page):
    user = make_admin()

    postpone_event(event=page, reason=REASON, user=user, now=NOW)
    cancel_event(event=page, reason="No date.", next_step=NEXT_STEP, user=user, now=NOW)
    restore_event(event=page, reason="A room was found.", user=user, now=NOW)

    assert log_of(page) == [
        ("events.postpone", user, {"reason": REASON, "next_step": ""}),
        ("events.cancel", user, {"reason": "No date.", "next_step": NEXT_STEP}),
        ("events.restore", user, {"before": "cancelled", "reason": "A room was found."}),
    ]


def test_restored_event_is_told_as_it_was(page):
    before = [facts(record) for record in records_of(page)]
    cancel_event(event=page, reason=REASON, now=NOW)

    state = restore_event(event=page, now=LATER)

    assert (state.status, state.reason, state.next_step) == ("scheduled", "", "")
    news = {"SEQUENCE": 2, "DTSTAMP": LATER, "LAST-MODIFIED": LATER}
    assert [facts(record) for record in records_of(page)] == [event | news for event in before]


def test_postponed_event_can_be_cancelled(page):
    postpone_event(event=page, reason=REASON, now=NOW)

    cancel_event(event=page, reason="No date was found.", now=LATER)

    assert sequences(page) == [2, 2]
    assert facts(records_of(page)[0])["SUMMARY"] == "CANCELLED: Naloxone in jails"


def test_older_revision_does_not_undo_the_decision(page):
    older = page.save_revision()
    older.publish()
    cancel_event(event=EventPage.objects.get(pk=page.pk), reason=REASON, now=NOW)
    before = told(page)

    older.publish()

    assert EventPage.objects.get(pk=page.pk).status == "cancelled"
    assert told(page) == before


def test_new_date_of_a_postponed_event_is_told_once_it_is_restored(page):
    postpone_event(event=page, reason=REASON, now=NOW)
    page = EventPage.objects.get(pk=page.pk)

    publish(with_changed_session(page, 1, date=make_session(30).date))
    assert [record.status for record in records_of(page)] == ["postponed"] * 2
    restore_event(event=page, now=LATER)

    assert [record.status for record in records_of(page)] == ["scheduled"] * 2
    assert sequences(page) == [2, 3]


def test_session_added_to_a_cancelled_event_begins_cancelled(page):
    cancel_event(event=page, reason=REASON, now=NOW)
    page = EventPage.objects.get(pk=page.pk)

    page.sessions = [*page.sessions.all(), make_session(9)]
    publish(page)

    assert [(r.status, r.sequence) for r in records_of(page)][2] == ("cancelled", 0)


def test_copy_of_a_cancelled_event_is_not_cancelled(page):
    cancel_event(event=page, reason=REASON, now=NOW)

    copy = page.copy(update_attrs={"slug": "copy"}, keep_live=True)

    assert EventPage.objects.get(pk=copy.pk).status == "scheduled"
    assert [record.status for record in records_of(copy)] == ["scheduled"] * 2


def test_spaces_and_line_breaks_of_the_reason_are_tidied(page):
    state = cancel_event(event=page, reason=" The host\r\nwithdrew. ", next_step="\n", now=NOW)

    assert (state.reason, state.next_step) == ("The host withdrew.", "")


@pytest.mark.parametrize("call_off", [cancel_event, postpone_event])
@pytest.mark.parametrize("reason", ["", " \n"])
def test_reason_is_needed(page, call_off, reason):
    refuse(page, ReasonNeeded, lambda: call_off(event=page, reason=reason, now=NOW))


@pytest.mark.parametrize("call_off", [cancel_event, postpone_event])
def test_draft_cannot_be_called_off(index, call_off):
    page = make_event(live=False)

    refuse(page, NotPublished, lambda: call_off(event=page, reason=REASON, now=NOW))


@pytest.mark.parametrize("call_off", [cancel_event, postpone_event])
def test_event_that_is_over_cannot_be_called_off(index, call_off):
    page = make_past_webinar()

    refuse(page, EventIsOver, lambda: call_off(event=page, reason=REASON, now=NOW))


def test_event_is_over_at_the_end_of_its_last_session(index):
    page = make_webinar(sessions=[make_session(-1), make_session(7)])
    end = page.last_ends_at

    refuse(page, EventIsOver, lambda: cancel_event(event=page, reason=REASON, now=end))
    cancel_event(event=page, reason=REASON, now=end - timedelta(seconds=1))


def test_postponed_event_can_be_cancelled_after_its_old_date(page):
    postpone_event(event=page, reason=REASON, now=NOW)

    cancel_event(event=page, reason="No date was found.", now=page.last_ends_at)

    assert [record.status for record in records_of(page)] == ["cancelled"] * 2


@pytest.mark.parametrize("call_off", [cancel_event, postpone_event])
def test_session_that_took_place_stays_as_it_was(page, call_off):
    between = page.dated_sessions[0].ends_at + timedelta(hours=1)
    first = records_of(page)[0].text

    call_off(event=page, reason=REASON, now=between)
    assert [record.status == "scheduled" for record in records_of(page)] == [True, False]
    publish(EventPage.objects.get(pk=page.pk))
    assert [record.status == "scheduled" for record in records_of(page)] == [True, False]
    assert (records_of(page)[0].text, records_of(page)[0].sequence) == (first, 0)

    restore_event(event=page, now=between)
    assert {record.status for record in records_of(page)} == {"scheduled"}


def test_session_that_was_postponed_did_not_take_place(page):
    postpone_event(event=page, reason=REASON, now=NOW)

    between = page.dated_sessions[0].ends_at + timedelta(hours=1)
    cancel_event(event=page, reason="No date was found.", now=between)

    assert [record.status for record in records_of(page)] == ["cancelled"] * 2


def test_event_without_a_date_cannot_be_called_off(index):
    page = make_event(sessions=[], recording_url="https://vimeo.com/123456789")

    refuse(page, EventIsOver, lambda: cancel_event(event=page, reason=REASON, now=NOW))


@pytest.mark.parametrize("call_off", [cancel_event, postpone_event])
def test_same_decision_twice_is_refused(page, call_off):
    call_off(event=page, reason=REASON, now=NOW)

    refuse(page, StatusUnchanged, lambda: call_off(event=page, reason="Another.", now=LATER))


def test_event_that_is_on_cannot_be_restored(page):
    refuse(page, NothingToRestore, lambda: restore_event(event=page, now=NOW))
    cancel_event(event=page, reason=REASON, now=NOW)
    restore_event(event=page, now=NOW)
    refuse(page, NothingToRestore, lambda: restore_event(event=page, now=NOW))


def test_event_cancelled_while_it_was_open_elsewhere_is_told_by_the_row(page):
    stale = EventPage.objects.get(pk=page.pk)
    EventPage.objects.get(pk=page.pk).unpublish()

    refuse(page, NotPublished, lambda: cancel_event(event=stale, reason=REASON, now=NOW))


def test_decision_goes_with_its_page_and_the_record_stays(page):
    cancel_event(event=page, reason=REASON, now=NOW)

    page.delete()

    assert not EventState.objects.exists()
    assert [record.status for record in records_of(page)] == ["cancelled"] * 2


def test_single_session_text_reads_the_reason_only_while_it_holds(index):
    page = make_event()
    cancel_event(event=page, reason=REASON, now=NOW)
    restore_event(event=page, now=LATER)

    assert REASON not in record_of(page).text


def refuse(page, error: type[Exception], act) -> None:
    """The action raises a sentence, and nothing changed."""
    before = told(page), log_of(page), list(EventState.objects.values())
    with pytest.raises(error, match=r"^[A-Z].*[.]$"):
        act()
    assert (told(page), log_of(page), list(EventState.objects.values())) == before
