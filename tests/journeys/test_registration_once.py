"""What people, browsers and mail scanners do twice happens once; and it works without scripts and cookies."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from events.outbox.models import OwedMail
from events.registration.models import Registration, RegistrationChange, SeatCount, SecondTry
from tests.journeys.postbox import follow
from tests.journeys.sign_up import cancel, fill_in, seconds_later, sign_up
from tests.make import make_webinar

pytestmark = pytest.mark.journey

PAGE = "/events/rural-response/"
JORDAN = "jordan@pine.example"
PARTS = ("", "details/", "address/", "cancel/", "invitation/", "join/")


@pytest.fixture
def take_time(pass_time_to):
    return lambda: seconds_later(pass_time_to)


@pytest.fixture
def event(site):
    return make_webinar(parent=site, title="Rural response", slug="rural-response", capacity=2)


def everything() -> list[list[dict]]:
    """All rows of the room, as they are."""
    tables = (Registration, SeatCount, SecondTry, RegistrationChange, OwedMail)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def test_double_click_and_reloading_register_once(event, open_page, postbox, take_time):
    page = open_page()
    page.goto(f"{PAGE}register/")
    fill_in(page, name="Jordan Ellis", email=JORDAN)
    take_time()
    page.get_by_role("button", name="Register").dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("You’re registered")
    once = everything()
    assert Registration.objects.get().email == JORDAN

    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("You’re registered")

    assert everything() == once
    assert {address: len(letters) for address, letters in postbox.deliver().items()} == {JORDAN: 1}


def test_sending_the_same_again_registers_once(event, open_page, postbox, take_time):
    page = open_page()
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    sign_up(page, PAGE, take_time=take_time, name="Jordan Ellis", email=JORDAN)
    once = everything()
    (form,) = sent

    answer = page.request.post(
        form.url,
        data=form.post_data_buffer,
        headers={"Content-Type": form.headers["content-type"]},
    )

    assert (answer.status, answer.url) == (200, page.url)
    assert everything() == once


def test_going_back_and_pressing_again_registers_once_and_tells_the_owner(
    event, open_page, postbox, take_time
):
    page = open_page()
    sign_up(page, PAGE, take_time=take_time, name="Jordan Ellis", email=JORDAN)

    page.go_back()  # to a new form, where the browser does not keep the page
    expect(page.get_by_label("Your name")).to_have_value("Jordan Ellis")
    page.get_by_label("Your role").select_option(label="Dispatcher or call taker")
    take_time()
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You’re registered")

    assert Registration.objects.get().email == JORDAN
    confirmed, known = postbox.deliver()[JORDAN]
    assert (confirmed.method, known.method) == ("REQUEST", "")
    assert follow(page, confirmed) == follow(
        page, known, "See your registration, get the invitation again, or cancel"
    )


def test_scanner_that_opens_every_link_changes_nothing(event, open_page, postbox, take_time):
    page = open_page()
    sign_up(page, PAGE, take_time=take_time, name="Jordan Ellis", email=JORDAN)
    (letter,) = postbox.deliver()[JORDAN]
    own_page = follow(page, letter)
    before = everything()
    assert own_page in letter.links
    for address in {*letter.links, *(f"{own_page}{part}" for part in PARTS)}:
        for method in ("HEAD", "GET"):
            assert ask(address, method=method) == 200, f"{method} {address}"

    assert everything() == before
    assert postbox.deliver() == {}


def ask(address: str, *, method: str) -> int:
    """The status at the end of all redirects, without a browser and its cookies."""
    request = urllib.request.Request(address, method=method)
    try:
        with urllib.request.urlopen(request, timeout=15) as response:
            return response.status
    except urllib.error.HTTPError as answer:
        return answer.code


def test_registration_works_without_scripts_and_keeps_no_cookie_but_the_forms(
    event, open_page, postbox, take_time
):
    page = open_page(java_script_enabled=False)
    page.goto(PAGE)
    page.get_by_role("link", name="Register for Rural response").click()
    page.get_by_role("button", name="Register").click()
    expect(page.get_by_text("Enter your name").first).to_be_visible()
    sign_up(page, PAGE, take_time=take_time, name="Jordan Ellis", email=JORDAN)
    page.get_by_role("link", name="get your link again").click()
    page.get_by_label("E-mail address").fill(JORDAN)
    take_time()
    page.get_by_role("button", name="Send me my link").click()
    expect(page.get_by_role("heading", name="Look into your mailbox")).to_be_visible()
    confirmed, links = postbox.deliver()[JORDAN]
    own_page = follow(page, confirmed)
    assert follow(page, links, "See, change or cancel your registration") == own_page

    page.get_by_role("link", name="Correct your answers").click()
    page.get_by_label("Agency or organization").fill("Pine County")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Pine County", exact=True)).to_be_visible()
    cancel(page)
    (last,) = postbox.deliver()[JORDAN]
    assert last.method == "CANCEL"
    assert {cookie["name"] for cookie in page.context.cookies()} == {"csrftoken"}
    page.get_by_role("link", name="Register again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Register for Rural response")
