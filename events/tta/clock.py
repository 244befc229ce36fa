"""The clocks of the center, by which requests are dated."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings


def center_date(at: datetime) -> date:
    """The day in TTA_TIME_ZONE: in the evening of the United States it is a day before that of UTC."""
    return at.astimezone(ZoneInfo(settings.TTA_TIME_ZONE)).date()
