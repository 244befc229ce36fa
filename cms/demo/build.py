"""The demo's content written into the database, through pages and revisions as editors write them."""

from collections.abc import Callable
from datetime import datetime

from django.apps import apps

from cms.demo import content
from cms.demo.events import build_event
from cms.demo.library import build_library, fill_topics
from cms.demo.pages import build_pages
from cms.demo.portraits import draw_portrait
from cms.demo.registrants import build_registrations
from cms.demo.uploads import FILES, image
from events.models import EventIndexPage
from speakers.models import Speaker, SpeakerLink

__all__ = ["FILES", "build_demo"]


def build_demo(*, now: datetime, host: str, port: int, say: Callable[[str], None]) -> None:
    """Write what is missing of the demo, and bring up to date what nobody edited: the events' dates
    around `now`, what ties them to the library, and what the topics list.
    """
    home = build_pages(host=host, port=port)
    index = EventIndexPage.objects.child_of(home).get(slug="events")
    speakers = {}
    for person in content.SPEAKERS:
        speakers[person.slug] = build_speaker(person, say=say)
    library = build_library(home, now=now, say=say)
    for event in content.EVENTS:
        build_event(event, index=index, speakers=speakers, library=library, now=now, say=say)
    fill_topics(library, index=index)
    build_registrations(index=index, site=home.get_site(), now=now, say=say)
    if apps.is_installed("events.tta"):
        from cms.demo.requests import build_requests

        build_requests(index=index, site=home.get_site(), now=now, say=say)


def build_speaker(person: content.DemoSpeaker, *, say) -> Speaker:
    found = Speaker.objects.filter(slug=person.slug).first()
    if found:
        return found
    say(f"Speaker: {person.name}")
    speaker = Speaker(
        slug=person.slug,
        name=person.name,
        title=person.title,
        organization=person.organization,
        biography="".join(f"<p>{text}</p>" for text in person.biography),
        photo=image(
            name=f"{person.slug}.webp",
            data=draw_portrait(name=person.name),
            title=f"Portrait of {person.name}",
            description=f"Drawn portrait of {person.name}",
        ),
        links=[
            SpeakerLink(text=text, url=url, sort_order=order)
            for order, (text, url) in enumerate(person.links)
        ],
    )
    speaker.save()
    speaker.save_revision().publish()
    return speaker
