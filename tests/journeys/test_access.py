"""Every public page in every state, under axe: WCAG 2.2, levels A and AA.

On a desk and on a phone, light and dark.
"""

from pathlib import Path

import pytest
from django.conf import settings
from django.test.signals import template_rendered
from django.urls import reverse
from playwright.sync_api import expect

from tests.journeys.asking_pages import ASKING_PAGES
from tests.journeys.barriers import barriers
from tests.journeys.public_page import open_public_page
from tests.journeys.public_pages import (
    EMBED_HOST,
    EMPTY_PAGES,
    PUBLIC_PAGES,
    make_public_pages,
)
from tests.journeys.registration_pages import REGISTRATION_PAGES
from tests.journeys.tta_catalog_pages import TTA_CATALOG_PAGES
from tests.journeys.tta_following_pages import TTA_FOLLOWING_PAGES
from tests.make import make_webinar

pytestmark = pytest.mark.journey

LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
EVERY_PAGE = (
    *PUBLIC_PAGES, *REGISTRATION_PAGES, *ASKING_PAGES, *TTA_FOLLOWING_PAGES, *TTA_CATALOG_PAGES,
)  # fmt: skip
# Mail is looked at by itself, in test_mail.py.
NO_PAGES = {"admin", "outbox", "email"}


def public_templates() -> set[str]:
    """The templates that a visitor's page is made of, without parts of others, the admin's and mail's."""
    root = Path(settings.BASE_DIR) / "templates"
    names = {path.relative_to(root) for path in root.rglob("*.html")}
    return {
        str(name)
        for name in names
        if not name.name.startswith("_") and NO_PAGES.isdisjoint(name.parts)
    }


def test_axe_sees_what_it_is_asked_for(open_page):
    page = open_page(color_scheme="dark")
    page.set_content(
        "<html lang='en'><title>Faults</title><main><h1>Faults</h1><img src='data:,'>"
        "<style>@media (prefers-color-scheme: dark) { p { color: #333; background: #000 } }</style>"
        "<p>Dark on dark</p><a href='/'></a></main>"
    )

    found = {line.split(": ")[1] for line in barriers(page, "seeded")}

    assert found == {"image-alt", "color-contrast", "link-name"}


def test_every_public_template_is_on_the_list():
    listed = {template for public in EVERY_PAGE for template in public.templates}

    assert public_templates() - listed == set()


@pytest.fixture
def rendered():
    """The names of the templates that the server used since the last `clear()`."""
    names = set()

    def remember(template, **kwargs):
        names.add(template.name)

    template_rendered.connect(remember)
    yield names
    template_rendered.disconnect(remember)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_public_pages_have_no_barrier(site, open_page, watch, rendered, monkeypatch, width, scheme):
    make_public_pages(site)
    watch.expect("^(404|403|500) ")
    watch.expect(f"asked https://{EMBED_HOST}/")

    found = check_pages(PUBLIC_PAGES, open_page, rendered, monkeypatch, width=width, scheme=scheme)

    assert found == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_registration_has_no_barrier(
    registration_site, open_page, watch, rendered, monkeypatch, width, scheme
):
    watch.expect("^(400|403|404|409|429) ")

    found = check_pages(
        REGISTRATION_PAGES, open_page, rendered, monkeypatch, width=width, scheme=scheme
    )

    assert found == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_empty_site_has_no_barrier(site, open_page, rendered, monkeypatch, width, scheme):
    found = check_pages(EMPTY_PAGES, open_page, rendered, monkeypatch, width=width, scheme=scheme)

    assert found == []


@pytest.mark.parametrize("action", ["cancel", "postpone", "run_again"])
def test_editors_form_has_no_barrier_also_with_errors(site, editor_page, action):
    page = editor_page
    event = make_webinar(parent=site)
    page.goto(reverse(f"events_admin:{action}", args=[event.pk]))
    found = barriers(page, action, within="#w-editor-form")

    page.locator("#w-editor-form [type=submit]").click()
    expect(page.locator("#w-editor-form [aria-invalid=true]").first).to_be_visible()
    found += barriers(page, f"{action} with errors", within="#w-editor-form")

    assert found == []


def check_pages(publics, open_page, rendered, monkeypatch, *, width: int, scheme: str) -> list[str]:
    """One line for each barrier, with the page and the element."""
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.context.route(f"https://{EMBED_HOST}/**", lambda route: route.fulfill(body="A player"))
    found = []
    for public in publics:
        rendered.clear()
        open_public_page(page, public, monkeypatch=monkeypatch)
        assert set(public.templates) <= rendered, public.name
        found += barriers(page, public.name)
    return found
