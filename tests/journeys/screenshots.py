"""Takes the README's pictures again, from a demo that runs:

make demo
.venv/bin/python -m tests.journeys.screenshots --out .github/pictures
"""

import argparse
import io
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes, policy
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.journeys.chromium import MISSING, find_chromium, start_chromium
from tests.journeys.editor import choose_in_footer, log_in, open_tab
from tests.journeys.sign_up import fill_in

VIDEOS_ARE_READY = """[...document.querySelectorAll("video")]
  .every((video) => video.readyState > 1 && video.networkState === video.NETWORK_IDLE)"""
SPINNER_MS = 1_500  # Chromium's player hides its spinner a while after it is ready
MOST_BYTES = 150_000
DESK = {"width": 1280, "height": 860}
PHONE = {"width": 360, "height": 780}
ADMIN = "admin"

ARCHIVE = "the-night-shift"
UPCOMING = "one-call-two-desks"
SERIES = "reading-your-response-times"
FULL = "new-co-responder-pairs"

PERSON, ADDRESS = "Dana Whitfield", "dana.whitfield@cedar.example"
PRESENTERS = """1. Rosa Villanueva, Night Services Director, Saguaro Valley Behavioral Health (Arizona)
2. Ana Prado, Director of Community Safety and Wellness, City of Lakeside, Ohio
3. Bo Lind, Peer Specialist, Harbor County"""
REQUESTER = "ellen.eastman@harbor.example"
FILLING_IN_MS = 3_000  # a form that is sent at once is asked for again
MAIL_PATIENCE_S = 20


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One file; `show` brings the page to what it shows, `{pk}` in `path` stands for the number of `slug`.

    Without a path it is somebody's own page, behind the link in their mail: of the request whose address is
    `mail_to`, else of a registration.
    """

    name: str
    path: str
    viewport: dict
    slug: str = ""
    mail_to: str = ""
    show: Callable[[Page], None] = lambda page: None


def show_what_is_told(page: Page) -> None:
    """Moves the event an hour in the editor and presses Publish; it is not published by that."""
    open_tab(page, "When and where")
    for name, later in (("start_time", "9:30 AM"), ("end_time", "5:30 PM")):
        page.locator(f"#id_sessions-0-{name}").fill(later)
    choose_in_footer(page, "Publish")
    expect(page.get_by_role("heading", name="What changes for them")).to_be_visible()
    page.get_by_label("Your note").fill(
        "The hall opens an hour later than we were told. Lunch moves with it."
    )


def show_sessions(page: Page) -> None:
    open_tab(page, "When and where")


def show_listing(page: Page) -> None:
    """The menu folds away: the table needs the width."""
    page.get_by_role("button", name="Toggle sidebar").click()
    page.mouse.move(640, 140)  # away from the breadcrumb, which unfolds under it


def show_read_presenters(page: Page) -> None:
    """What the list is read as; nothing is stored."""
    page.get_by_label("Presenters").fill(PRESENTERS)
    page.get_by_role("button", name="Read the list").click()
    expect(page.get_by_role("group", name="Presenter 3")).to_be_attached()


def show_event_with_errors(page: Page) -> None:
    """Begins a request and gives it a date that no calendar has."""
    page.get_by_label("Your name").fill(PERSON)
    page.get_by_label("E-mail address").fill(ADDRESS)
    page.wait_for_timeout(FILLING_IN_MS)
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_load_state()
    page.get_by_role("link", name="Event and audience").click()
    page.get_by_label("Yes", exact=True).first.check()
    for label, text in (("Month", "2"), ("Day", "30"), ("Year", "2027")):
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_role("alert")).to_be_visible()


PICTURES = (
    Picture(name="home", path="/", viewport=DESK),
    Picture(name="events", path="/events/", viewport=DESK),
    Picture(name="topic", path="/library/peer-support/", viewport=DESK),
    Picture(name="search", path="/search/?q=SIM", viewport=DESK),
    Picture(name="upcoming", path=f"/events/{UPCOMING}/", viewport=DESK),
    Picture(name="archive", path=f"/events/{ARCHIVE}/", viewport=DESK),
    Picture(name="archive-phone", path=f"/events/{ARCHIVE}/", viewport=PHONE),
    Picture(
        name="editor",
        path="/admin/pages/{pk}/edit/",
        slug=SERIES,
        viewport=DESK,
        show=show_sessions,
    ),
    Picture(name="register", path=f"/events/{UPCOMING}/register/", viewport=DESK),
    Picture(name="register-phone", path=f"/events/{UPCOMING}/register/", viewport=PHONE),
    Picture(name="manage", path="", viewport=DESK),
    Picture(name="explorer", path="/admin/pages/{pk}/", slug="events", viewport=DESK),
    Picture(name="cancel", path="/admin/events/{pk}/cancel/", slug=UPCOMING, viewport=DESK),
    Picture(
        name="presenters",
        path="/admin/events/{pk}/presenters/",
        slug=UPCOMING,
        viewport=DESK,
        show=show_read_presenters,
    ),
    Picture(
        name="tell",
        path="/admin/pages/{pk}/edit/",
        slug=FULL,
        viewport=DESK,
        show=show_what_is_told,
    ),
    Picture(name="request", path="/tta/request/", viewport=DESK, show=show_event_with_errors),
    Picture(name="request-status", path="", mail_to=REQUESTER, viewport=DESK),
    # Last: the menu stays folded.
    Picture(
        name="registrations",
        path="/admin/registrations/?event={pk}",
        slug=FULL,
        viewport=DESK,
        show=show_listing,
    ),
    Picture(name="request-queue", path="/admin/tta/requests/", viewport=DESK),
)


def main() -> None:
    parser = argparse.ArgumentParser(description="Take the README's pictures from a running demo.")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--base", default="http://127.0.0.1:8000", metavar="ADDRESS")
    parser.add_argument("--password-file", type=Path, default=Path("var/admin-password"))
    parser.add_argument("--mail", type=Path, default=Path("var/mail"), metavar="DIR")
    options = parser.parse_args()
    if find_chromium() is None:
        sys.exit(MISSING)
    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = start_chromium(playwright)
        admin = browser.new_context(base_url=options.base, locale="en-US").new_page()
        log_in(admin, username=ADMIN, password=options.password_file.read_text().strip())
        for picture in PICTURES:
            page = admin if picture.path.startswith("/admin/") else visitor_page(browser, options)
            file = options.out / f"{picture.name}.png"
            path = picture.path or own_page(visitor_page(browser, options), options.mail, picture)
            file.write_bytes(take(picture, page, path))
            print(f"{file}  {file.stat().st_size / 1000:.0f} KB")
        browser.close()


def visitor_page(browser, options) -> Page:
    """A visitor's page in the events' own time zone, without the admin's user bar."""
    context = browser.new_context(
        base_url=options.base, locale="en-US", timezone_id="America/New_York"
    )
    return context.new_page()


