"""From an event to its registrations: the explorer's row, the form's header, the published page."""

import pytest
from django.urls import reverse

from events.registration.models import RegistrationSettings
from events.registration.wagtail_hooks import offer_registrations_in_userbar
from tests.events.registration.admin.staff import links_in, make_registrar, url
from tests.make import NOW, make_admin, make_member, make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def test_explorer_and_header_lead_there(client, editor, index, event):
    there = url("list", event=event.pk)

    assert there in links_in(client.get(reverse("wagtailadmin_explore", args=[index.pk])))
    assert there in links_in(client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])))
    edit_index = client.get(reverse("wagtailadmin_pages:edit", args=[index.pk]))
    assert not [link for link in links_in(edit_index) if link.startswith(url("list") + "?")]


def test_alias_leads_to_the_registrations_of_its_original(client, editor, index, event):
    alias = event.create_alias(update_slug="alias")

    links = links_in(client.get(reverse("wagtailadmin_explore", args=[index.pk])))

    assert url("list", event=event.pk) in links
    assert url("list", event=alias.pk) not in links


def test_published_page_leads_there_for_who_may_see(client, index, event):
    there = url("list", event=event.pk)
    shown = {}
    for user in (make_admin(), make_registrar(), make_member("change"), make_visitor()):
        client.force_login(user)
        shown[user.username] = there in client.get(event.get_url()).content.decode()

    assert shown == {"editor": True, "registrar": True, "member": False, "visitor": False}
    client.logout()
    assert there not in client.get(event.get_url()).content.decode()


def test_bar_of_other_pages_and_without_a_request_gets_no_item(rf, event, index):
    request = rf.get("/")
    request.user = make_admin()
    items = []

    offer_registrations_in_userbar(request, items, index)
    offer_registrations_in_userbar(request, items, None)
    offer_registrations_in_userbar(None, items, event)
    assert items == []

    offer_registrations_in_userbar(request, items, event)
    assert [item.url for item in items] == [url("list", event=event.pk)]


def test_settings_are_shown_and_saved(client, editor, index):
    address = reverse("wagtailsettings:edit", args=["event_registration", "registrationsettings"])

    form = client.get(address, follow=True)
    assert "Crisis Response TTA Center" in form.content.decode()
    address = form.request["PATH_INFO"]
    saved = client.post(
        address,
        {
            "sender_name": "Registrations", "sender_email": "registrations@tta.example",
            "conduct_text": "Be kind.", "accommodation_days": "5", "roles": "A\nB",
            "recording_notice": "", "captioning_line": "", "accommodation_line": "",
            "conduct_page": "",
        },
        follow=True,
    )  # fmt: skip

    row = RegistrationSettings.objects.get()
    assert saved.status_code == 200
    assert (row.sender_name, row.sender_email) == ("Registrations", "registrations@tta.example")
    assert (row.conduct_text, row.accommodation_days, row.role_list) == ("Be kind.", 5, ["A", "B"])
    assert (row.recording_notice, row.captioning_line, row.conduct_page) == ("", "", None)


def test_settings_name_a_bad_value_at_its_field(client, editor, index):
    address = reverse("wagtailsettings:edit", args=["event_registration", "registrationsettings"])
    address = client.get(address, follow=True).request["PATH_INFO"]

    response = client.post(address, {"sender_email": "nobody", "accommodation_days": "-1"})

    assert set(response.context["form"].errors) == {"sender_email", "accommodation_days"}


def test_settings_are_for_who_may_change_them(client, index):
    client.force_login(make_registrar())
    address = reverse("wagtailsettings:edit", args=["event_registration", "registrationsettings"])

    assert client.get(address).url == "/admin/"
