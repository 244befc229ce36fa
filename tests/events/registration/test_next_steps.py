"""What happens next: only what is true for the event at the moment."""

from datetime import UTC, date, datetime

from events.registration.consent import ask_by
from events.registration.next_steps import Step, next_steps
from tests.make import NOW, make_event, make_session, make_webinar

INVITED = Step(when="At once", what="Your link and a calendar invitation by e-mail")
REMINDER = "A reminder by e-mail"
WEBINAR = "The webinar. The page behind your link lets you in from 1:30 p.m. ET"
RECORDING = "The recording, on the event’s page"


def test_steps_of_a_webinar(index):
    event = make_webinar(sessions=[make_session(10)], recording_expected_date=date(2026, 12, 16))
    assert next_steps(event=event, is_waiting=False, now=NOW) == [
        INVITED,
        Step(when="November 25", what=REMINDER),
        Step(when="December 1", what=REMINDER),
        Step(when="December 2, 1:00 p.m. ET", what=REMINDER),
        Step(when="December 2, 2026, at 2:00 p.m. ET", what=WEBINAR),
        Step(when="By December 16", what=RECORDING),
    ]


def test_steps_leave_out_what_is_past_or_off(index):
    event = make_webinar(sessions=[make_session(1)], reminds_hour_before=False)
    moments = [step.when for step in next_steps(event=event, is_waiting=False, now=NOW)]
    assert moments == ["At once", "November 22", "November 23, 2026, at 2:00 p.m. ET", "Afterwards"]
    late = datetime(2026, 11, 23, 18, 30, tzinfo=UTC)
    assert [step.what for step in next_steps(event=event, is_waiting=True, now=late)] == [
        "An e-mail with your link: it shows your place on the waitlist", WEBINAR, RECORDING,
    ]  # fmt: skip


def test_steps_of_who_waits_end_at_the_freeze(index):
    event = make_event(sessions=[make_session(3)])
    assert [step.when for step in next_steps(event=event, is_waiting=True, now=NOW)] == [
        "At once",
        "Until November 25, 2026, at 1:00 p.m. ET",
        "November 25, 2026, at 2:00 p.m. ET",
    ]


def test_last_day_to_ask_counts_business_days(index):
    # Sunday, November 29: back over Thanksgiving week's Friday, Thursday and Wednesday.
    event = make_webinar()
    assert ask_by(event=event, days=3, now=NOW) == date(2026, 11, 25)
    assert ask_by(event=event, days=0, now=NOW) == date(2026, 11, 27)
    assert ask_by(event=event, days=30, now=NOW) is None
    on_the_day = datetime(2026, 11, 26, 4, 59, tzinfo=UTC)  # still the 25th in New York
    assert ask_by(event=event, days=3, now=on_the_day) == date(2026, 11, 25)
