"""What robots, mistakes and malice send: a sentence, what was typed kept, no 5xx, nothing half-written."""

import re
from html import unescape

import pytest

from events.outbox.models import OwedMail
from events.registration.models import Registration, SecondTry
from events.registration.sign_up import register_url
from tests.events.registration.visitors import (
    everything,
    form_data,
    links_data,
    manage_url,
    sign_up,
    text_of,
)
from tests.make import NOW, make_registration, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

BAD_ADDRESSES = [
    "", " ", "jordan", "jordan@", "@pine.example", "jordan@pine", "jordan@@pine.example",
    "jordan@pine..example", "jordan@.example", "jordan@pine.example.", "a@b.example, c@d.example",
    "a@b.example;c@d.example", "Jordan <jordan@pine.example>", "<jordan@pine.example>",
    "jordan@pine.example\r\nBcc: all@pine.example", "jordan@pine.example%0aBcc:x@y.example\n",
    "jordan\x00@pine.example", "jor dan@pine.example", "jordan\t@pine.example",
    '"jordan ellis"@pine.example', "jordan(home)@pine.example", "x" * 65 + "@pine.example",
    "x" * 400 + "@pine.example", "jordan@" + "x" * 64 + ".example", "jordan@-pine.example",
    "jördan@pine.example", "jоrdan@pine.example", "jordan@[127.0.0.1]", "mailto:jordan@pine",
    "jordan@pine.example\u202emoc.live", "j\u200bordan@pine.example", "jordan@pine_county.example",
    "=cmd|'/c calc'!A1@pine", "{{ 7*7 }}@pine", "jordan@\ufffd.example",
]  # fmt: skip

