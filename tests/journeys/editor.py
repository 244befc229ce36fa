"""What an editor does in Wagtail's admin, by mouse and keyboard."""

import re
from datetime import date
from pathlib import Path

from playwright.sync_api import FrameLocator, Locator, Page, expect

PREVIEW = "#w-preview-iframe"

# Wagtail looks for changes every 500 ms, from 2 s after loading on, and saves them 500 ms later.
AUTOSAVE_IS_QUIET = """() => {
  const edited = document.querySelector("#page-edit-form").dataset.wUnsavedHasEditsValue;
  const state = document.querySelector("#w-autosave-indicator").dataset.wAutosaveStateValue;
  if (edited === "false" && state !== "saving") window.quietSince ??= performance.now();
  else window.quietSince = null;
  return window.quietSince && performance.now() - window.quietSince > 1500;
}"""


def log_in(page: Page, *, username: str = "editor", password: str = "password") -> None:
    """Log in through the form; ends on the dashboard."""
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page).to_have_url(re.compile(r"/admin/$"))


def open_tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()
    expect(page.get_by_role("tab", name=name)).to_have_attribute("aria-selected", "true")


def add_row(page: Page, relation: str) -> str:
    """Add a row to a child list; returns the prefix of its fields' ids."""
    total = page.locator(f"#id_{relation}-TOTAL_FORMS")
    number = int(total.input_value())
    page.locator(f"#id_{relation}-ADD").click()
    expect(total).to_have_value(str(number + 1))
    return f"#id_{relation}-{number}"


def write(field: Locator, text: str) -> None:
    """Type into a field and leave it with Tab."""
    field.fill(text)
    field.press("Tab")
    expect(field).to_have_value(text)


def write_date(field: Locator, text: str, *, elsewhere: Locator) -> None:
    """Type into a date field and click `elsewhere`, so that its picker covers nothing."""
    picker = field.page.locator(".xdsoft_datetimepicker:visible")
    field.click()
    expect(picker).to_have_count(1)
    field.fill(text)
    elsewhere.click()
    expect(picker).to_have_count(0)
    expect(field).to_have_value(text)


def write_rich_text(page: Page, field: str, text: str) -> None:
    box = page.locator(f"[data-contentpath='{field}'] [contenteditable=true]").first
    box.click()
    box.press_sequentially(text)


def write_session(page: Page, row: str, *, day: date, start: str, end: str) -> None:
    write(page.locator(f"{row}-date"), f"{day.month}/{day.day}/{day.year}")
    write(page.locator(f"{row}-start_time"), start)
    write(page.locator(f"{row}-end_time"), end)


def choose_speaker(page: Page, row: str, name: str) -> None:
    """Find a speaker in the chooser by typing a part of the name."""
    chooser = page.locator(f"{row}-speaker-chooser")
    chooser.get_by_role("button", name="Choose speaker").click()
    modal = page.locator(".modal-content")
    modal.get_by_label("Search term").fill(name.split()[-1])
    modal.get_by_role("link", name=name).click()
    expect(modal).to_be_hidden()
    expect(chooser).to_contain_text(name)


def upload_document(page: Page, chooser: Locator, file: Path) -> None:
    """Upload a file in the document chooser; it is chosen afterwards."""
    chooser.get_by_role("button", name="Choose a document").click()
    modal = page.locator(".modal-content")
    modal.get_by_role("tab", name="Upload").click()
    modal.locator("input[type=file]").set_input_files(file)
    expect(modal.get_by_label("Title")).to_have_value(re.compile(r"."))
    modal.get_by_role("button", name="Upload").click()
    expect(modal).to_be_hidden()
    expect(chooser).to_contain_text(file.stem)


def wait_for_autosave(page: Page) -> None:
    """Let Wagtail save what was typed: publishing before it does makes its own saving fail."""
    page.evaluate("window.quietSince = null")
    page.wait_for_function(AUTOSAVE_IS_QUIET)


def choose_in_footer(page: Page, name: str) -> None:
    """Press an action of the page editor: "Save draft" or one that stands behind the arrow."""
    wait_for_autosave(page)
    footer = page.locator("footer, .footer").last
    button = footer.get_by_role("button", name=name, exact=True)
    if not button.is_visible():
        footer.locator(".w-dropdown__toggle").click()
    button.click()


def publish(page: Page) -> None:
    """Publish and wait until the admin says so."""
    choose_in_footer(page, "Publish")
    expect(page.locator(".messages")).to_contain_text("published")


def save_draft(page: Page) -> None:
    choose_in_footer(page, "Save draft")
    expect(message(page)).to_contain_text(re.compile("saved|updated|created"))


def message(page: Page) -> Locator:
    """The message at the head of the page."""
    return page.locator(".messages li").first


def preview(page: Page, mode: str) -> FrameLocator:
    """Show one preview mode in the panel; returns its frame, loaded.

    Wagtail's panel forgets a mode that is chosen while it loads another; then it is chosen again.
    """
    toggle = page.get_by_role("button", name="Toggle preview")
    if toggle.get_attribute("aria-expanded") != "true":
        wait_for_autosave(page)
        toggle.click()
    modes = page.locator("#id_preview_mode")
    for patience in (3_000, 6_000, 15_000):
        modes.select_option(label=mode)
        address = re.compile(f"mode={modes.input_value()}&")
        try:
            expect(page.locator(PREVIEW)).to_have_attribute("src", address, timeout=patience)
        except AssertionError:
            continue
        return page.frame_locator(PREVIEW)
    raise AssertionError(f"The preview panel does not show “{mode}”.")


def choose_in_header(page: Page, name: str) -> None:
    """Press an action of the page among those behind the dots beside its title."""
    page.locator("header").get_by_role("button", name="Actions").first.click()
    actions = page.get_by_role("navigation", name="Actions", exact=True)
    actions.get_by_role("link", name=name, exact=True).click()
