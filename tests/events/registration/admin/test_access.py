"""Who may do what with registrations: asked for each page, for looking and for sending."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission
from wagtail.test.utils import WagtailTestUtils

from events.registration.models import RegistrationChange
from events.registration.permissions import may_add, may_change, may_see
from tests.events.registration.admin.staff import make_registrar, registrars, states, url
from tests.make import NOW, make_admin, make_member, make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

ONE = ["inspect", "edit", "cancel", "promote", "invite"]
CHANGING = ["edit", "cancel", "promote", "invite", "hold"]
LARGE = 10**12


def pages(event, people) -> dict[str, str]:
    """Every page of this room in the admin, by its name; of Cleo, who waits, where it is of a person."""
    found = {"list": url("list"), "list_results": url("list_results"), "add": url("add")}
    found |= {"export": url("list", export="csv"), "hold": url("hold", event.pk)}
    return found | {name: url(name, people[2].pk) for name in ONE}


def answers(client, addresses) -> dict[str, object]:
    """The status of GET, and where a refusal leads."""
    found = {}
    for name, address in addresses.items():
        response = client.get(address)
        found[name] = response.url if response.status_code == 302 else response.status_code
    return found


def test_stranger_is_led_to_the_login(client, event, people):
    addresses = pages(event, people)

    found = answers(client, addresses)

    assert {where.partition("?")[0] for where in found.values()} == {"/admin/login/"}
    for address in addresses.values():
        assert client.post(address).url.partition("?")[0] == "/admin/login/"


def test_visitor_with_an_account_is_led_to_the_login(client, event, people):
    client.force_login(make_visitor())

    found = answers(client, pages(event, people))

    assert {where.partition("?")[0] for where in found.values()} == {"/admin/login/"}


def test_editor_without_the_right_is_sent_home_and_shown_nothing(client, event, people):
    client.force_login(make_member("add", "change", "publish"))
    addresses = pages(event, people)

    assert answers(client, addresses) == dict.fromkeys(addresses, "/admin/")
    for address in addresses.values():
        assert client.post(address, {"name": "x", "number": 1}).url == "/admin/"
    assert answers(client, {"gone": url("inspect", 999999)}) == {"gone": "/admin/"}
    assert states(*people) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]


def test_editor_without_the_right_sees_no_menu_and_no_button(client, event, people):
    client.force_login(make_member("add", "change", "publish"))

    for address in (
        "/admin/",
        reverse("wagtailadmin_explore", args=[event.get_parent().pk]),
        reverse("wagtailadmin_pages:edit", args=[event.pk]),
    ):
        assert url("list") not in client.get(address).content.decode()


def test_registrar_and_superuser_see_every_page(client, event, people):
    for user in (make_registrar(), make_admin()):
        client.force_login(user)
        addresses = pages(event, people)
        assert answers(client, addresses) == dict.fromkeys(addresses, 200)


def test_registrar_edits_no_page(client, event, people):
    client.force_login(make_registrar())

    pages_menu = client.get("/admin/").content.decode()
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[event.pk]))
    explore = client.get(reverse("wagtailadmin_explore", args=[event.get_parent().pk]))

    assert url("list") in pages_menu
    assert reverse("mail_admin:list") in pages_menu
    assert (edit.status_code, edit.url) == (302, "/admin/")
    assert explore.status_code == 302
    assert not GroupPagePermission.objects.filter(group__name="Registrars").exists()


def test_who_may_only_look_does_nothing_else(client, event, people):
    user = make_member(username="reader")
    user.groups.get().permissions.add(permission("view_registration"))
    client.force_login(user)
    addresses = pages(event, people)

    found = answers(client, addresses)

    assert found == {name: "/admin/" if name in [*CHANGING, "add"] else 200 for name in addresses}
    for name in [*CHANGING, "add"]:
        assert client.post(addresses[name], {"name": "x"}).url == "/admin/"
    soup = WagtailTestUtils.get_soup(client.get(url("list")).content)
    links = {link.get("href") for link in soup.find_all("a")}
    assert not links & {addresses[name] for name in [*CHANGING, "add"]}
    assert not soup.select("input[data-bulk-action-checkbox], [data-bulk-action-button]")
    assert not RegistrationChange.objects.exists()


def test_who_may_only_add_adds(client, event, people):
    user = make_member(username="adder")
    user.groups.get().permissions.add(permission("add_registration"))
    client.force_login(user)

    found = answers(client, pages(event, people))

    assert {name for name, answer in found.items() if answer == 200} == {
        "list", "list_results", "add", "export", "inspect",
    }  # fmt: skip


def permission(codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label="event_registration", codename=codename)


@pytest.mark.parametrize("pk", [0, 999999, LARGE, 10**40])
@pytest.mark.parametrize("name", [*ONE, "hold"])
def test_what_is_not_there_is_not_found(client, registrar, event, name, pk):
    address = url(name, 1).replace("/1/", f"/{pk}/")

    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


@pytest.mark.parametrize("name", [*ONE, "hold"])
def test_address_that_names_no_number_is_not_found(client, registrar, name):
    address = url(name, 1).replace("/1/", "/x/")

    assert client.get(address).status_code == 404


def test_page_that_is_no_event_has_no_places(client, registrar, index):
    assert client.get(url("hold", index.pk)).status_code == 404


def test_there_is_no_chooser_no_copy_and_no_deleting(client, editor, event, people):
    pk = people[0].pk
    for path in ("copy", "delete", "history", "usage"):
        assert client.get(f"/admin/registrations/{path}/{pk}/").status_code == 404
    chooser = "/admin/snippets/choose/event_registration/registration/"
    assert client.get(chooser).status_code == 404
    assert client.get(f"{chooser}results/").status_code == 404
    assert client.get(f"{chooser}chosen/{pk}/").status_code == 404


def test_group_form_offers_to_view_add_and_change(client, editor, index):
    soup = WagtailTestUtils.get_soup(client.get(reverse("wagtailusers_groups:add")).content)

    offered = {int(box["value"]) for box in soup.select("input[name=permissions]")}

    rows = Permission.objects.filter(content_type__model="registration", pk__in=offered)
    assert set(rows.values_list("codename", flat=True)) == {
        "view_registration", "add_registration", "change_registration",
    }  # fmt: skip


def test_rights_are_what_the_groups_say(index):
    users = [make_registrar(), make_admin(), make_member("change"), make_visitor()]

    assert [(may_see(user), may_add(user), may_change(user)) for user in users] == [
        (True, True, True), (True, True, True), (False, False, False), (False, False, False),
    ]  # fmt: skip


def test_group_is_made_twice_as_once_and_taken_back_by_its_migration(index):
    for _ in range(2):
        registrars.make_group(apps, None)

    group = Group.objects.get(name="Registrars")
    assert set(group.permissions.values_list("codename", flat=True)) == {
        "access_admin", "view_registration", "add_registration", "change_registration",
        "view_owedmail", "change_owedmail",
    }  # fmt: skip
    assert not GroupPagePermission.objects.filter(group=group).exists()
    before = Permission.objects.count()

    registrars.remove_group(apps, None)

    assert not Group.objects.filter(name="Registrars").exists()
    assert Permission.objects.count() == before