# What is typed, and what is stored of it on one line; None: it is refused in the name.
BAD_TEXTS = [
    ("=1+1+cmd|'/c calc'!A1x", "=1+1+cmd|'/c calc'!A1x"),
    ("+49 Ellis", "+49 Ellis"),
    ("-Ellis", "-Ellis"),
    ("@SUM(A1)", "@SUM(A1)"),
    ("Jor\x00dan", "Jordan"),
    ("Jor\x1b[31mdan", "Jor[31mdan"),
    ("Jordan\r\nBcc: all@pine.example", "Jordan Bcc: all@pine.example"),
    ("Jordan\u2028Ellis\u2029X", "Jordan Ellis X"),
    ("Jordan\x85Ellis", "Jordan Ellis"),
    ("Jordan\tEllis", "Jordan Ellis"),
    ("\u202eJordan\u202c", "Jordan"),
    ("Jor\u2066dan\u2069", "Jordan"),
    ("Jor\u200bdan\ufeff", "Jordan"),
    ("Jor\u00addan", "Jordan"),
    ("<script>alert(1)</script>", "<script>alert(1)</script>"),
    ("<b>Jordan", "<b>Jordan"),
    ("\"><img src=x onerror=alert(1)>", "\"><img src=x onerror=alert(1)>"),
    ("{{ 7*7 }} {% debug %}x", "{{ 7*7 }} {% debug %}x"),
    ("${7*7}x", "${7*7}x"),
    ("%(name)s %s %d", "%(name)s %s %d"),
    ("'; DROP TABLE registration; --", "'; DROP TABLE registration; --"),
    ("../../etc/passwd", "../../etc/passwd"),
    ("Jordan &amp; Kim &lt;3", "Jordan &amp; Kim &lt;3"),
    ("Zoë Ñandú-O’Brien", "Zoë Ñandú-O’Brien"),
    ("李小龍", "李小龍"),
    ("محمد", "محمد"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("👩\u200d🚒 Kim", "👩\u200d🚒 Kim"),
    ("Z" + "\u0301" * 60 + "oe", "Z" + "\u0301" * 60 + "oe"),
    ("x" * 200, "x" * 200),
    ("  Jordan   Ellis  ", "Jordan Ellis"),
    ("null", "null"),
    ("\ufffdordan", "\ufffdordan"),
]  # fmt: skip
REFUSED_NAMES = {
    "\x00": "Enter your name",
    "\u200b\u202e": "Enter your name",
    "…": "Enter your name in letters",
    "12345": "Enter your name in letters",
    "Win at https://spam.example": "Enter your name without a web address",
    "WWW.spam.example": "Enter your name without a web address",
    "x" * 201: "Shorten this to 200 characters. It has 201 now.",
    "x" * 200_000: "Shorten this to 200 characters. It has 200000 now.",
}


def value_in(response, name: str) -> str:
    """What a text input of the shown form holds."""
    tag = re.search(rf'<input[^>]*name="{name}"[^>]*>', response.content.decode())[0]
    held = re.search(r'value="([^"]*)"', tag)
    return unescape(held[1]) if held else ""


@pytest.mark.parametrize("number", range(len(BAD_ADDRESSES)))
def test_bad_address_is_refused_and_kept(client, number):
    event = make_webinar()
    before, typed = everything(), BAD_ADDRESSES[number]

    response = sign_up(client, event, email=typed)

    assert response.status_code == 200
    assert everything() == before
    assert [at for at, _error in response.context["form"].summary] == ["id_email"]
    assert value_in(response, "email") == typed
    assert value_in(response, "name") == "Jordan Ellis"


@pytest.mark.parametrize(("typed", "stored"), BAD_TEXTS)
def test_odd_text_is_stored_without_what_nobody_sees_and_shown_as_text(client, typed, stored):
    event = make_webinar()

    response = sign_up(
        client, event, name=typed, organization=typed, other_needs=typed, follow=True
    )

    registration = Registration.objects.get()
    assert registration.name == registration.organization == stored
    assert " ".join(registration.other_needs.split()) == stored
    shown = response.content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert ">49 {" not in shown
    assert stored in " ".join(unescape(shown).split())
    assert client.get(manage_url(registration)).status_code == 200


@pytest.mark.parametrize("typed", REFUSED_NAMES, ids=range(len(REFUSED_NAMES)))
def test_text_that_is_no_name_is_refused_and_kept(client, typed):
    event = make_webinar()
    before = everything()
    response = sign_up(client, event, name=typed)
    assert response.status_code == 200
    assert REFUSED_NAMES[typed] in text_of(response)
    assert value_in(response, "name") == typed
    assert everything() == before


def test_needs_keep_their_lines(client):
    sign_up(client, make_webinar(), other_needs="A seat\r\n\r\n\r\n\tnear\x00 \u202ethe door \r\n")
    assert Registration.objects.get().other_needs == "A seat\n\n near the door"


def test_needs_of_200_kb_are_refused_and_kept(client):
    typed = "needs " * 35_000
    response = sign_up(client, make_webinar(), other_needs=typed)
    assert "Shorten this to 1000 characters." in text_of(response)
    assert typed.strip() in text_of(response)


@pytest.mark.parametrize(
    ("changed", "sentences"),
    [
        ({"name": None}, ["Enter your name"]),
        ({"email": None}, ["Enter your e-mail address, such as name@county.gov"]),
        ({"role": None}, ["Choose the role that fits you best"]),
        ({"role": "Emperor"}, ["Choose the role that fits you best"]),
        ({"agree": None}, ["Confirm that you have read this"]),
        ({"agree": "false"}, ["Confirm that you have read this"]),
        ({"agreed_digest": None}, ["This text has changed. Please read it again, then confirm it"]),
        (
            {"name": "", "email": "x", "role": "", "agree": None},
            ["Enter your name", "Enter an e-mail address with a domain, such as name@county.gov",
             "Choose the role that fits you best", "Confirm that you have read this"],
        ),
    ],
)  # fmt: skip
def test_missing_and_foreign_answers_are_named(client, changed, sentences):
    event = make_webinar()
    before = everything()

    response = sign_up(client, event, **changed)

    assert [error for _at, error in response.context["form"].summary] == sentences
    shown = text_of(response)
    assert "<title>Error: Register for" in shown
    for at, error in response.context["form"].summary:
        assert f'<a href="#{at}">{error}</a>' in shown
        assert f'id="{at}"' in shown
    assert everything() == before


def test_optional_and_unknown_fields_do_not_matter(client):
    event = make_webinar()
    response = sign_up(
        client, event, organization=None, needs_interpreter=None, other_needs=None,
        state="cancelled", email_key="x", nonce="x", id="1", is_admin="1",
    )  # fmt: skip
    assert response.status_code == 302
    registration = Registration.objects.get()
    assert (registration.state, registration.organization) == ("confirmed", "")


def test_doubled_fields_count_once(client):
    event = make_webinar()
    data = form_data(event)
    doubled = {name: [value, value] for name, value in data.items()}
    doubled["name"] = ["First", "Second"]
    assert client.post(register_url(event), doubled).status_code == 302
    assert Registration.objects.get().name == "Second"


BODIES = [
    ("application/json", b'{"name": "Jordan", "email": "a@b.example"}', 200),
    ("text/plain", b"name=Jordan", 200),
    ("application/x-www-form-urlencoded", b"name=%ff%fe&email=%00&form_token=%ff", 200),
    ("application/x-www-form-urlencoded", b"&&&===&;;", 200),
    ("application/x-www-form-urlencoded; charset=utf-16", b"name=x", 400),
    ("multipart/form-data; boundary=x", b"--y\r\nnothing", 200),
    ("multipart/form-data", b"no boundary", 400),
    ("application/x-www-form-urlencoded", b"name=" + b"x" * 2_700_000, 400),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(10_001)), 400),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="name"; filename="n"\r\n\r\nfile\r\n--x--\r\n',
        200,
    ),
]


