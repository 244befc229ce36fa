"""Registrations as a spreadsheet: every field in words."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext_lazy as _

from events.enums import RegistrationCovers
from events.registration.admin.filters import event_label
from events.registration.admin.rows import (
    RowFacts,
    events_for_rows,
    holders_of,
    latest_mails,
    places_on_waitlists,
)
from events.registration.admin.sessions import NOTHING, chosen_sessions_of, session_label
from events.registration.enums import RegistrationState
from events.spreadsheets import SafeSpreadsheetMixin
from events.times import zone_name

ROWS_AT_ONCE = 500

HEADINGS = {
    "event": _("Event"),
    "name": _("Name"),
    "email": _("E-mail address"),
    "state": _("State"),
    "place": _("Place on the waitlist"),
    "part": _("Comes as"),
    "sessions": _("Sessions"),
    "whole_series": _("Also sessions added later"),
    "organization": _("Agency or organization"),
    "role": _("Role"),
    "needs_interpreter": _("American Sign Language interpreter"),
    "needs_slides_early": _("Slides in advance"),
    "other_needs": _("Other accommodation needs"),
    "created_at": _("Registered"),
    "promoted_at": _("Promoted from the waitlist"),
    "cancelled_at": _("Cancelled"),
    "agreed_at": _("Agreed"),
    "agreed_text": _("Agreed to"),
    "zone": _("Times are in"),
    "added_by": _("Added by"),
    "mail": _("Latest message"),
}


class RegistrationExport(SafeSpreadsheetMixin):
    """CSV and XLSX of a listing's rows: 6 queries for any number of them, read while they are written.

    2 more where some chose sessions.
    """

    list_export = list(HEADINGS)
    export_headings = HEADINGS
    export_filename = "registrations"

    def as_spreadsheet(self, queryset, spreadsheet_format):
        sessions = self.sessions_to_export()
        self.list_export = [*HEADINGS, *map(column, sessions)]
        self.export_headings: dict = HEADINGS | {column(r): session_label(r) for r in sessions}
        rows = _Rows(queryset, sessions)
        return super().as_spreadsheet(rows, spreadsheet_format)

    def sessions_to_export(self) -> list:
        """The sessions that get a column each; those of one event, where people choose them."""
        return []


class _Rows:
    """The registrations of a queryset as rows of values, each with what belongs to it."""

    def __init__(self, registrations, sessions):
        self.registrations, self.sessions = registrations, sessions

    def __iter__(self):
        everybody = self.registrations.order_by()
        of_events = everybody.values("event_id")
        waiting = everybody.filter(
            state=RegistrationState.WAITLISTED, event__registration_covers=RegistrationCovers.ALL
        ).values("event_id")
        events = {event.pk: event for event in events_for_rows().filter(pk__in=of_events)}
        places = places_on_waitlists(event_ids=waiting)
        mails = latest_mails(holders=holders_of(everybody))
        is_chosen = any(event.has_chosen_sessions for event in events.values())
        chosen = chosen_sessions_of(everybody) if is_chosen else {}
        rows = self.registrations.prefetch_related(None).select_related("added_by")
        for registration in rows.iterator(chunk_size=ROWS_AT_ONCE):
            registration.event = events[registration.event_id]
            registration.facts = RowFacts(
                place=places.get(registration.pk, 0),
                mail=mails.get(registration.holder, ""),
                chosen=chosen.get(registration.pk, NOTHING),
            )
            yield _values(registration) | self._of_sessions(registration)

    def _of_sessions(self, registration) -> dict:
        states = {
            column(record): registration.facts.chosen.state_in(record) for record in self.sessions
        }
        return {name: str(state) for name, state in states.items()}


def _values(registration) -> dict:
    event, facts = registration.event, registration.facts
    zone = event.zone
    return {
        "event": event_label(event),
        "name": registration.name,
        "email": registration.email,
        "state": registration.get_state_display(),
        "place": facts.place or "",
        "part": registration.get_part_display(),
        "sessions": facts.chosen.words,
        "whole_series": _yes(registration.whole_series) if facts.chosen.places else "",
        "organization": registration.organization,
        "role": registration.role,
        "needs_interpreter": _yes(registration.needs_interpreter),
        "needs_slides_early": _yes(registration.needs_slides_early),
        "other_needs": registration.other_needs,
        "created_at": _clock(registration.created_at, zone),
        "promoted_at": _clock(registration.promoted_at, zone),
        "cancelled_at": _clock(registration.cancelled_at, zone),
        "agreed_at": _clock(registration.agreed_at, zone),
        "agreed_text": registration.agreed_text,
        "zone": zone_name(zone),
        "added_by": registration.added_by.get_username() if registration.added_by else "",
        "mail": facts.mail,
    }


def column(record) -> str:
    """The name of a session's column."""
    return f"session_{record.pk}"


def _yes(is_so: bool) -> str:
    return str(_("Yes")) if is_so else str(_("No"))


def _clock(at: datetime | None, zone: str) -> datetime | str:
    """What clocks at the event showed, to the second; spreadsheets know no zones."""
    if at is None:
        return ""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None, microsecond=0)
