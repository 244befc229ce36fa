"""“Send me my link again”, and the door of a meeting: the same answer to every address."""

import pytest

from events.actions import cancel_event
from events.outbox.models import OwedMail
from events.registration.models import Registration
from tests.events.registration.visitors import links_data, text_of
from tests.make import NOW, make_event, make_registration, make_session, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

JOIN_URL = "https://meet.example.org/room-4711"
SAME = "If this address is registered for an event to come, the mail is on its way."


def links_mail() -> list[str]:
    return list(
        OwedMail.objects.filter(kind="registration.links").values_list("to_address", flat=True)
    )


@pytest.fixture(params=["/registrations/", "/events/night-shift/join/"])
def address(request):
    make_webinar(title="Night shift", slug="night-shift", join_url=JOIN_URL)
    return request.param


def test_known_and_unknown_address_get_the_same_answer(client, address):
    make_registration(event=make_webinar(), email="known@pine.example")

    known = client.post(address, links_data("known@pine.example"))
    unknown = client.post(address, links_data("nobody@pine.example"))

    assert (
        (known.status_code, known.url)
        == (unknown.status_code, unknown.url)
        == (302, f"{address}?sent=1")
    )
    assert dict(known.headers) == dict(unknown.headers)
    assert SAME in text_of(client.get(known.url))
    assert links_mail() == ["known@pine.example"]


def test_spelling_of_the_address_does_not_matter(client, address):
    make_registration(event=make_webinar(), email="known@pine.example")
    client.post(address, links_data("\u200b Known@PINE.example\ufeff"))
    assert links_mail() == ["known@pine.example"]


def test_bad_address_is_named_and_kept(client, address):
    response = client.post(address, links_data("known@pine"))
    shown = text_of(response)
    assert "<title>Error: " in shown
    assert 'value="known@pine"' in shown
    assert response.headers["Cache-Control"] == "no-store"


def test_fourth_mail_within_the_hour_is_not_owed(client, address):
    make_registration(event=make_webinar(), email="known@pine.example")
    OwedMail.objects.all().delete()
    answers = {client.post(address, links_data("known@pine.example")).url for _ in range(5)}
    assert answers == {f"{address}?sent=1"}
    assert len(links_mail()) <= 3


def test_door_never_shows_the_address_of_the_meeting(client):
    event = make_webinar(slug="night-shift", join_url=JOIN_URL)
    make_registration(event=event, email="known@pine.example")
    shown = client.get("/events/night-shift/join/")
    sent = client.post("/events/night-shift/join/", links_data("known@pine.example"), follow=True)
    assert "The way in is for people who are registered." in text_of(shown)
    assert JOIN_URL not in text_of(shown) + text_of(sent)


def test_door_of_a_public_meeting_leads_there(client):
    make_webinar(slug="open", join_url=JOIN_URL, join_visibility="public")
    response = client.get("/events/open/join/")
    assert (response.status_code, response.url) == (302, JOIN_URL)
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_door_of_what_is_off_over_or_in_a_room_says_so(client):
    cancel_event(event=make_webinar(slug="off", join_url=JOIN_URL), reason="No host.", now=NOW)
    make_webinar(slug="over", sessions=[make_session(-3)], join_url=JOIN_URL)
    make_event(slug="room", place_name="Town Hall")
    for slug, words in [
        ("off", "No host."), ("over", "This event is over"),
        ("room", "This event takes place at Town Hall."),
    ]:  # fmt: skip
        shown = text_of(client.get(f"/events/{slug}/join/"))
        assert words in shown
        assert 'name="email"' not in shown


def test_asking_changes_nothing(client, address):
    make_registration(event=make_webinar())
    before = [list(Registration.objects.values()), list(OwedMail.objects.values())]
    client.get(f"{address}?sent=1")
    client.head(address)
    assert [list(Registration.objects.values()), list(OwedMail.objects.values())] == before
