"""What staff do with registrations: editors through an event's places, registrars without touching a page."""

import re
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from events.registration.models import Registration
from tests.journeys import editor
from tests.journeys.barriers import barriers
from tests.journeys.calendar_program import OwnCalendar
from tests.make import make_registration, make_webinar

pytestmark = pytest.mark.journey

FORMULA = '=HYPERLINK("http://evil.example")'
LISTING = "/admin/registrations/"


def make_people(event, *names: str) -> list[Registration]:
    return [
        make_registration(event=event, name=name, email=f"{name.lower()}@pine.example")
        for name in names
    ]


def states(event) -> dict[str, str]:
    return dict(Registration.objects.filter(event=event).values_list("name", "state"))


# ---- an editor ----


def test_editor_raises_and_lowers_the_capacity_and_cannot_delete_the_page(
    site, editor_page, postbox
):
    event = make_webinar(parent=site, title="Rural response", capacity=1)
    make_people(event, "Ada", "Ben", "Cleo", "Dan")
    postbox.deliver()

    publish_capacity(editor_page, event, "3")
    moved_up = "2 people moved up from the waitlist and are told so by mail."
    expect(editor_page.locator(".messages")).to_contain_text(moved_up)
    letters = postbox.deliver()
    assert set(letters) == {"ben@pine.example", "cleo@pine.example"}
    for (letter,) in letters.values():
        assert letter.subject.startswith("A place for you: Rural response")
        assert letter.method == "REQUEST"

    publish_capacity(editor_page, event, "2")
    expect(editor_page.locator(".messages")).to_contain_text(re.compile("capacity|places"))
    expect(editor_page.locator(".messages .warning")).to_have_count(1)
    assert postbox.deliver() == {}
    assert states(event) == {
        "Ada": "confirmed", "Ben": "confirmed", "Cleo": "confirmed", "Dan": "waitlisted"
    }  # fmt: skip

    editor_page.goto(f"/admin/pages/{event.pk}/edit/")
    editor.choose_in_header(editor_page, "Delete")
    expect(editor.message(editor_page)).to_contain_text(
        "You can't delete this page: 4 people are registered. Cancel the event instead."
    )
    editor.choose_in_header(editor_page, "Registrations")
    expect(editor_page.get_by_text("3 confirmed, 1 waiting of 2")).to_be_visible()


def publish_capacity(page: Page, event, number: str) -> None:
    page.goto(f"/admin/pages/{event.pk}/edit/")
    editor.open_tab(page, "When and where")
    editor.write(page.locator("#id_capacity"), number)
    editor.publish(page)


# ---- a registrar ----


@pytest.fixture
def registrar_page(site, open_page) -> Page:
    """The page of somebody of the group “Registrars”, which the migration makes, and of no other."""
    import_module("events.registration.migrations.0002_registrars").make_group(apps, None)
    user = get_user_model().objects.create_user("registrar", "registrar@tta.example", "password")
    user.groups.add(Group.objects.get(name="Registrars"))
    page = open_page(viewport={"width": 1440, "height": 1000})
    editor.log_in(page, username="registrar")
    return page


