"""Names and titles that try to be more than text."""

import re

import pytest
from django.utils.html import escape

from tests.events.registration.emails.written import written
from tests.make import make_registration, make_webinar

pytestmark = pytest.mark.django_db

NAMES = [
    "http://evil.example click",
    "evil.example",
    "Ana\r\nBcc: victim@evil.example",
    "<a href='https://evil.example'>Ana</a>",
    "\u202egro.live",
    '"; X-Evil: 1',
    "{{ 7|add:7 }}",
    "{% include 'admin/login.html' %}",
    "=HYPERLINK('evil.example')",
    "evil.example " * 15,
]
TITLES = [
    "Night\r\nBcc: victim@evil.example",
    "<script>alert(1)</script> & co.",
    "{{ 7|add:7 }} {% csrf_token %}",
    "Night \u202etfihS\u202c \u200b\ufeff",
    "Crisis response for rural counties, " * 6,
    "100% of “quotes” %(title)s %s",
    "\x07Bell and\x1b[2Jescape",
]
KINDS = ["confirmed", "waitlisted"]


def register_with(name, title="Night Shift", *, kind="confirmed"):
    event = make_webinar(title=title[:255], capacity=1)
    if kind == "waitlisted":
        make_registration(event=event, name="First")
    make_registration(event=event, name=name[:200])
    return written(kind)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", NAMES)
def test_hostile_name_stands_nowhere(index, name, kind):
    arrived = register_with(name, kind=kind)
    whole = str(arrived.message) + arrived.text + arrived.html
    whole += "".join(calendar.to_ical().decode() for calendar in arrived.calendars)
    assert arrived.text.startswith("Hello,\n\n")
    assert "<p>Hello,</p>" in arrived.html
    assert not re.search(r"evil|victim|live|\{\{|\{%|Evil", whole)
    assert arrived.message["Bcc"] is None
    assert len(arrived.message["To"].addresses) == 1
    assert arrived.message["To"].addresses[0].display_name == ""


def test_harmless_name_stands_in_greeting_address_and_calendar(index):
    arrived = register_with("Ana O’Brien-Ruiz, Ph.D.")
    assert arrived.text.startswith("Hello Ana O’Brien-Ruiz, Ph.D.,\n")
    assert arrived.message["To"].addresses[0].display_name == "Ana O’Brien-Ruiz, Ph.D."
    assert arrived.vevent["ATTENDEE"].params["CN"] == "Ana O’Brien-Ruiz, Ph.D."


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("title", TITLES)
def test_hostile_title_is_text_on_one_line(index, title, kind):
    arrived = register_with("Ana Ruiz", title, kind=kind)
    assert arrived.message["Bcc"] is None
    assert not re.search(r"[\x00-\x1f\x7f\u202a-\u202e\u200b\ufeff]", arrived.subject)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u200b\ufeff]", arrived.text)
    shown = re.search(r'"(.+)" is full|registered for "(.+)"\.\n', arrived.text)
    words = shown[1] or shown[2]
    assert f"<strong>{escape(words)}</strong>" in arrived.html
    assert "<script" not in arrived.html
    assert ">14" not in arrived.html


def test_template_code_in_a_title_is_printed_as_it_is(index):
    arrived = register_with("Ana Ruiz", "{{ 7|add:7 }} & <b>")
    assert arrived.subject == "Registered: {{ 7|add:7 }} & <b>, Nov 29"
    assert 'registered for "{{ 7|add:7 }} & <b>".' in arrived.text
    assert "<strong>{{ 7|add:7 }} &amp; &lt;b&gt;</strong>" in arrived.html
    assert arrived.vevent["SUMMARY"] == "{{ 7|add:7 }} & <b>"


def test_html_links_lead_to_the_site_only(index):
    arrived = register_with("Ana Ruiz")
    links = re.findall(r'href="([^"]+)"', arrived.html)
    assert len(links) == 5
    assert all(
        link.startswith(("http://testserver/", "mailto:webmaster@localhost")) for link in links
    )


def test_every_link_of_the_html_is_printed_too(index):
    arrived = register_with("Ana Ruiz")
    shown = re.sub(r"<[^>]+>", " ", arrived.html)
    for link in re.findall(r'href="(http[^"]+)"', arrived.html):
        assert link.rstrip("/") in shown
