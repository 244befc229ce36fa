"""The room's settings, each with its default."""

from datetime import timedelta

from django.conf import settings

# What one connection carries at most, so that what is urgent never waits long behind what is not.
BATCH_SIZE = 25
BATCH_SECONDS = 5

FIRST_BACK_OFF = timedelta(minutes=1)
LONGEST_BACK_OFF = timedelta(hours=1)


def most_tries() -> int:
    """TTA_MAIL_TRIES: after so many a message is set aside as failed."""
    return getattr(settings, "TTA_MAIL_TRIES", 10)


def per_minute() -> int:
    """TTA_MAIL_PER_MINUTE: what all workers together may send in a minute; 0 is no limit."""
    return getattr(settings, "TTA_MAIL_PER_MINUTE", 0)


def lease_time() -> timedelta:
    """TTA_MAIL_LEASE_SECONDS: after so long the mail of a dead worker is taken over."""
    return timedelta(seconds=getattr(settings, "TTA_MAIL_LEASE_SECONDS", 60))


def longest_answer() -> float:
    """How long a mail server may keep us waiting for one answer, in seconds; a lease lasts longer."""
    return lease_time().total_seconds() / 3
