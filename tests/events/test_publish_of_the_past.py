"""Publishing an event that is over is fine, and said: it may be an archive, or a mistyped year."""

import pytest
from django.contrib.messages import get_messages

from tests.events.editor import edit_url, read_form, send
from tests.make import NOW, make_event, make_session

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=True),
    pytest.mark.usefixtures("editor"),
]


def warnings_of_publishing(client, page) -> list[str]:
    response = send(client, edit_url(page), read_form(client, edit_url(page)), action="publish")
    assert response.status_code == 302
    return [str(m) for m in get_messages(response.wsgi_request) if m.level_tag == "warning"]


@pytest.mark.parametrize(
    ("days", "warnings"),
    [
        ([-14], ["This event is over already: its session was on November 8, 2026."]),
        ([-14, -7], ["This event is over already: its last session was on November 15, 2026."]),
        ([-14, 7], ["A session of this event is in the past: it was on November 8, 2026."]),
        ([7, 14], []),
    ],
)
def test_first_publishing_tells_that_sessions_are_over(client, index, days, warnings):
    page = make_event(live=False, sessions=[make_session(day) for day in days])

    assert warnings_of_publishing(client, page) == warnings


def test_publishing_again_says_nothing(client, index):
    page = make_event(live=False, sessions=[make_session(-14)])
    assert len(warnings_of_publishing(client, page)) == 1
    client.get("/admin/")

    assert warnings_of_publishing(client, page) == []
