"""Adding people by hand, and keeping places back for them."""

import pytest

from events.actions import cancel_event
from events.registration.actions import hold_places
from events.registration.models import Registration, RegistrationChange
from tests.events.registration.admin.staff import (
    mails_to,
    messages_in,
    seats,
    soup_of,
    states,
    url,
)
from tests.make import (
    NOW,
    make_event,
    make_past_webinar,
    make_registration,
    make_webinar,
    publish,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

GRACE = {
    "name": "Grace Hopper",
    "email": "grace@county.example",
    "organization": "Pine County",
    "role": "Dispatcher",
    "needs_interpreter": "on",
    "other_needs": "A seat at the front\nand an aisle",
}


def add(client, to, **typed):
    return client.post(url("add"), {"event": to.pk, **GRACE, **typed})


def errors(response) -> dict[str, list[str]]:
    """What the form said no to, by field, and really printed."""
    text = soup_of(response).get_text(" ", strip=True)
    found = {name: list(said) for name, said in response.context["form"].errors.items()}
    printed = [" ".join(soup_text(s).split()) for said in found.values() for s in said]
    assert [sentence for sentence in printed if sentence not in " ".join(text.split())] == []
    return found


def soup_text(html: str) -> str:
    from bs4 import BeautifulSoup

    return BeautifulSoup(str(html), "html.parser").get_text()


def test_person_gets_a_place_and_the_invitation(client, registrar, event):
    response = client.post(url("add"), {"event": event.pk, **GRACE}, follow=True)

    row = Registration.objects.get()
    assert (row.event_id, row.name, row.email, row.organization, row.role) == (
        event.pk, "Grace Hopper", "grace@county.example", "Pine County", "Dispatcher",
    )  # fmt: skip
    assert (row.needs_interpreter, row.needs_slides_early) == (True, False)
    assert row.other_needs == "A seat at the front\nand an aisle"
    assert (row.state, row.added_by, row.created_at) == ("confirmed", registrar, NOW)
    assert list(RegistrationChange.objects.values_list("act", "by")) == [("added", registrar.pk)]
    assert mails_to(row) == ["confirmed"]
    assert seats(event) == (2, 1, 0, 0)
    assert response.redirect_chain == [(url("inspect", row.pk), 302)]
    assert messages_in(response) == [
        "Grace Hopper has a place at “Night shift”. The invitation is on its way."
    ]


def test_full_event_puts_the_person_on_the_waitlist_and_says_so(client, registrar, event, people):
    response = client.post(url("add"), {"event": event.pk, **GRACE}, follow=True)

    row = Registration.objects.get(name="Grace Hopper")
    assert (row.state, mails_to(row), seats(event)) == ("waitlisted", ["waitlisted"], (2, 2, 0, 3))
    assert messages_in(response) == [
        "“Night shift” is full: Grace Hopper is on the waitlist, place 3, and is told so by mail."
    ]


def test_held_place_is_used_though_people_wait(client, registrar, index):
    event = make_webinar(capacity=2)
    hold_places(event=event, number=1, now=NOW)
    waiting = [make_registration(event=event) for _ in range(2)][1]

    add(client, event, use_held="on")

    assert states(waiting, Registration.objects.get(name="Grace Hopper")) == [
        "waitlisted",
        "confirmed",
    ]
    assert seats(event) == (2, 2, 0, 1)


def test_without_a_held_place_the_box_says_so(client, registrar, event, people):
    response = add(client, event, use_held="on")

    assert errors(response) == {"use_held": ["No held place is left. Add the person without one."]}
    assert Registration.objects.count() == 4


def test_address_that_is_registered_leads_to_its_registration(client, registrar, event, people):
    response = add(client, event, email="ADA@county.example")

    link = soup_of(response).select_one(f'a[href="{url("inspect", people[0].pk)}"]')
    assert link.get_text() == "Open the registration"
    assert [soup_text(s) for s in errors(response)["email"]] == [
        "ada@county.example is registered for this event already. Open the registration"
    ]
    assert Registration.objects.count() == 4


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": ""}, "name", "Enter the person’s name."),
        ({"name": "\u200b \u202e"}, "name", "Enter the person’s name."),
        ({"name": "x" * 201}, "name",
         "Ensure this value has at most 200 characters (it has 201)."),
        ({"name": "a\x00b"}, "name", "Null characters are not allowed."),
        ({"email": ""}, "email", "Enter the person’s e-mail address."),
        ({"email": "Grace <grace@county.example>"}, "email",
         "Enter one e-mail address without a name, such as name@county.gov"),
        ({"email": "a@b.example\r\nBcc: c@d.example"}, "email",
         "Enter one e-mail address without a name, such as name@county.gov"),
        ({"other_needs": "x" * 200_000}, "other_needs",
         "Ensure this value has at most 1000 characters (it has 200000)."),
        ({"event": ""}, "event", "Choose the event."),
        ({"event": "999999"}, "event", "Choose an event that is published and not over."),
        ({"event": "9" * 30}, "event", "Choose an event that is published and not over."),
        ({"event": "x"}, "event", "Choose an event that is published and not over."),
    ],
)  # fmt: skip
def test_bad_input_is_named_at_its_field_and_the_rest_kept(
    client, registrar, event, typed, field, sentence
):
    response = add(client, event, **typed)

    assert errors(response) == {field: [sentence]}
    kept = {**GRACE, "event": str(event.pk), **typed}
    shown = {
        box.get("name"): box.get("value", "")
        for box in soup_of(response).select("form input[type=text], form input[type=email]")
    }
    assert shown == {name: kept[name] for name in ("name", "email", "organization", "role")}
    assert Registration.objects.count() == 0


