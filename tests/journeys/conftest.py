"""A real browser before the whole site: Chromium, a live server, and a clock that can be moved."""

import os
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import settings
from django.utils.text import slugify
from playwright.sync_api import Page, expect, sync_playwright
from wagtail.models import Collection, Site

from cms.models import SiteIdentity
from cms.settings.base import mail_through
from events.registration.models import RegistrationSettings
from tests.faults.mail_sink import Sink, listening
from tests.journeys.chromium import MISSING, find_chromium, start_chromium
from tests.journeys.editor import log_in
from tests.journeys.postbox import Postbox
from tests.journeys.registration_pages import make_registration_pages
from tests.make import NOW, make_admin, make_site

PATIENCE = 15_000
HAS_FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def browser():
    """Debian's Chromium. Without it the journeys are skipped by name, and fail where CI is set."""
    if find_chromium() is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    # Playwright leaves its event loop running in this thread, where Django then refuses queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        chromium = start_chromium(playwright)
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed:
        item.stash[HAS_FAILED] = True
    return report


def take_last_picture(page: Page, name: str) -> None:
    """What the browser showed when the test failed, in VAR_DIR/journeys."""
    folder = settings.VAR_DIR / "journeys"
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{slugify(name)}.png")


class Watch:
    """Everything that goes wrong in the browser's pages, and every host that they ask.

    `problems` are console errors, exceptions in scripts, failed requests to our own
    server, and requests to any other host, less those that a test said it expects.
    """

    def __init__(self, base: str):
        self.host = urlsplit(base).netloc
        self.hosts: set[str] = set()
        self.seen: list[str] = []
        self.expected: list[re.Pattern] = []

    def expect(self, pattern: str) -> None:
        """Take what matches `pattern` for no problem: `404 .*/draft/`, `asked video.example`."""
        self.expected.append(re.compile(pattern))

    @property
    def problems(self) -> list[str]:
        return [p for p in self.seen if not any(e.search(p) for e in self.expected)]

    def follow(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.seen.append(f"exception {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._request_failed)
        page.on("response", self._response)

    def _console(self, message) -> None:
        # "Failed to load resource" repeats what the response says, without its status.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            self.seen.append(f"console {message.text} ({message.location.get('url', '')})")

    def _request(self, request) -> None:
        host = urlsplit(request.url).netloc
        if host and host not in self.hosts:
            self.hosts.add(host)
            if host != self.host:
                self.seen.append(f"asked {request.url}")

    def _request_failed(self, request) -> None:
        # A page that is left, a video that is sought in and a download abort what was under way.
        if urlsplit(request.url).netloc == self.host and request.failure != "net::ERR_ABORTED":
            self.seen.append(f"failed {request.failure} {request.url}")

    def _response(self, response) -> None:
        if response.status >= 400:
            self.seen.append(f"{response.status} {response.url}")


@pytest.fixture
def watch(live_server):
    """Fails the test at its end if anything went wrong in the browser that it did not expect."""
    watch = Watch(live_server.url)
    yield watch
    assert watch.problems == []


@pytest.fixture
def open_page(request, browser, live_server, watch):
    """`open_page(**options)`: a page of a new visitor, with playwright's options of a context."""
    contexts = []

    def open_page(**options) -> Page:
        options = {"viewport": {"width": 1280, "height": 900}, "locale": "en-US", **options}
        options.setdefault("timezone_id", "America/New_York")
        context = browser.new_context(base_url=live_server.url, **options)
        context.set_default_timeout(PATIENCE)
        context.on("page", watch.follow)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for number, context in enumerate(contexts, start=1):
        if request.node.stash.get(HAS_FAILED, False):
            for page in context.pages:
                take_last_picture(page, f"{request.node.name}-{number}")
        context.close()


@pytest.fixture
def site(live_server, transactional_db, settings, pass_time_to):
    """The event index of a site that answers at the live server's address, made at NOW.

    A transactional test before this one emptied every table, so root page, collection
    and site are made again. Sessions last: a journey may take months.
    """
    settings.SESSION_COOKIE_AGE = int(timedelta(days=3650).total_seconds())
    index = make_site()
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")
    address = urlsplit(live_server.url)
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = address.hostname, address.port
    site.save()
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    SiteIdentity.objects.update_or_create(
        site=site,
        defaults={
            "name": "Crisis Response TTA Center",
            "short_name": "Crisis Response\nTTA Center",
            "purpose": "For people who plan, staff and support crisis response.",
            "phone": "(555) 555-0142",
            "email": "help@tta.example",
            "hours": "Monday to Friday, 9:00 a.m. to 5:00 p.m. ET",
            "crisis_line": "988",
            "fine_print": "People and agencies are invented.",
        },
    )
    return index


@pytest.fixture
def registration_site(site, settings):
    """The site with every page of registration in every state; its forms take what is sent at once."""
    settings.TTA_FORM_MINIMUM_SECONDS = 0
    make_registration_pages(site)
    return site


@pytest.fixture
def pass_time_to():
    """`pass_time_to(moment)`: the server's clock goes on from there. The test begins at NOW.

    The live server is a thread of this process, so it travels along; the browser's own
    clock stays, and so do the timeouts, which count on a clock that nobody moves.
    """
    with time_machine.travel(NOW, tick=True) as traveller:

        def pass_time_to(moment: datetime) -> None:
            moment = moment.astimezone(UTC)
            assert moment > datetime.now(UTC), "Time passes in one direction only."
            traveller.move_to(moment)

        yield pass_time_to


@pytest.fixture
def editor_page(site, open_page):
    """The page of an administrator who has logged in through the form."""
    make_admin()
    page = open_page(viewport={"width": 1440, "height": 1000})
    log_in(page)
    return page


@pytest.fixture
def postbox(site, settings):
    """The site's mail goes by SMTP to a server that keeps it."""
    RegistrationSettings.objects.update_or_create(
        site=Site.objects.get(is_default_site=True), defaults={"sender_email": "help@tta.example"}
    )
    sink = Sink()
    with listening(sink) as port:
        chosen = mail_through(
            "django.core.mail.backends.smtp.EmailBackend", host="127.0.0.1", port=port
        )
        for name, value in chosen.items():
            setattr(settings, name, value)
        yield Postbox(sink)
