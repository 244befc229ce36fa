"""The queue as a spreadsheet: every field in words, and nothing in it that a spreadsheet would run."""

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from events.spreadsheets import SafeSpreadsheetMixin
from events.times import format_time
from events.tta.models import Answer, TTARequest
from events.tta.permissions import is_staff
from events.tta.queue import days_short

ROWS_AT_ONCE = 500

ASKED = {
    "number": _("Record number"),
    "title": _("Title"),
    "short_name": _("Short name"),
    "stage": _("Stage"),
    "stage_since": _("Stage since"),
    "submitted_at": _("Submitted"),
    "tta_type": _("TTA type"),
    "program_area": _("Program area"),
    "sub_topics": _("Sub-topics"),
    "narrative": _("What is needed, and why"),
    "contact_name": _("Point of contact"),
    "contact_role": _("Role"),
    "contact_email": _("E-mail address"),
    "contact_phone": _("Telephone"),
    "agency_name": _("Agency"),
    "agency_place": _("City and state"),
    "agency_type": _("Type of agency"),
    "agency_scope": _("Scope of the agency"),
    "supports_practice": _("Supports an evidence-based or promising practice"),
    "practice_name": _("Which practice"),
    "is_emerging": _("Responds to emerging public-safety needs"),
    "emerging_need": _("Which need"),
    "event_date": _("Event date"),
    "event_start_time": _("Starts"),
    "event_end_time": _("Ends"),
    "event_zone": _("Time zone"),
    "delivery": _("Delivery"),
    "place_name": _("Place"),
    "expected_people": _("Expected people"),
    "audiences": _("Audience"),
    "audience_other": _("Other audience"),
    "gender": _("Gender"),
    "age": _("Age"),
    "race": _("Race"),
    "ethnicity": _("Ethnicity"),
    "other_demographic": _("Other characteristics"),
    "location": _("Location"),
    "intercepts": _("Intercepts"),
    "provider": _("Provider"),
    "partners": _("Provider partners"),
}
OF_STAFF = {
    "owner": _("Owner"),
    "approved_at": _("Approved"),
    "days_short": _("Days short of the lead time"),
    "lead_override": _("Why it may be sooner"),
    "letter_state": _("Letter of support"),
    "letter_received_date": _("Letter received by e-mail"),
    "letter_received_by": _("Received by"),
    "source": _("Source"),
    "category": _("Category"),
    "cost_band": _("Estimated cost"),
    "grant_manager": _("Grant manager"),
    "public_description": _("Public description"),
    "may_be_listed": _("May be listed"),
    "is_in_catalog": _("Listed in the catalog"),
    "agreed_name": _("Agreed by"),
    "agreed_at": _("Agreed"),
    "agreed_version": _("Version of the agreement"),
}
MANY = ("sub_topics", "audiences")


class RequestExport(SafeSpreadsheetMixin):
    """CSV and XLSX of the queue's rows, read in parts while they are written: 4 queries for each 500 rows, and 1.

    A further question has a column, also when it was removed since. Times are those of the center's clocks.
    """

    request: Any
    list_export: list = [*ASKED, *OF_STAFF]
    export_headings: dict = ASKED | OF_STAFF
    export_filename = "tta-requests"

    def as_spreadsheet(self, queryset, spreadsheet_format):
        headings = ASKED | OF_STAFF if is_staff(self.request.user) else dict(ASKED)
        labels = _questions(queryset)
        self.list_export = [*headings, *(f"answer_{n}" for n, _label in enumerate(labels))]
        self.export_headings = headings | {f"answer_{n}": x for n, x in enumerate(labels)}
        return super().as_spreadsheet(_Rows(queryset, headings, labels), spreadsheet_format)


def _questions(requests) -> list[str]:
    """What was asked beside the form's own questions, as it was asked then; in one order, one query."""
    asked = Answer.objects.filter(request__in=requests.order_by().values("pk"))
    return list(asked.order_by("label").values_list("label", flat=True).distinct())


class _Rows:
    """The requests of a queryset as rows of values."""

    def __init__(self, requests, headings, labels):
        self.requests, self.headings, self.labels = requests, headings, labels

    def __iter__(self):
        rows = (
            self.requests.defer(None)
            .defer("typed", "agreed_text")
            .select_related(
                "tta_type", "program_area", "owner", "provider__organization", "agency_type",
                "agency_scope", "source", "category", "cost_band",
            )
            .prefetch_related("sub_topics", "audiences", "answers", "partners__organization")
        )  # fmt: skip
        for request in rows.iterator(chunk_size=ROWS_AT_ONCE):
            yield {name: _value(request, name) for name in self.headings} | self._answers(request)

    def _answers(self, request: TTARequest) -> dict:
        given: dict[str, list[str]] = {}
        for answer in request.answers.all():
            given.setdefault(answer.label, []).append(answer.text)
        return {f"answer_{n}": "\n".join(given.get(x, [])) for n, x in enumerate(self.labels)}


def _value(request: TTARequest, name: str):
    if name == "days_short":
        return days_short(request)
    if name in MANY:
        return "; ".join(row.name for row in getattr(request, name).all())
    if name == "partners":
        return "; ".join(sorted(row.organization.name for row in request.partners.all()))
    if name == "owner":
        return (
            (request.owner.get_full_name() or request.owner.get_username()) if request.owner else ""
        )
    if name in ("stage", "delivery", "letter_state"):
        return str(getattr(request, f"get_{name}_display")())
    if name == "intercepts":
        return ", ".join(map(str, request.intercepts or ()))
    return _plain(getattr(request, name))


def _plain(value):
    """Numbers and dates as they are, moments on the center's clocks, all else as text; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("Yes")) if value else str(_("No"))
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(settings.TTA_TIME_ZONE))
        return local.replace(tzinfo=None, microsecond=0)
    if isinstance(value, time):
        return format_time(value)
    return value if isinstance(value, int | date) else str(value)
