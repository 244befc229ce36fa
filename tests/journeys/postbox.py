"""What arrives by mail, as the person who opens it has it: words, links, and entries for a calendar."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

import icalendar
from django.utils import timezone
from playwright.sync_api import Page, expect

from events.outbox.loop import send_all_due
from events.worker import run_periodic_jobs
from tests.faults.mail_sink import Sink
from tests.letters import Letter

CHANGE_OR_CANCEL = "Change or cancel your registration"


class OpenedLetter(Letter):
    """One message as a mail server took it over, with what a person does with it."""

    @property
    def links(self) -> list[str]:
        """The addresses of all links to the site, in their order."""
        found = _Links()
        found.feed(self.html)
        return found.addresses

    @property
    def method(self) -> str:
        """What the calendar part asks a calendar program to do; nothing without one."""
        return str(self._calendar["METHOD"]) if self._calendar else ""

    @property
    def entry(self) -> icalendar.Event:
        """The one VEVENT of the calendar part."""
        (entry,) = self._calendar.events
        return entry

    @property
    def _calendar(self) -> icalendar.Calendar | None:
        return self.calendars[0] if self.calendars else None


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        address = dict(attrs).get("href") or ""
        if tag == "a" and address.startswith("http"):
            self.addresses.append(address)


@dataclass
class Postbox:
    """Everybody's mailbox. `deliver` is a turn of the worker; each letter is taken out once."""

    sink: Sink
    _taken: int = field(default=0)

    def deliver(self) -> dict[str, list[OpenedLetter]]:
        """What arrived since the last time, by address, in the order of sending."""
        now = timezone.now()
        assert run_periodic_jobs(now=now) == []
        assert send_all_due(now=now)
        new, self._taken = self.sink.received[self._taken :], len(self.sink.received)
        arrived: dict[str, list[OpenedLetter]] = {}
        for one in new:
            (address,) = one.recipients
            message = one.message()
            assert message["To"].addresses[0].addr_spec == address
            assert message["Auto-Submitted"] == "auto-generated"
            arrived.setdefault(address, []).append(OpenedLetter(message=message))
        return arrived


def open_letter(page: Page, letter: OpenedLetter) -> None:
    """Show the letter as mail programs do: its HTML, from nowhere."""
    page.goto("about:blank")
    page.set_content(letter.html)


def follow(page: Page, letter: OpenedLetter, words: str = CHANGE_OR_CANCEL) -> str:
    """Press a link of the letter; returns where it leads."""
    open_letter(page, letter)
    page.get_by_role("link", name=words, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your registration for")
    return page.url
