"""The demo's registrations, made as visitors make them: seats, waitlist and the mail that is owed."""

from collections.abc import Callable
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from wagtail.models import Page, Site

from cms.demo import content
from events.models import EventPage
from events.registration.actions import (
    Choice,
    Registrant,
    RegistrationClosed,
    SessionsNotOffered,
    cancel_registration,
    hold_places,
    register,
    register_for_sessions,
)
from events.registration.models import Registration, RegistrationSettings
from events.registration.session_queries import offered_sessions

HELD = 2  # of the class's places, for a pair that staff promised a seat


def build_registrations(*, index, site: Site, now: datetime, say: Callable[[str], None]) -> None:
    """Register everybody who is missing, once; whoever was cancelled since stays cancelled."""
    settings = RegistrationSettings.for_site(site)
    if not settings.sender_email:
        settings.sender_email = content.HELP_EMAIL
        settings.conduct_page = Page.objects.filter(slug=content.CODE_OF_CONDUCT.slug).first()
        settings.save()
    if Registration.objects.exists():
        return
    pages = {page.slug: page for page in EventPage.objects.child_of(index)}
    say("Registrations …")
    if full := pages.get(content.FULL_EVENT):
        hold_places(event=full, number=HELD, now=now)
    for person in content.registrations():
        if event := pages.get(person.event):
            register_person(person, event=event, agreed=settings.conduct_text, now=now)
    # One of the first gives the place back, and the first of the waitlist gets it.
    if gone := Registration.objects.filter(event=full).order_by("pk")[5:6].first():
        cancel_registration(registration=gone, now=now)


def register_person(
    person: content.DemoRegistration, *, event: EventPage, agreed: str, now: datetime
) -> None:
    facts = {
        "event": event,
        "registrant": Registrant(
            name=person.name,
            email=person.email,
            organization=person.organization,
            role=person.role,
            needs_interpreter=person.needs_interpreter,
            needs_slides_early=person.needs_slides_early,
            other_needs=person.other_needs,
            agreed_text=agreed,
        ),
        "form_token": uuid5(NAMESPACE_URL, f"{person.event}/{person.email}"),
        "now": now,
    }
    try:
        if event.has_chosen_sessions:
            register_for_sessions(choice=chosen_by(person, event=event, now=now), **facts)
        else:
            register(**facts)
    except (RegistrationClosed, SessionsNotOffered):
        return  # somebody called this event off, or took its sessions away


def chosen_by(person: content.DemoRegistration, *, event: EventPage, now: datetime) -> Choice:
    """The sessions of these numbers; who chose all of them follows the series."""
    uids = [offer.uid for offer in offered_sessions(event_id=event.pk, now=now)]
    return Choice(
        uids=[uids[number] for number in person.sessions if number < len(uids)],
        whole_series=len(person.sessions) == len(uids) > 0,
    )
