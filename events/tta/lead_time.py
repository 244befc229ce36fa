"""How early a request came for its event, against the lead time of its type."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.times import format_date
from events.tta.clock import center_date
from events.tta.models import TTARequest, TTAType


@dataclass(frozen=True, kw_only=True)
class LeadTime:
    """`days_short` is 0 where there is time enough; `earliest` is the first day that has it."""

    days_short: int
    earliest: date
    lead_days: int
    type_name: str
    reason: str

    @property
    def is_short(self) -> bool:
        return self.days_short > 0

    @property
    def explanation(self) -> str:
        """The rule, the earliest day and the reason, for requesters."""
        rule = ngettext(
            "%(type)s needs %(days)s day, so the earliest date is %(day)s.",
            "%(type)s needs %(days)s days, so the earliest date is %(day)s.",
            self.lead_days,
        ) % {
            "type": self.type_name,
            "days": self.lead_days,
            "day": format_date(self.earliest, weekday=False),
        }
        return f"{rule} {self.reason}".strip()

    @property
    def advice(self) -> str:
        """What one can do where the date is too soon."""
        return _(
            "You may send your request all the same: our staff will tell you what is possible. A later"
            " date makes it easier."
        )


def lead_time(request: TTARequest, today: date) -> LeadTime | None:
    """The lead time of a request, counted from the day it was first submitted, before that from `today`.

    None without a type or a date.
    """
    if request.tta_type is None or request.event_date is None or not request.has_event:
        return None
    begin = today
    if request.submitted_at is not None:
        begin = center_date(request.submitted_at)
    return lead_time_of(request.tta_type, day=request.event_date, begin=begin)


def lead_time_of(tta_type: TTAType, *, day: date, begin: date) -> LeadTime:
    """What the type's lead time means for an event on `day` that is asked for on `begin`."""
    earliest = begin + timedelta(days=tta_type.lead_days)
    return LeadTime(
        days_short=max(0, (earliest - day).days),
        earliest=earliest,
        lead_days=tta_type.lead_days,
        type_name=tta_type.name,
        reason=tta_type.lead_reason,
    )
