"""Record numbers, such as 20200623-141005-86: what staff and requesters quote."""

import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction

from events.tta.models import TTARequest

IN_A_SECOND = 100


def number_of(*, now: datetime, nn: int) -> str:
    """YYYYMMDD-HHMMSS-NN, the moment in TTA_TIME_ZONE and two digits, 00 to 99."""
    local = now.astimezone(ZoneInfo(settings.TTA_TIME_ZONE))
    return f"{local:%Y%m%d-%H%M%S}-{nn:02d}"


def numbers(*, now: datetime) -> Iterator[str]:
    """Numbers to try for a request of this moment: its second's hundred in a random turn, then later seconds'."""
    while True:
        first = secrets.randbelow(IN_A_SECOND)
        for step in range(IN_A_SECOND):
            yield number_of(now=now, nn=(first + step) % IN_A_SECOND)
        now += timedelta(seconds=1)


def create_numbered(request: TTARequest, *, now: datetime) -> TTARequest:
    """Insert the request under a number that no other has, whoever inserts at the same time.

    Raises IntegrityError where something else than the number is taken.
    """
    for number in numbers(now=now):
        request.number = number
        try:
            with transaction.atomic():
                request.save(force_insert=True)
        except IntegrityError:
            if not TTARequest.objects.filter(number=number).exists():
                raise
            request.pk = None
        else:
            break
    return request
