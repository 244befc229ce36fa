"""The three reports on their pages: what is typed badly is explained and kept."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from events.public_forms.tokens import new_form_token
from events.tta.enums import LetterState, ReportKind, Stage
from events.tta.models import Report, TTARequest
from events.tta.tokens import link_token
from tests.make import NOW, make_request

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
WHEN = {
    "month": "7", "day": "1", "year": "2027", "start_time": "10:00 a.m.", "end_time": "", "zone": "America/Denver",
    "words": "",
}  # fmt: skip


def url(request: TTARequest, name: str) -> str:
    return reverse(f"tta:{name}", args=[link_token(request)])


def send(client, request: TTARequest, name: str, **values):
    data = {"form_token": new_form_token(now=NOW - timedelta(seconds=40)), "website": "", **values}
    return client.post(url(request, name), data)


@pytest.fixture
def request_(index):
    return make_request(stage=Stage.SCHEDULED)


def test_new_date_is_reported_and_shown_on_the_page(request_, client):
    response = send(client, request_, "date_change", **WHEN)

    assert response.status_code == 302
    found = Report.objects.get()
    assert (found.kind, found.new_date, found.new_start_time, found.new_end_time, found.new_zone) == (
        ReportKind.DATE_CHANGE, date(2027, 7, 1), time(10), None, "America/Denver",
    )  # fmt: skip
    page = client.get(response["Location"]).content.decode()
    assert "Our staff have your new date." in page
    assert "Our staff have not answered yet." in page
    assert TTARequest.objects.get().event_date == request_.event_date


@pytest.mark.parametrize(
    ("values", "field", "sentence"),
    [
        ({"month": "2", "day": "30"}, "day", "February 2027 has only 28 days"),
        ({"month": "", "day": "", "year": ""}, "month", "Enter the new date"),
        ({"year": ""}, "year", "Enter the year of the event"),
        ({"month": "13"}, "month", "Enter a month from 1 to 12"),
        ({"year": "2025"}, "month", "This date is in the past. Enter the new date"),
        ({"start_time": ""}, "start_time", "Enter the time that the event starts"),
        ({"start_time": "half past"}, "start_time", "can’t be read as a time"),
        (
            {"end_time": "9:00 a.m."},
            "end_time",
            "The event ends after it starts: enter a later time",
        ),
        ({"zone": ""}, "zone", "Choose the time zone"),
        ({"zone": "Mars/Base"}, "zone", "Choose a time zone of the list"),
        (
            {"month": "3", "day": "14", "start_time": "2:30 a.m."},
            "start_time",
            "2:30 a.m. does not exist on March 14, 2027",
        ),
        ({"words": "x" * 20_000}, "words", "It has 20000 now."),
    ],
)
def test_bad_date_is_explained_at_its_field_and_kept(request_, client, values, field, sentence):
    data = WHEN | {"words": "The hall is taken."} | values
    response = send(client, request_, "date_change", **data)
    page = response.content.decode()

    assert response.status_code == 200
    assert not Report.objects.exists()
    assert response.context["form"].summary == [
        (f"id_{field}", response.context["form"].errors[field][0])
    ]
    assert sentence in response.context["form"].errors[field][0]
    assert page.count(sentence) == 2
    assert f'href="#id_{field}"' in page
    assert f'id="id_{field}_error"' in page
    assert data["words"] in page


def test_same_date_is_refused_in_words(request_, client):
    same = WHEN | {
        "month": "6", "day": "10", "start_time": "9:00 a.m.", "end_time": "4:00 p.m.", "zone": "America/New_York",
    }  # fmt: skip
    response = send(client, request_, "date_change", **same)
    assert "That is the date and time that we have." in response.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize(("name", "kind"), [("cancelled", "cancellation"), ("unreachable",) * 2])
def test_report_in_words(request_, client, name, kind):
    bad = send(client, request_, name, words=" ")
    assert bad.status_code == 200
    assert not Report.objects.exists()

    send(client, request_, name, words="Nobody <answers>.")
    assert Report.objects.get().kind == kind
    again = client.get(url(request_, name)).content.decode()
    assert "You reported this already" in again
    assert "Nobody &lt;answers&gt;." in client.get(url(request_, "status")).content.decode()


def test_robot_is_asked_to_press_again_with_everything_kept(request_, client):
    response = send(client, request_, "cancelled", words="No money.", website="spam")
    assert "No money." in response.content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("name", ["date_change", "cancelled", "unreachable"])
def test_nothing_is_reported_before_approval(index, client, name):
    request = make_request(stage=Stage.SUBMITTED)
    for response in (client.get(url(request, name)), send(client, request, name, **WHEN)):
        assert response["Location"] == url(request, "status")
    assert not Report.objects.exists()


def test_request_that_needs_no_letter_offers_none(index, client):
    request = make_request(letter_state=LetterState.NOT_NEEDED)
    assert url(request, "letter") not in client.get(url(request, "status")).content.decode()
    assert client.get(url(request, "letter"))["Location"] == url(request, "status")
