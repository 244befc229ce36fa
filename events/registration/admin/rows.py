"""What staff read of many registrations at once: in a fixed number of queries, however many they are."""

from dataclasses import dataclass

from django.db.models import CharField, Max, Prefetch, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from events.models import EventPage
from events.outbox.kinds import mail_kind
from events.outbox.models import OwedMail
from events.registration.admin.sessions import NOTHING, ChosenSessions, chosen_sessions
from events.registration.enums import RegistrationState
from events.registration.models import Registration
from events.times import format_moment

HOLDER = "registration:"


@dataclass(frozen=True, kw_only=True)
class RowFacts:
    """What a row says beside its own fields. `place` is 0 for who does not wait, `mail` "" where none is owed."""

    place: int
    mail: str
    chosen: ChosenSessions = NOTHING


def events_for_rows():
    """Events with their sessions, which know the zone; without the long text."""
    return EventPage.objects.defer("description").prefetch_related("sessions")


def registrations_with_events():
    """Every registration with its event and the event's zone: 2 queries beside the rows."""
    return Registration.objects.prefetch_related(Prefetch("event", queryset=events_for_rows()))


def attach_facts(registrations) -> None:
    """Give each of these registrations its `facts`; 2 queries, 4 where some chose sessions."""
    registrations = list(registrations)
    places = places_on_waitlists(
        event_ids={
            row.event_id
            for row in registrations
            if row.is_waitlisted and not row.event.has_chosen_sessions
        }
    )
    chosen = chosen_sessions(registrations)
    mails = latest_mails(holders=[row.holder for row in registrations])
    for row in registrations:
        row.facts = RowFacts(
            place=places.get(row.pk, 0),
            mail=mails.get(row.holder, ""),
            chosen=chosen.get(row.pk, NOTHING),
        )


def places_on_waitlists(*, event_ids) -> dict[int, int]:
    """The place of everybody who waits for these events, by registration; 1 for who is next."""
    waiting = Registration.objects.filter(
        event_id__in=event_ids, state=RegistrationState.WAITLISTED
    ).order_by("event_id", "pk")
    places: dict[int, int] = {}
    current, place = None, 0
    for event_id, pk in waiting.values_list("event_id", "pk"):
        place = place + 1 if event_id == current else 1
        current = event_id
        places[pk] = place
    return places


def latest_mails(*, holders) -> dict[str, str]:
    """What became of the newest message of each of these holders, as `Confirmation, sent`."""
    # The condition on the empty holder is that of the index.
    last = OwedMail.objects.filter(holder__in=holders).exclude(holder="").order_by()
    newest = last.values("holder").annotate(newest=Max("pk")).values("newest")
    rows = OwedMail.objects.filter(pk__in=newest).only("holder", "kind", "state").order_by()
    return {row.holder: mail_words(row) for row in rows.iterator()}


def holders_of(registrations):
    """The holders of a queryset's registrations, for a subquery."""
    return (
        registrations.order_by()
        .annotate(holder_word=Concat(Value(HOLDER), Cast("pk", CharField())))
        .values("holder_word")
    )


def mail_words(mail: OwedMail) -> str:
    """`Confirmation, sent`."""
    return f"{mail_label(mail.kind)}, {mail.get_state_display().lower()}"


def mail_label(kind: str) -> str:
    """The kind in words; its own name where the room that wrote it is gone."""
    try:
        return str(mail_kind(kind).label)
    except KeyError:
        return kind


def state_words(registration) -> str:
    """`Confirmed`, `Waitlisted, place 3`, `Presenter, confirmed`, or the sessions where they chose; needs `facts`."""
    if chosen := registration.facts.chosen.short_words:
        # What is over stays theirs, also after cancelling.
        state = registration.get_state_display()
        return chosen if registration.is_active else f"{state}. {chosen}"
    words = registration.get_state_display()
    if not registration.takes_place:
        part = registration.get_part_display()
        return _("%(part)s, %(state)s") % {"part": part, "state": words.lower()}
    if place := registration.facts.place:
        return _("%(state)s, place %(place)d") % {"state": words, "place": place}
    return words


def needs_words(registration: Registration) -> str:
    """What somebody needs to take part, in as few words as a list has room for."""
    words = []
    if registration.needs_interpreter:
        words.append(_("ASL interpreter"))
    if registration.needs_slides_early:
        words.append(_("slides in advance"))
    if registration.other_needs:
        words.append(registration.other_needs)
    return "; ".join(words)


def registered_words(registration: Registration) -> str:
    """When they registered, on the clocks of the event."""
    return format_moment(at=registration.created_at, zone=registration.event.zone)
