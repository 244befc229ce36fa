"""Putting right what somebody wrote, and moving a registration to another address."""

import pytest

from events.registration.actions import cancel_registration
from events.registration.models import Registration, RegistrationChange
from tests.events.registration.admin.staff import (
    mails_to,
    messages_in,
    reread,
    soup_of,
    url,
)
from tests.make import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def correct(client, registration, **typed):
    known = {"name": registration.name, "email": registration.email}
    return client.post(url("edit", registration.pk), {**known, **typed}, follow=True)


def test_details_are_corrected_and_what_stood_there_is_kept(client, registrar, people):
    ada = people[0]

    response = correct(client, ada, name="Ada Lovelace", needs_slides_early="on")

    row = reread(ada)
    assert (row.name, row.needs_slides_early, row.email) == ("Ada Lovelace", True, ada.email)
    change = RegistrationChange.objects.get()
    assert (change.act, change.by, change.made_at) == ("corrected", registrar, NOW)
    assert change.changes == {"name": ["Ada", "Ada Lovelace"], "needs_slides_early": [False, True]}
    assert mails_to(ada) == ["confirmed"]
    assert messages_in(response) == ["The details are corrected. No mail goes out."]


def test_new_address_gets_the_invitation_and_the_old_one_a_farewell(client, registrar, people):
    ada = people[0]

    response = correct(client, ada, email="ada@state.example")

    row = reread(ada)
    assert (row.email, row.email_key) == ("ada@state.example", "ada@state.example")
    assert row.nonce != ada.nonce
    assert mails_to(ada) == ["confirmed", "address_left", "invitation"]
    assert messages_in(response) == [
        "Corrected. The invitation and a new link go to ada@state.example."
    ]


def test_address_of_somebody_else_is_refused_and_nothing_changes(client, registrar, people):
    ada, ben, *_ = people

    response = correct(client, ada, name="Ada Lovelace", email="BEN@county.example")

    assert (
        "ben@county.example is registered for this event already." in soup_of(response).get_text()
    )
    assert soup_of(response).select_one(f'a[href="{url("inspect", ben.pk)}"]')
    assert soup_of(response).select_one("input[name=name]")["value"] == "Ada Lovelace"
    assert (reread(ada).name, reread(ada).email) == ("Ada", "ada@county.example")
    assert mails_to(ben) == ["confirmed"]


def test_address_of_somebody_who_cancelled_is_free(client, registrar, people):
    ada, ben, *_ = people
    cancel_registration(registration=ben, now=NOW)

    correct(client, ada, email="ben@county.example")

    assert reread(ada).email == "ben@county.example"


def test_bad_address_is_named_and_what_was_typed_kept(client, registrar, people):
    response = correct(client, people[0], name="Ada Lovelace", email="ada at county")

    assert response.context["form"].errors == {
        "email": ["Enter one e-mail address without a name, such as name@county.gov"]
    }
    assert soup_of(response).select_one("input[name=email]")["value"] == "ada at county"
    assert reread(people[0]).name == "Ada"


def test_cancelled_registration_has_nothing_to_correct(client, registrar, people):
    ada = people[0]
    cancel_registration(registration=ada, now=NOW)
    sentence = (
        "This registration is cancelled, so there is nothing to correct. Add the person again."
    )

    looked = client.get(url("edit", ada.pk), follow=True)
    sent = correct(client, ada, name="Ada Lovelace")

    assert looked.redirect_chain == [(url("inspect", ada.pk), 302)]
    assert messages_in(looked) == [sentence]
    assert sentence in soup_of(sent).get_text()
    assert reread(ada).name == "Ada"


def test_form_shows_what_is_known(client, registrar, people):
    Registration.objects.filter(pk=people[0].pk).update(role="Dispatcher", needs_interpreter=True)

    soup = soup_of(client.get(url("edit", people[0].pk)))

    shown = {box["name"]: box.get("value") for box in soup.select("form input[type=text]")}
    assert shown["name"] == "Ada"
    assert shown["role"] == "Dispatcher"
    assert soup.select_one("input[name=needs_interpreter]").has_attr("checked")
    assert not soup.select_one("input[name=needs_slides_early]").has_attr("checked")
