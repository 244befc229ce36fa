"""How the times of one session read, in lists and on its page."""

from datetime import date, time

import pytest

from events.cards import session_times
from events.times import to_utc
from tests.make import NOW, make_event, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

FIRST, SECOND = date(2026, 11, 29), date(2026, 11, 30)


@pytest.mark.parametrize(
    ("start", "end", "end_date", "words"),
    [
        ("14:00", "15:30", None, "2:00–3:30 p.m. ET"),
        ("22:00", "01:00", SECOND, "10:00 p.m.–1:00 a.m. ET"),
        ("09:00", "17:00", SECOND, "9:00 a.m.–November 30, 5:00 p.m. ET"),
    ],
)
def test_session_times_name_the_last_day_of_a_long_session(start, end, end_date, words):
    session = make_session(FIRST, start, end, end_date=end_date)
    session.derive_instants()
    assert session_times(session) == words


def test_page_and_list_say_when_a_long_session_ends(client, index):
    page = make_event(sessions=[make_session(FIRST, "09:00", "17:00", end_date=SECOND)])
    for url in (page.url, "/events/"):
        assert "9:00 a.m.–November 30, 5:00 p.m. ET" in client.get(url).content.decode(), url


def test_instants_have_no_fractions_of_a_second():
    at = to_utc(date=FIRST, time=time(14, 0, 0, 900_000), zone="America/New_York")
    assert at.microsecond == 0
