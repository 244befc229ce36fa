"""Every kind of public page in every state it has, with the address that shows it.

`PUBLIC_PAGES` is the list that accessibility, reflow and reading without JavaScript go
through. A new public template belongs on it; test_access.py says so.
"""

from django.core.exceptions import PermissionDenied

from cms.demo.build import FILES
from cms.models import HomePage, StandardPage
from events.actions import cancel_event, postpone_event
from events.enums import Delivery, FileRole, JoinVisibility
from events.models import CaptionTrack, EventPage
from speakers.models import SpeakerLink
from tests.journeys.library_pages import (
    EMPTY_LIBRARY_PAGES,
    LIBRARY_PAGES,
    make_library_pages,
)
from tests.journeys.public_page import PublicPage
from tests.journeys.search_pages import EMPTY_SEARCH_PAGES, SEARCH_PAGES
from tests.make import (
    NOW,
    make_document,
    make_event,
    make_file,
    make_image,
    make_past_webinar,
    make_presenter,
    make_session,
    make_speaker,
    make_webinar,
)

HOME = ("cms/home_page.html", "base.html")
STANDARD = ("cms/standard_page.html", "events/blocks/upcoming_events.html")
INDEX = ("events/event_index_page.html",)
EVENT = ("events/event_page.html",)
SPEAKER = ("speakers/speaker.html",)
SUBSCRIBE = ("events/subscribe.html",)
EMBED_HOST = "www.youtube-nocookie.com"


def event(name: str, shows: str) -> PublicPage:
    path = f"/events/{name.replace(' ', '-')}/"
    return PublicPage(name=f"event, {name}", path=path, shows=shows, templates=EVENT)


def event_list(name: str, query: str, shows: str) -> PublicPage:
    return PublicPage(name=name, path=f"/events/{query}", shows=shows, templates=INDEX)


EVENT_PAGES = (
    event("upcoming", "At the start, join with this link."),
    event("upcoming in person", "Session 2"),
    event("upcoming hybrid series", "And in person:"),
    event("live", "Happening now"),
    event("waiting", "Recording expected by December 4"),
    event("waiting too long", "Recording delayed"),
    event("archive with video", "Captions: English, Español, checked by a person."),
    event("archive with embed", "Nothing is loaded from there before you press play."),
    PublicPage(
        name="event, embed after the click",
        path="/events/archive-with-embed/?recording=play",
        shows="The video comes from YouTube.",
        templates=EVENT,
    ),
    event("archive with link", "Watch on video.example"),
    event("archive without date", "Details"),
    event("cancelled", "This event will not take place"),
    event("postponed", "This event is postponed"),
)

PUBLIC_PAGES = (
    PublicPage(name="home", path="/", shows="Next up", templates=HOME),
    PublicPage(name="plain page", path="/about/", shows="Next events", templates=STANDARD),
    event_list("upcoming events", "", "6 upcoming events"),
    event_list("past events", "?when=past", "32 past events"),
    event_list("filtered", "?delivery=in_person&year=2026", "with these filters"),
    event_list("nothing found", "?when=past&delivery=hybrid", "No event matches these filters."),
    event_list("unknown filters", "?delivery=boat&year=1066", "There is no format “boat”."),
    event_list("unknown keyword", "?keyword=nobody", "There is no keyword “nobody”."),
    event_list("of a keyword", "?keyword=peers&when=past", "with these filters"),
    event_list("unknown page", "?page=99", "There is no page 99."),
    event_list("second page", "?when=past&page=2", "Previous"),
    *EVENT_PAGES,
    *LIBRARY_PAGES,
    *SEARCH_PAGES,
    PublicPage(
        name="speaker with photo",
        path="/speakers/rosa-villanueva/",
        shows="Rosa runs a night team",
        templates=SPEAKER,
    ),
    PublicPage(
        name="speaker without photo",
        path="/speakers/marcus-adeyemi/",
        shows="Archive with video",
        templates=SPEAKER,
    ),
    PublicPage(
        name="how to subscribe", path="/calendar/", shows="Thunderbird", templates=SUBSCRIBE
    ),
    PublicPage(
        name="how to subscribe to a keyword",
        path="/calendar/?keyword=peers",
        shows="Events on Peers in your own calendar",
        templates=SUBSCRIBE,
    ),
    PublicPage(
        name="how to subscribe to a filter of several parts",
        path="/calendar/?keyword=peers&delivery=virtual&intercept=2&year=2026",
        shows="Virtual events on Peers at intercept 2 in 2026 in your own calendar",
        templates=SUBSCRIBE,
    ),
    PublicPage(
        name="how to subscribe to an unknown keyword",
        path="/calendar/?keyword=nobody",
        shows="This is the calendar of all events.",
        templates=SUBSCRIBE,
    ),
    PublicPage(
        name="not found",
        path="/nothing/",
        shows="This page does not exist",
        templates=("404.html",),
        status=404,
    ),
    PublicPage(
        name="no access",
        path="/calendar/",
        shows="You don’t have access to this page",
        templates=("403.html",),
        status=403,
        error=PermissionDenied,
    ),
    PublicPage(
        name="our fault",
        path="/calendar/",
        shows="Something went wrong on our side",
        templates=("500.html",),
        status=500,
        error=RuntimeError,
    ),
)

