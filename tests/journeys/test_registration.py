"""An attendee's whole story: registered by keyboard, changed, moved to another address, cancelled.

What arrives by mail is opened, its links are followed and its entries taken into a calendar.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from events.enums import JoinVisibility
from tests.journeys.calendar_program import OwnCalendar, fetch
from tests.journeys.looks import tab_to
from tests.journeys.postbox import OpenedLetter, follow, open_letter
from tests.journeys.sign_up import cancel, seconds_later, sign_up
from tests.make import make_registration, make_webinar

pytestmark = pytest.mark.journey

PAGE = "/events/rural-response/"
MEETING = "https://meet.example/rural"
JORDAN = "jordan@pine.example"
MOVED = "jordan@oak.example"
START = datetime(2026, 11, 29, 14, 0, tzinfo=ZoneInfo("America/New_York"))


@pytest.fixture
def take_time(pass_time_to):
    return lambda: seconds_later(pass_time_to)


@pytest.fixture
def event(site):
    """A webinar with two places, a week ahead."""
    return make_webinar(
        parent=site, title="Rural response", slug="rural-response", capacity=2,
        join_url=MEETING, join_visibility=JoinVisibility.REGISTRANTS,
    )  # fmt: skip


def test_attendee_registers_by_keyboard_changes_everything_and_cancels(
    event, open_page, postbox, watch, take_time, live_server
):
    page = open_page()
    old, new = OwnCalendar(), OwnCalendar()

    register_by_keyboard(page, take_time)
    read_result(page, live_server)
    confirmed = only(postbox.deliver(), JORDAN)
    assert confirmed.subject == "Registered: Rural response, Nov 29"
    assert MEETING in confirmed.text
    assert take(old, confirmed) == "REQUEST"
    (entry,) = old.entries
    assert (entry.start, entry["SEQUENCE"]) == (START, 0)
    assert entry["ATTENDEE"] == f"mailto:{JORDAN}"

    first_link = follow(page, confirmed)
    expect(page.get_by_text("You have a place.")).to_be_visible()
    correct_organization(page)
    assert postbox.deliver() == {}

    page.get_by_role("button", name="Send me the invitation again").click()
    expect(page.get_by_role("status")).to_have_text("The invitation is on its way to you again.")
    again = only(postbox.deliver(), JORDAN)
    assert again.subject == "Your invitation: Rural response, Nov 29"
    assert take(old, again) == "REQUEST"
    assert [entry["UID"] for entry in old.entries] == [entry["UID"]]

    change_address(page)
    watch.expect("404 .*/registrations/")
    assert page.goto(first_link).status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("This link does not work any more")
    letters = postbox.deliver()
    farewell, welcome = only(letters, JORDAN), only(letters, MOVED)
    assert farewell.subject == "Moved to another address: Rural response"
    assert MOVED not in farewell.text
    assert take(old, farewell) == "CANCEL"
    assert old.entries == []
    assert take(new, welcome) == "REQUEST"
    (moved,) = new.entries
    assert moved["UID"] == entry["UID"]

    assert follow(page, welcome) != first_link
    cancel(page)
    last = only(postbox.deliver(), MOVED)
    assert last.subject == "Cancelled: your place at Rural response"
    assert take(new, last) == "CANCEL"
    assert last.entry["UID"] == moved["UID"]
    assert last.entry["SEQUENCE"] > moved["SEQUENCE"]
    assert new.entries == []
    page.goto(PAGE)
    expect(page.get_by_text("2 of 2 places left")).to_be_visible()


def register_by_keyboard(page: Page, take_time) -> None:
    """From the event's page; the first try lacks an answer, and the summary leads to it."""
    page.goto(PAGE)
    tab_to(page, page.get_by_role("link", name="Register for Rural response"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("2 of 2 places left")).to_be_visible()
    tab_to(page, page.get_by_label("Your name"))
    page.keyboard.type("Jordan Ellis")
    tab_to(page, page.get_by_label("Agency or organization"))
    page.keyboard.type("Pine Conty")
    tab_to(page, page.get_by_label("Your role"))
    page.keyboard.type("Peer")
    tab_to(page, page.get_by_label("American Sign Language interpreter"))
    page.keyboard.press("Space")
    tab_to(page, page.get_by_label("I have read the code of conduct"))
    page.keyboard.press("Space")
    take_time()
    page.keyboard.press("Enter")

    summary = page.get_by_role("alert", name="One answer needs another look")
    expect(summary).to_be_focused()
    missing = "Enter your e-mail address, such as name@county.gov"
    tab_to(page, summary.get_by_role("link", name=missing))
    page.keyboard.press("Enter")
    expect(page.get_by_label("E-mail address")).to_be_focused()
    expect(page.get_by_label("E-mail address")).to_have_accessible_description(
        f"We send your link here, and what you need for the event. Nothing else. Error: {missing}"
    )
    expect(page.get_by_label("Your name")).to_have_value("Jordan Ellis")
    page.keyboard.type(JORDAN)
    page.keyboard.press("Enter")


def read_result(page: Page, live_server) -> None:
    """What was entered, what comes next, and a calendar file for everybody."""
    expect(page.get_by_role("heading", level=1)).to_have_text("You’re registered")
    expect(page.get_by_text(f"is on its way to {JORDAN}")).to_be_visible()
    entered = page.locator("section", has=page.get_by_role("heading", name="What you entered"))
    for answer in ("Jordan Ellis", JORDAN, "Pine Conty", "Peer support specialist"):
        expect(entered.get_by_text(answer, exact=True)).to_be_visible()
    expect(entered.get_by_text("American Sign Language interpreter")).to_be_visible()
    steps = page.locator("section", has=page.get_by_role("heading", name="What happens next"))
    expect(steps.get_by_role("listitem").first).to_have_text("November 22A reminder by e-mail")
    file = page.get_by_role("link", name="calendar file (.ics)").get_attribute("href")
    assert fetch(f"{live_server.url}{file}").entry.start == START


def correct_organization(page: Page) -> None:
    page.get_by_role("link", name="Correct your answers").click()
    page.get_by_label("Agency or organization").fill("Pine County")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_have_text("Your changes are saved.")
    expect(page.get_by_text("Pine County", exact=True)).to_be_visible()
    expect(page.get_by_text("Pine Conty")).to_have_count(0)


def change_address(page: Page) -> None:
    page.get_by_role("link", name="Change your e-mail address").click()
    page.get_by_label("New e-mail address").fill(MOVED)
    page.get_by_role("button", name="Change my address").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A new link is on its way")
    expect(page.get_by_text(f"We have sent it to {MOVED}.")).to_be_visible()


def only(letters: dict[str, list[OpenedLetter]], address: str) -> OpenedLetter:
    """The one letter to an address."""
    (letter,) = letters[address]
    return letter


def take(calendar: OwnCalendar, letter: OpenedLetter) -> str:
    """Take the letter's entry into a calendar, which must not find it old; returns its METHOD."""
    assert calendar.take(method=letter.method, entry=letter.entry)
    return letter.method


# ---- the waitlist ----


def test_third_person_waits_and_gets_the_place_that_the_first_gives_back(
    event, open_page, postbox, take_time
):
    first, third = open_page(), open_page()
    sign_up(first, PAGE, take_time=take_time, name="Jordan Ellis", email=JORDAN)
    make_registration(event=event, email="second@pine.example", now=timezone.now())
    third.goto(PAGE)
    expect(third.get_by_text("This event is full.")).to_be_visible()
    third.get_by_role("link", name="Join the waitlist").click()
    sign_up(
        third, PAGE, take_time=take_time, name="Ana Prado", email="ana@pine.example",
        button="Join the waitlist", answer="You’re on the waitlist",
    )  # fmt: skip
    expect(third.get_by_role("heading", name="What the waitlist means")).to_be_visible()
    letters = postbox.deliver()
    waiting = only(letters, "ana@pine.example")
    assert waiting.subject == "Waitlist: Rural response, Nov 29"
    assert (waiting.method, MEETING in waiting.text) == ("", False)
    follow(third, waiting, "See your place on the waitlist, or leave it")
    expect(third.get_by_text("You are number 1 on the waitlist.")).to_be_visible()

    follow(first, only(letters, JORDAN))
    cancel(first)
    letters = postbox.deliver()
    assert only(letters, JORDAN).method == "CANCEL"
    promoted = only(letters, "ana@pine.example")
    assert promoted.subject == "A place for you: Rural response, Nov 29"
    assert promoted.method == "REQUEST"
    assert promoted.entry["ATTENDEE"] == "mailto:ana@pine.example"
    assert MEETING in promoted.text
    third.reload()
    expect(third.get_by_text("You have a place.")).to_be_visible()
    assert postbox.deliver() == {}


# ---- near the start ----


def test_reminder_comes_a_day_before_and_the_way_in_opens_half_an_hour_before(
    event, open_page, postbox, take_time, pass_time_to, watch
):
    page = open_page()
    page.context.route(f"{MEETING}**", lambda route: route.fulfill(body="The meeting"))
    watch.expect(f"asked {MEETING}")
    sign_up(page, PAGE, take_time=take_time, name="Jordan Ellis", email=JORDAN)
    confirmed = only(postbox.deliver(), JORDAN)
    pass_time_to(START - timedelta(days=1, minutes=5))
    assert postbox.deliver() == {}

    pass_time_to(START - timedelta(days=1))
    reminder = only(postbox.deliver(), JORDAN)
    assert reminder.subject == "Reminder: Rural response, tomorrow at 2:00 p.m. ET"
    assert reminder.method == ""
    assert MEETING in reminder.text
    open_letter(page, reminder)
    expect(page.get_by_role("link", name="join the meeting")).to_have_attribute("href", MEETING)
    assert postbox.deliver() == {}

    follow(page, confirmed)
    opens = "The button to join appears here on November 29, 2026, at 1:30 p.m. ET."
    expect(page.get_by_text(opens)).to_be_visible()
    expect(page.get_by_role("button", name="Join now")).to_have_count(0)
    pass_time_to(START - timedelta(minutes=29))
    page.reload()
    page.get_by_role("button", name="Join now").click()
    expect(page.get_by_text("The meeting")).to_be_visible()
    assert only(postbox.deliver(), JORDAN).subject.startswith("Reminder: Rural response, today")
