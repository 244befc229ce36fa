"""The address of an online meeting that only registrants get: who has to be told of another one."""

from datetime import datetime

from events.enums import Delivery, EventStatus
from events.models import EventPage
from events.registration.models import KnownMeeting


def is_other_meeting(*, page: EventPage, now: datetime) -> bool:
    """Whether publishing `page` as it stands makes the address wrong that its people were told; one query.

    A public address is no news here: it stands in calendars, which follow by themselves.
    """
    is_private = Delivery(page.delivery).is_online and not page.is_join_public
    is_ahead = page.last_ends_at is not None and page.last_ends_at > now
    if not (is_private and is_ahead and page.join_url and page.status == EventStatus.SCHEDULED):
        return False
    known = KnownMeeting.objects.filter(event_id=page.pk).first()
    return known is not None and known.join_url != page.join_url


def remember_meeting(*, page: EventPage) -> None:
    """The address that counts as told from now on."""
    KnownMeeting.objects.update_or_create(event_id=page.pk, defaults={"join_url": page.join_url})
