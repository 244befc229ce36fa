"""Home, plain pages, menus, what a site says of itself, and what is shown when something is wrong."""

import re

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test import Client
from wagtail.models import Site

from cms.models import HomePage, SiteIdentity, StandardPage
from events.actions import cancel_event
from tests.make import (
    NOW,
    make_event,
    make_other_site,
    make_past_webinar,
    make_private,
    make_session,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

IDENTITY = {
    "name": "Crisis Center of Elm Park",
    "short_name": "Crisis Center\nof Elm Park",
    "purpose": "For people who answer calls.",
    "phone": "(555) 555-0142",
    "email": "help@tta.example",
    "hours": "Monday to Friday",
    "crisis_line": "988",
    "fine_print": "All of this is invented.",
}


def body(client, address: str = "/", **headers) -> str:
    response = client.get(address, headers=headers)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def footer(text: str) -> str:
    return text.partition("<footer")[2]


def add_page(parent=None, **fields) -> StandardPage:
    fields.setdefault("title", "About us")
    parent = parent or HomePage.objects.order_by("pk").first()
    return type(parent).objects.get(pk=parent.pk).add_child(instance=StandardPage(**fields))


def titles(text: str) -> list[str]:
    return re.findall(r'<h3><a href="/events/[^"]+">(.*?)</a>', text)


# ---- home ----


def test_home_names_the_next_event_that_takes_place(client):
    off = make_event(title="Off", sessions=[make_session(1)])
    cancel_event(event=off, reason="The river rose.", now=NOW)
    make_webinar(title="On", sessions=[make_session(2)], place_city="Nowhere")
    text = body(client)
    panel = text.partition('<section class="next"')[2].partition("</section>")[0]
    assert '<a href="/events/event' in panel
    assert ">On</a>" in panel
    assert "November 24, 2026" in panel
    assert "Tuesday, 2:00–3:30 p.m. ET" in panel
    assert titles(text) == ["Cancelled: Off", "On"]
    assert "All 2 upcoming events" in text


def test_home_of_a_series_that_runs_names_its_next_session(client):
    make_webinar(title="Series", sessions=[make_session(-1), make_session(3)])
    panel = body(client).partition('<section class="next"')[2].partition("</section>")[0]
    assert "November 25, 2026" in panel


def test_home_shows_what_is_live_apart(client):
    running = make_session(0, "09:00", "11:00")
    address = {"join_url": "https://meet.example.org/1", "join_visibility": "public"}
    make_webinar(title="Running", sessions=[running], **address)
    text = body(client)
    bar = text.partition('aria-label="Live now"')[2].partition("</section>")[0]
    assert ">Running</a>" in bar
    assert 'href="https://meet.example.org/1">Join now' in bar
    assert "Nothing else is scheduled right now." in text
    assert '<section class="next"' not in text


def test_home_offers_the_latest_recordings(client):
    for days in (9, 3, 6, 12):
        make_past_webinar(
            title=f"{days} days ago", days_ago=days, recording_url="https://a.example/"
        )
    make_past_webinar(title="Not recorded", days_ago=1, recording_plan="none")
    make_past_webinar(title="To come", days_ago=2)
    text = body(client)
    assert titles(text.partition(">Recordings<")[2]) == ["3 days ago", "6 days ago", "9 days ago"]
    assert 'href="/events/?when=past">All past events</a>' in text


def test_home_without_events_says_so(client):
    text = body(client)
    assert "Nothing is scheduled right now. New events appear here" in text
    assert ">Recordings<" not in text
    assert '<section class="next"' not in text


def test_home_is_about_its_own_site(client):
    make_webinar(title="Here")
    make_webinar(title="There", parent=make_other_site())
    assert titles(body(client)) == ["Here"]
    assert "There" in body(client, host="other.example")


def test_home_shows_tasks_and_body(client, index):
    home = HomePage.objects.get()
    home.hero_title, home.lead = "Learn from others", "It costs nothing."
    home.tasks = [("task", {"title": "Take part", "text": "Online or here.", "page": index})]
    home.body = [("text", "<p>More words.</p>")]
    home.save()
    text = body(client)
    assert "<h1>Learn from others</h1>" in text
    assert "<title>Learn from others | " in text
    assert '<a class="go" href="/events/">Take part</a>' in text
    assert "More words." in text


# ---- plain pages and menus ----


def test_plain_page_shows_title_introduction_and_body(client):
    page = add_page(introduction="Who we are.", body=[("text", "<p>Words <b>here</b>.</p>")])
    text = body(client, page.url)
    assert "<h1>About us</h1>" in text
    assert '<meta name="description" content="Who we are.">' in text
    assert "<p>Words <b>here</b>.</p>" in text


def test_plain_page_without_words_has_no_empty_parts(client):
    main = body(client, add_page().url).partition("<main")[2].partition("</main>")[0]
    assert "<h1>About us</h1>" in main
    assert 'class="lead"' not in main
    assert "block flow" not in main


def test_menus_have_what_editors_chose_and_only_what_is_public(client):
    add_page(title="Main page", show_in_menus=True)
    add_page(title="Foot page", in_footer=True)
    add_page(title="Draft page", show_in_menus=True, in_footer=True, live=False)
    make_private(add_page(title="Staff page", show_in_menus=True, in_footer=True))
    text = body(client)
    nav = text.partition('aria-label="Main"')[2].partition("</nav>")[0]
    assert re.findall(r">([^<>]+)</a>", nav) == ["Events", "Main page", "Request assistance"]
    assert re.findall(r">([^<>]+)</a>", footer(text)) == [
        "Calendar feeds",
        "Assistance given",
        "Foot page",
    ]


def test_menu_marks_where_one_is_also_below(client):
    page = make_event()
    for address in ("/events/", page.url):
        assert '<a href="/events/" aria-current="page">Events</a>' in body(client, address)
    assert '<a href="/events/">Events</a>' in body(client)


# ---- what the site says of itself ----


def test_identity_is_printed(client):
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    for name, value in IDENTITY.items():
        setattr(identity, name, value)
    identity.save()
    text = body(client)
    assert "<span>Crisis Center<br>of Elm Park</span>" in text
    for words in (
        "<strong>Crisis Center of Elm Park</strong>",
        '<a href="tel:+15555550142">(555) 555-0142</a>',
        '<a href="mailto:help@tta.example">help@tta.example</a>',
        'Call <a href="tel:988">988</a> now.',
        "For people who answer calls.",
        "Monday to Friday",
        "All of this is invented.",
    ):
        assert words in footer(text)


def test_identity_that_is_empty_prints_nothing(client):
    text = body(client)
    assert re.findall(r"<h2>(.*?)</h2>", footer(text)) == ["Use this site"]
    for words in ("Ask a person", "In crisis", "tel:", "mailto:", "[", "]", "None", "<p></p>"):
        assert words not in footer(text)
    assert "<span>TTA Center</span>" in text


@pytest.mark.parametrize("name", IDENTITY)
def test_identity_with_one_value_prints_that_one_only(client, name):
    identity = SiteIdentity.for_site(Site.objects.get(is_default_site=True))
    setattr(identity, name, IDENTITY[name])
    identity.save()
    text = body(client)
    assert IDENTITY[name].split("\n")[0] in text
    assert len(re.findall(r"<h2>", footer(text))) == 1 + (name in ("phone", "email", "hours"))
    for words in ("<li></li>", "<p></p>", 'class="flow"></div>', "None", "[", "]"):
        assert words not in footer(text).replace("> <", "><")


# ---- addresses of the site, and what is wrong ----


def test_healthz_answers_ok_while_the_database_does(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "no-cache" in response.headers["Cache-Control"]
    assert not response.cookies
    assert client.head("/healthz").status_code == 200


def test_healthz_fails_when_the_database_does(client):
    def refuse(*args):
        raise RuntimeError("The database is gone.")

    with connection.execute_wrapper(refuse), pytest.raises(RuntimeError):
        client.get("/healthz")


@pytest.mark.parametrize("address", ["/none/", "/events/none/", "/calendar/none/", "/none.ics"])
def test_unknown_address_is_answered_with_a_page_that_helps(client, address):
    response = client.get(address)
    text = response.content.decode()
    assert response.status_code == 404
    assert "<h1>This page does not exist</h1>" in text
    assert '<meta name="robots" content="noindex">' in text
    assert 'aria-label="Main"' in text


def test_error_page_needs_no_database_and_no_context(django_db_blocker):
    with django_db_blocker.block():
        text = render_to_string("500.html")
    assert "<h1>Something went wrong on our side</h1>" in text
    assert "/static/cms/site.css" in text


def test_error_is_answered_with_that_page(index):
    def refuse(*args):
        raise RuntimeError("The database is gone.")

    client = Client(raise_request_exception=False)
    with connection.execute_wrapper(refuse):
        response = client.get("/healthz")
    assert response.status_code == 500
    assert "Nothing that you did caused this." in response.content.decode()


def test_refusal_page_is_whole(client):
    text = render_to_string("403.html", request=client.get("/").wsgi_request)
    assert "<h1>You don’t have access to this page</h1>" in text


def test_sitemap_has_every_public_address(client):
    add_page(title="About", slug="about")
    add_page(title="Draft", slug="draft", live=False)
    make_private(add_page(title="Staff", slug="staff"))
    make_event(slug="calls")
    text = client.get("/sitemap.xml").content.decode()
    assert re.findall(r"<loc>http://testserver(.*?)</loc>", text) == [
        "/",
        "/events/",
        "/events/calls/",
        "/about/",
        "/calendar/",
    ]
