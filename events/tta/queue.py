"""The queue of requests: what it needs to know of each, in a fixed number of queries."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection
from django.db.models import DateField, F, Func, Q, QuerySet, Value
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.tta.clock import center_date
from events.tta.lead_time import lead_time
from events.tta.models import TTARequest, TTAType

SEARCHED = ("number", "title", "agency_name", "contact_name", "contact_email")
# Long texts that no row of a list shows.
LONG = (
    "narrative", "typed", "agreed_text", "public_description", "lead_override", "emerging_need",
)  # fmt: skip


def for_rows(requests: QuerySet[TTARequest]) -> QuerySet[TTARequest]:
    """With what a row shows, and without long texts."""
    return requests.select_related(
        "tta_type", "program_area", "owner", "provider__organization"
    ).defer(*LONG)


def found_by(words: str) -> Q:
    """Requests in whose number, title, agency or contact these words stand."""
    found = Q()
    for name in SEARCHED:
        found |= Q(**{f"{name}__icontains": words})
    return found


def age_in_days(request: TTARequest, *, now: datetime) -> int:
    """Days since it was submitted, on the center's calendar."""
    return (center_date(now) - center_date(request.submitted_at)).days


def days_short(request: TTARequest) -> int:
    """How many days less than the type's lead time lay between submission and event; 0 where there were enough."""
    if request.submitted_at is None:
        return 0
    found = lead_time(request, center_date(request.submitted_at))
    return found.days_short if found else 0


def lead_words(request: TTARequest) -> str:
    """`12 days short`, `Ok`, or `No date`."""
    if request.event_date is None or not request.has_event:
        return _("No date")
    if not (short := days_short(request)):
        return _("OK")
    return ngettext("%(days)d day short", "%(days)d days short", short) % {"days": short}


def is_late() -> Q:
    """Requests whose event is sooner than the lead time of their type; reads the types, one query."""
    found = Q(pk__in=[])
    for pk, days in TTAType.objects.filter(lead_days__gt=0).values_list("pk", "lead_days"):
        found |= Q(tta_type=pk) & _is_sooner(days)
    return found & Q(has_event=True)


def _is_sooner(days: int) -> Q:
    """Events less than so many days after submission, on the center's calendar.

    SQLite knows no zones, and Django reckons there row by row in Python. So it compares UTC days first, which
    are a day off at most, and asks the zone for the few rows in between.
    """
    zone = ZoneInfo(settings.TTA_TIME_ZONE)
    exact = Q(event_date__lt=TruncDate(F("submitted_at") + timedelta(days=days), tzinfo=zone))
    if connection.vendor != "sqlite":
        return exact
    surely = Q(event_date__lt=_day_in_utc(days - 1))
    return surely | (Q(event_date__lt=_day_in_utc(days + 1)) & exact)


def _day_in_utc(days: int) -> Func:
    return Func(
        F("submitted_at"), Value(f"{days:+d} days"), function="date", output_field=DateField()
    )