def test_registrar_adds_cancels_exports_and_resends_but_edits_no_page(
    site, registrar_page, postbox, tmp_path
):
    page = registrar_page
    event = make_webinar(parent=site, title="Rural response", capacity=3)
    make_people(event, "Ada", "Ben")
    invited = postbox.deliver()["ada@pine.example"][0]
    calendar = OwnCalendar()
    assert calendar.take(method=invited.method, entry=invited.entry)

    page.get_by_role("link", name="Registrations", exact=True).click()
    page.goto(f"{LISTING}?event={event.pk}")
    expect(page.get_by_text("2 confirmed of 3")).to_be_visible()
    add_by_hand(page, name=FORMULA, email="cleo@pine.example")
    cancel(page, event, "Ada")
    letters = postbox.deliver()
    assert letters["cleo@pine.example"][0].method == "REQUEST"
    (farewell,) = letters["ada@pine.example"]
    assert calendar.take(method=farewell.method, entry=farewell.entry)
    assert calendar.entries == []

    assert export(page, event, tmp_path) == {
        "Ada": "Cancelled", "Ben": "Confirmed", f"'{FORMULA}": "Confirmed"
    }  # fmt: skip

    send_again(page, "cleo@pine.example")
    (copy,) = postbox.deliver()["cleo@pine.example"]
    assert copy.subject == letters["cleo@pine.example"][0].subject
    assert copy.message["Message-ID"] != letters["cleo@pine.example"][0].message["Message-ID"]

    expect(page.get_by_role("button", name="Pages")).to_have_count(0)
    page.goto(f"/admin/pages/{event.pk}/edit/")
    expect(page).to_have_url(re.compile(r"/admin/$"))
    expect(page.locator("#page-edit-form")).to_have_count(0)


def add_by_hand(page: Page, *, name: str, email: str) -> None:
    page.get_by_role("link", name="Add a registration").last.click()
    page.get_by_label("Name", exact=False).first.fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_role("button", name="Add and send the invitation").click()
    expect(editor.message(page)).to_contain_text(f"{name} has a place at “Rural response”.")


def cancel(page: Page, event, name: str) -> None:
    """From the listing to the registration, and through the question."""
    page.goto(f"{LISTING}?event={event.pk}")
    page.get_by_role("link", name=name, exact=True).click()
    page.locator("main").get_by_role("link", name="Cancel registration").last.click()
    expect(page.get_by_text("Nobody waits for the place.")).to_be_visible()
    page.get_by_role("button", name="Cancel and send the mail").click()
    expect(editor.message(page)).to_contain_text(f"{name} is cancelled and is told so by mail.")


def export(page: Page, event, folder) -> dict[str, str]:
    """The downloaded spreadsheet as name → state."""
    page.goto(f"{LISTING}?event={event.pk}")
    page.locator("header").get_by_role("button", name="Actions").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download XLSX").click()
    file = folder / "registrations.xlsx"
    download.value.save_as(file)
    heads, *rows = load_workbook(file).worksheets[0].iter_rows()
    columns = {head.value: number for number, head in enumerate(heads)}
    assert {cell.data_type for row in rows for cell in row}.isdisjoint({"f"})
    return {row[columns["Name"]].value: row[columns["State"]].value for row in rows}


def send_again(page: Page, address: str) -> None:
    page.get_by_role("link", name="Mail", exact=True).click()
    page.get_by_role("link", name=re.compile(address)).first.click()
    expect(page.get_by_text("Registration confirmed")).to_be_visible()
    page.locator("header").get_by_role("button", name="Actions").first.click()
    page.get_by_role("link", name="Send again").click()
    page.get_by_role("button", name="Send again").click()
    expect(editor.message(page)).to_contain_text(f"The message to {address} is in the queue.")


def test_registrars_pages_have_no_barrier_also_with_errors(site, registrar_page):
    page = registrar_page
    event = make_webinar(parent=site, title="Rural response", capacity=1)
    make_people(event, "Ada", "Ben")
    page.goto(f"{LISTING}?event={event.pk}")
    expect(page.get_by_text("1 confirmed, 1 waiting of 1")).to_be_visible()
    found = barriers(page, "listing", within="#listing-results")
    page.get_by_role("link", name="Ada", exact=True).click()
    expect(page).to_have_url(re.compile(r"/inspect/\d+/$"))
    expect(page.get_by_text("ada@pine.example", exact=True)).to_be_visible()
    found += barriers(page, "registration", within="main")

    page.goto(f"{reverse('registrations_admin:add')}?event={event.pk}")
    form = "main form[method=post]"
    found += barriers(page, "add", within=form)
    page.get_by_role("button", name="Add and send the invitation").click()
    expect(page.locator(f"{form} [aria-invalid=true]").first).to_be_visible()
    found += barriers(page, "add with errors", within=form)

    assert found == []