EMPTY_PAGES = (
    PublicPage(name="home without events", path="/", shows="Nothing is scheduled", templates=HOME),
    event_list("no upcoming events", "", "Nothing is scheduled right now."),
    event_list("no past events", "?when=past", "No event is over yet."),
    PublicPage(
        name="nothing to subscribe to yet",
        path="/calendar/",
        shows="No event is planned right now",
        templates=SUBSCRIBE,
    ),
    *EMPTY_LIBRARY_PAGES,
    *EMPTY_SEARCH_PAGES,
)

PAST_EVENTS = 26  # with the others of the past, two pages of the list


def make_public_pages(index) -> None:
    """Content for all of PUBLIC_PAGES, true at NOW."""
    rosa = make_speaker(
        name="Rosa Villanueva",
        photo=make_image(size=(400, 400), description="Rosa Villanueva"),
        biography="<p>Rosa runs a <b>night team</b> and trains <a href='/about/'>others</a>.</p>",
        links=[SpeakerLink(text="Pine County", url="https://pine.example/")],
    )
    marcus = make_speaker(name="Marcus Adeyemi", title="", organization="")
    make_upcoming(index, rosa=rosa, marcus=marcus)
    make_past(index, rosa=rosa, marcus=marcus)
    make_called_off(index)
    make_library_pages()
    make_home(index)


def make_home(index) -> None:
    """The plain page and the home page, each with text and the block of events."""
    home = HomePage.objects.get()
    text = (
        "<h2>What we do</h2><p>We <b>train</b>.</p><ul><li>Online</li><li>In classrooms</li></ul>"
    )
    body = [("text", text), ("upcoming_events", {"heading": "Next events", "number": 2})]
    about = home.add_child(
        instance=StandardPage(
            title="About", slug="about", introduction="Who we are.", body=body,
            in_footer=True, show_in_menus=True,
        )
    )  # fmt: skip
    home.hero_title = "Learn from teams that answer the call"
    home.lead = "Webinars and classes for dispatchers, officers and clinicians."
    home.tasks = [
        ("task", {"title": "Take part", "text": "Join online.", "page": index}),
        ("task", {"title": "Read more", "text": "Who we are.", "page": about}),
    ]
    home.body = body
    home.save_revision().publish()