@pytest.mark.parametrize("number", range(len(BODIES)))
@pytest.mark.parametrize("where", ["register", "links", "address"])
def test_odd_bodies_are_answered_and_change_nothing(client, where, number):
    kind, body, status = BODIES[number]
    event = make_webinar()
    address = {
        "register": register_url(event),
        "links": "/registrations/",
        "address": manage_url(make_registration(event=event), "address/"),
    }[where]
    before = everything()
    response = client.generic("POST", address, body, content_type=kind)
    assert response.status_code == status
    assert everything() == before


@pytest.mark.parametrize(
    "path",
    ["/events/%00/register/", "/events/%ff/register/", "/events/../register/", "/register/",
     "/events//register/", "/events/" + "x" * 5000 + "/register/", "/events/x/register/done/%00/",
     "/events/event/register/done/~/", "/registrations/%00/", "/registrations/%ff%fe/cancel/",
     "/join/", "/events/%F0%9F%98%80/join/"],
)  # fmt: skip
def test_odd_addresses_are_not_found(client, path):
    make_webinar()
    assert client.get(path).status_code == 404
    assert client.post(path, {}).status_code in (404, 405)


# ---- known and unknown addresses look alike ----


def masked(response) -> tuple:
    """An answer without what is each person's own: address, name and token."""
    own = r"(known|fresh)@pine\.example|[0-9a-f]{32}-\d+~[\w-]+|csrfmiddlewaretoken\" value=\"\w+"
    headers = {
        name: re.sub(own, "*", value)
        for name, value in response.headers.items()
        if name != "Content-Length"
    }
    return response.status_code, headers, re.sub(own, "*", response.content.decode())


@pytest.mark.parametrize("capacity", [None, 1, 9])
def test_known_and_unknown_addresses_look_alike(client, capacity):
    event = make_webinar(capacity=capacity)
    make_registration(event=event, email="known@pine.example", name="Real Name")

    answers = {}
    for email in ("fresh@pine.example", "known@pine.example"):
        sent = sign_up(client, event, email=email)
        answers[email] = [masked(sent), masked(client.get(sent.url))]

    assert (Registration.objects.count(), SecondTry.objects.count()) == (2, 1)
    assert answers["fresh@pine.example"] == answers["known@pine.example"]
    assert "Real Name" not in answers["known@pine.example"][1][2]


def test_known_address_gets_one_mail_and_its_row_stays(client):
    event = make_webinar()
    registration = make_registration(event=event, email="known@pine.example", name="Real Name")
    sign_up(client, event, email="Known@Pine.example", name="Somebody Else")
    registration.refresh_from_db()
    assert registration.name == "Real Name"
    assert OwedMail.objects.filter(kind="registration.known").count() == 1


def test_links_page_takes_odd_addresses(client):
    for typed in BAD_ADDRESSES:
        response = client.post("/registrations/", links_data(typed))
        assert response.status_code == 200
        assert value_in(response, "email") == typed
