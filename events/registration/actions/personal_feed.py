"""What a registrant does with the calendar of all their registrations."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events.outbox.actions import owe
from events.outbox.models import OwedMail
from events.registration.actions.manage import NothingToManage
from events.registration.models import PersonalFeed, Registration
from events.registration.owed import plain_mail
from events.registration.queries import mail_after

FEEDS_AN_HOUR = 3


class EnoughFeeds(ValueError):
    """The calendar got a new address often enough for now."""


def make_personal_feed(
    *, registration: Registration, now: datetime, seen: str | None = None
) -> PersonalFeed:
    """A new address for the calendar of the registration's e-mail address, owed to it by mail. An older one is dead.

    The link to the registration may be in other hands, so that nobody but the mailbox learns the
    address, and the mail counts as a stranger's. `seen` is the feed's mark as the person saw it
    (empty without a feed): a second click of the same button changes nothing. Raises NothingToManage,
    and EnoughFeeds after FEEDS_AN_HOUR.
    """
    with transaction.atomic():
        registration = Registration.objects.select_for_update().get(pk=registration.pk)
        if not registration.is_active:
            raise NothingToManage(_("This registration is cancelled. You can register again."))
        key = registration.email_key
        feed, is_new = PersonalFeed.objects.select_for_update().get_or_create(
            email_key=key, defaults={"made_at": now}
        )
        if not is_new:
            if seen not in (None, feed.mark):
                return feed
            if _times_made(feed, now) >= FEEDS_AN_HOUR:
                raise EnoughFeeds(
                    _(
                        "We sent an address three times within the hour, so nothing was changed now."
                        " Please look into your junk mail, or try again later."
                    )
                )
            feed.renew(now=now)
            feed.save(update_fields=["nonce", "made_at", "stopped_at"])
        mail = plain_mail(
            registration=registration, kind="registration.feed", key=f"feed:{feed.mark}", now=now,
            payload={"feed": feed.pk, "mark": feed.mark}, by_stranger=True,
            not_before=mail_after(email_key=key, now=now),
        )  # fmt: skip
        mail.thread = _thread(feed)
        owe([mail], superseding=True)
    return feed


def _times_made(feed: PersonalFeed, now: datetime) -> int:
    since = now - timedelta(hours=1)
    return OwedMail.objects.filter(thread=_thread(feed), created_at__gt=since).count()


def _thread(feed: PersonalFeed) -> str:
    return f"personal_feed:{feed.pk}"


def stop_personal_feed(*, registration: Registration, now: datetime) -> None:
    """The calendar's address is dead from now on; twice is once. Also for who has cancelled."""
    PersonalFeed.objects.filter(email_key=registration.email_key, stopped_at=None).update(
        stopped_at=now
    )
