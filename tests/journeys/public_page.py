"""A page of the site in one state, and the way to it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page


@dataclass(frozen=True, kw_only=True)
class PublicPage:
    """A page in one state, known by the words it `shows`.

    `path` may be found at the moment of going there; `step` is what leads from there to the state,
    where no address does. `error` is what its view meets, if anything.
    """

    name: str
    path: str | Callable[[], str]
    shows: str
    templates: tuple[str, ...]
    status: int = 200
    error: type[Exception] | None = None
    step: Callable[[Page], None] | None = None


def open_public_page(page, public: PublicPage, *, monkeypatch) -> None:
    """Go there and make sure that it answers as the list says."""
    with monkeypatch.context() as patch:
        if public.error:
            patch.setattr("events.subscribing.upcoming_events", _raiser(public.error))
        response = page.goto(public.path if isinstance(public.path, str) else public.path())
    if public.step:
        with page.expect_navigation() as navigation:
            public.step(page)
        response = navigation.value
    assert response.status == public.status, public.name
    assert public.shows in page.locator("main").inner_text(), public.name


def _raiser(error: type[Exception]) -> Callable:
    def raise_error(**kwargs):
        raise error("for this test")

    return raise_error
