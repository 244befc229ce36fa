"""How often the same network or address may do something within an hour: counters in the cache.

They keep robots from filling events and mailboxes; a shared office of fifty gets through.
"""

import hashlib
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

HOUR = 3600


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many times an hour. The setting of that name says how many; None there means no limit."""

    setting: str
    default: int

    @property
    def most(self) -> int | None:
        return getattr(settings, self.setting, self.default)


def is_within(limit: Limit, *, who: str) -> bool:
    """Count one more time for `who`, and say whether that was within the limit of this clock hour.

    Nobody (an empty `who`) is not counted. The cache sees a digest, no address.
    """
    if limit.most is None or not who:
        return True
    digest = hashlib.sha256(who.encode()).hexdigest()[:32]
    key = f"{limit.setting}:{int(time.time()) // HOUR}:{digest}"
    return _counted(key) <= limit.most


def _counted(key: str) -> int:
    """The counter after one more; the first is 1."""
    try:
        return cache.incr(key)
    except ValueError:
        if cache.add(key, 1, timeout=HOUR):
            return 1
    try:
        return cache.incr(key)
    except ValueError:  # it was dropped in between
        return 1
