"""What a person does to register, and to give the place back."""

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page, expect


def fill_in(page: Page, *, name: str, email: str) -> None:
    """Answer what must be answered, on the form that is open."""
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Your role").select_option(label="Dispatcher or call taker")
    page.get_by_label("I have read the code of conduct").check()


def sign_up(
    page: Page,
    path: str,
    *,
    take_time: Callable[[], None],
    name: str,
    email: str,
    button: str = "Register",
    answer: str = "You’re registered",
) -> None:
    """From the form to the page that says how it went."""
    page.goto(f"{path}register/")
    fill_in(page, name=name, email=email)
    take_time()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(answer)


def seconds_later(pass_time_to, seconds: int = 30) -> None:
    """Nobody fills in a form at once."""
    pass_time_to(timezone.now() + timedelta(seconds=seconds))


def cancel(page: Page, *, button: str = "Cancel my registration") -> None:
    """From one's own page, through the question, to the page that says it is done."""
    page.get_by_role("link", name=button).click()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text("This registration is cancelled: you have no place.")).to_be_visible()