def make_upcoming(index, *, rosa, marcus) -> None:
    make_webinar(
        parent=index, title="Upcoming", slug="upcoming",
        description="<h3>Who should come</h3><p>Anyone who <a href='/about/'>works</a> at night.</p>",
        presented_by="Center for Justice and Health Practice", funder="Bureau of Justice Assistance",
        join_url="https://meet.example/room", join_visibility=JoinVisibility.PUBLIC,
        presenters=[make_presenter(speaker=rosa), make_presenter(speaker=marcus)],
        registration_closes_date=make_session(6).date,
        registration_closes_time=make_session(6).start_time,
        contact_name="Ana Prado", contact_email="ana@tta.example", contact_phone="(555) 555-0142",
    )  # fmt: skip
    place = {
        "place_name": "Town Hall, Room 2",
        "place_address": "1 Main Street\nSpringfield, MA 01103",
        "place_city": "Springfield, Massachusetts",
    }
    make_event(
        parent=index, title="Upcoming in person", slug="upcoming-in-person",
        sessions=[make_session(9, "09:00", "16:00"), make_session(10, "09:00", "12:00")],
        files=[make_file(role=FileRole.HANDOUT)], **place,
    )  # fmt: skip
    make_event(
        parent=index, title="Upcoming hybrid series", slug="upcoming-hybrid-series",
        delivery=Delivery.HYBRID,
        sessions=[make_session(day, zone="America/Chicago") for day in (3, 10, 17)], **place,
    )  # fmt: skip
    make_webinar(
        parent=index, title="Live", slug="live", sessions=[make_session(0, "09:30", "11:00")],
        join_url="https://meet.example/live", join_visibility=JoinVisibility.PUBLIC,
    )  # fmt: skip


def make_past(index, *, rosa, marcus) -> None:
    make_past_webinar(
        parent=index, title="Waiting", slug="waiting", days_ago=2,
        recording_expected_date=make_session(12).date, files=[make_file()],
    )  # fmt: skip
    make_past_webinar(
        parent=index, title="Waiting too long", slug="waiting-too-long", days_ago=40,
        recording_expected_date=make_session(-3).date,
    )  # fmt: skip
    make_past_webinar(
        parent=index, title="Archive with video", slug="archive-with-video", days_ago=50,
        recording_video=demo_document("night-shift-recording.mp4"),
        recording_poster=make_image(size=(1280, 720), description="The first slide"),
        recording_captions_checked=True, recording_minutes=88,
        caption_tracks=[
            CaptionTrack(language="en", document=demo_document("night-shift-captions-en.vtt")),
            CaptionTrack(language="es", document=demo_document("night-shift-captions-es.vtt")),
        ],
        files=[
            make_file(document=demo_document("night-shift-slides.pdf")),
            make_file(role=FileRole.TRANSCRIPT, document=demo_document("night-shift-transcript.txt")),
        ],
        presenters=[
            make_presenter(speaker=rosa, name="Rosa Villanueva", title="Night Lead"),
            make_presenter(speaker=marcus),
            make_presenter(name="Dana Whitfield", organization="Cedar County (Iowa)"),
        ],
    )  # fmt: skip
    make_past_webinar(
        parent=index, title="Archive with embed", slug="archive-with-embed", days_ago=60,
        recording_url="https://www.youtube.com/watch?v=abcdefghijk",
    )  # fmt: skip
    make_past_webinar(
        parent=index, title="Archive with link", slug="archive-with-link", days_ago=70,
        recording_url="https://video.example/watch",
    )  # fmt: skip
    make_webinar(
        parent=index, title="Archive without date", slug="archive-without-date", sessions=[],
        recording_url="https://video.example/undated",
    )  # fmt: skip
    for number in range(PAST_EVENTS):
        make_event(
            parent=index, title=f"Class {number}", slug=f"class-{number}",
            sessions=[make_session(-80 - number * 12)],
        )  # fmt: skip


def make_called_off(index) -> None:
    words = {
        "reason": "The host agency withdrew.",
        "next_step": "A new date will be announced in February.",
    }
    cancelled = make_webinar(parent=index, title="Cancelled", slug="cancelled")
    cancel_event(event=cancelled, now=NOW, **words)
    postponed: EventPage = make_event(parent=index, title="Postponed", slug="postponed")
    postpone_event(event=postponed, now=NOW, **words)


def demo_document(name: str):
    return make_document(name=name, content=(FILES / name).read_bytes())