@pytest.mark.parametrize("make", ["over", "draft", "called off"])
def test_event_that_takes_nobody_is_refused_at_its_field(client, registrar, index, make):
    if make == "over":
        event = make_past_webinar()
    elif make == "draft":
        event = make_event(live=False)
    else:
        event = make_event()
        cancel_event(event=event, reason="It rains.", now=NOW)

    response = client.post(url("add", event=event.pk), {"event": event.pk, **GRACE})

    assert errors(response) == {
        "event": ["Nobody can be added: the event is not public, called off or over."]
    }
    assert Registration.objects.count() == 0


def test_form_is_preset_with_the_event_and_offers_those_to_come(client, registrar, index):
    chosen, other = make_webinar(title="Chosen"), make_webinar(title="Other")
    make_past_webinar(title="Over")
    make_event(title="Draft", live=False)

    options = soup_of(client.get(url("add", event=chosen.pk))).select("select[name=event] option")

    assert [option.get_text() for option in options] == [
        "Choose an event", "Chosen, November 29, 2026", "Other, November 29, 2026",
    ]  # fmt: skip
    assert [option["value"] for option in options if option.has_attr("selected")] == [
        str(chosen.pk)
    ]
    assert other.pk != chosen.pk


@pytest.mark.parametrize("event", ["x", "9" * 40, "", "-1", "999999"])
def test_nonsense_in_the_address_presets_nothing(client, registrar, index, event):
    options = soup_of(client.get(url("add", event=event))).select("#id_event option[selected]")

    assert [option["value"] for option in options if option["value"]] == []


def test_places_are_held_and_let_go(client, registrar, event, people):
    publish_with_capacity(event, 3)  # Cleo moves up, Dan waits

    refused = client.post(url("hold", event.pk), {"number": "5"})
    publish_with_capacity(event, 6)  # Dan moves up, two are free
    held = client.post(url("hold", event.pk), {"number": "2"}, follow=True)

    assert errors(refused) == {"number": ["Only 0 places can be held."]}
    assert held.redirect_chain == [(url("list", event=event.pk), 302)]
    assert messages_in(held) == ["Now it is 4 confirmed, 2 held of 6."]
    waiting = make_registration(event=event)
    client.post(url("hold", event.pk), {"number": "1"})
    assert (states(waiting), seats(event)) == (["confirmed"], (6, 5, 1, 0))


@pytest.mark.parametrize("number", ["", "-1", "many", "9" * 40, "1.5"])
def test_number_of_held_places_must_make_sense(client, registrar, event, number):
    response = client.post(url("hold", event.pk), {"number": number})

    assert set(errors(response)) == {"number"}


def publish_with_capacity(event, capacity):
    event = type(event).objects.get(pk=event.pk)
    event.capacity = capacity
    publish(event)