def own_page(page: Page, mail: Path, picture: Picture) -> str:
    """The address of a person's own page, from the mail that the worker wrote into that folder.

    PERSON is registered first, where there is no mail to them.
    """
    address = picture.mail_to or ADDRESS
    if not picture.mail_to and not mail_files(mail, address):
        page.goto(f"/events/{UPCOMING}/register/")
        fill_in(page, name=PERSON, email=ADDRESS)
        page.get_by_label("Agency or organization").fill("Cedar County (Iowa)")
        page.wait_for_timeout(FILLING_IN_MS)
        page.get_by_role("button", name="Register").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("You’re")
    wanted = re.compile(r"/tta/request/[^/\s]+/" if picture.mail_to else r"/registrations/\S+")
    give_up_at = time.monotonic() + MAIL_PATIENCE_S
    while not (found := [hit for file in mail_files(mail, address) for hit in links(file, wanted)]):
        if time.monotonic() > give_up_at:
            sys.exit(f"No such mail to {address} in {mail}. Does the demo's worker run?")
        page.wait_for_timeout(500)
    return found[-1]


def links(file: Path, wanted: re.Pattern) -> list[str]:
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    return wanted.findall(message.get_body(("plain",)).get_content())


def mail_files(folder: Path, address: str) -> list[Path]:
    """The mail to this address, oldest first."""
    return sorted(folder.glob(f"*{address}*.eml"))


def take(picture: Picture, page: Page, path: str) -> bytes:
    page.set_viewport_size(picture.viewport)
    if picture.slug:
        path = path.format(pk=number_of(page, picture.slug))
    response = page.goto(path, wait_until="networkidle")
    if not response.ok:
        sys.exit(f"{response.url} answers {response.status}. Is this a demo as it was made?")
    picture.show(page)
    expect(page.locator("h1").first).to_be_attached()
    page.evaluate("document.fonts.ready")
    page.evaluate("document.activeElement.blur()")
    if page.locator("video").count():
        page.wait_for_function(VIDEOS_ARE_READY)
        page.wait_for_timeout(SPINNER_MS)
    return as_small_png(page.screenshot())


def number_of(page: Page, slug: str) -> int:
    """The number of the page with that slug, from the admin's own API."""
    answer = page.request.get("/admin/api/main/pages/", params={"slug": slug})
    (found,) = answer.json()["items"]
    return found["id"]


def as_small_png(png: bytes) -> bytes:
    """The picture with as many colors, at most 256, as fit into MOST_BYTES."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    for colors in (256, 128, 64, 32):
        small = io.BytesIO()
        few = picture.quantize(colors, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(small, "PNG", optimize=True)
        if small.tell() <= MOST_BYTES:
            return small.getvalue()
    sys.exit(f"A picture does not fit into {MOST_BYTES} bytes.")


if __name__ == "__main__":
    main()
