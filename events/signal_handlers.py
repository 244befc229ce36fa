"""What Wagtail tells without saving an event: who may see it, where it stands, and that it is gone.

An event without dated sessions has no record that could tell of it, but its keywords and topics
stand among the filters of lists, which are kept until the feed's version rises. So it rises for it too.
"""

from django.db.models import Exists, OuterRef
from django.db.models.signals import post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_unpublished, post_page_move

from events.calendar_records import hide_records, refresh_visibility, sync_subtree
from events.models import CalendarRecord, EventPage, FeedVersion


@receiver(post_delete, sender=EventPage)
def hide_records_of_deleted_event(sender, instance, **kwargs):
    now = timezone.now()
    hide_records(page_ids=[instance.pk], now=now)
    if instance.live and not CalendarRecord.objects.filter(page_id=instance.pk).exists():
        FeedVersion.bump(now=now)


@receiver(page_unpublished)
def hide_records_of_unpublished_event(sender, instance, **kwargs):
    """Expiry unpublishes through the plain Page, which does not pass EventPage.save."""
    now = timezone.now()
    hide_records(page_ids=[instance.pk], now=now)
    _tell_of(_without_records().filter(pk=instance.pk), now=now)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def refresh_events_below_restriction(sender, instance, origin=None, **kwargs):
    """A restriction names only its own page, and counts for everything below.

    One that goes because its page goes opens nothing, though the rows of pages may still be there:
    in which order a deletion takes its models is Django's affair.
    """
    if issubclass(getattr(origin, "model", type(origin)), Page):
        return
    now = timezone.now()
    refresh_visibility(path=instance.page.path, now=now)
    _tell_of(_without_records().filter(live=True, path__startswith=instance.page.path), now=now)


@receiver(post_page_move)
def sync_moved_events(sender, instance, **kwargs):
    now = timezone.now()
    sync_subtree(path=instance.path, now=now)
    _tell_of(_without_records().filter(live=True, path__startswith=instance.path), now=now)


def _without_records():
    records = CalendarRecord.objects.filter(page_id=OuterRef("pk"))
    return EventPage.objects.exclude(Exists(records)).order_by()


def _tell_of(events, *, now) -> None:
    if events.exists():
        FeedVersion.bump(now=now)


@receiver(pre_save, sender=Site)
@receiver(pre_delete, sender=Site)
def remember_site(sender, instance, **kwargs):
    instance.facts_in_feeds = _facts_in_feeds(instance)


@receiver(post_save, sender=Site)
@receiver(post_delete, sender=Site)
def sync_events_of_site(sender, instance, **kwargs):
    """A site's address stands in the stored texts, its root decides which feed they are in.

    Its name stands only at the head of the feed, so the version rises also where no text changed.
    """
    if kwargs.get("raw"):
        return
    now = timezone.now()
    is_told = sync_subtree(path="", now=now)
    if not is_told and _facts_in_feeds(instance) != instance.facts_in_feeds:
        FeedVersion.bump(now=now)


def _facts_in_feeds(site: Site) -> tuple | None:
    """What the database says of a site as far as feeds depend on it; None where it has no row."""
    names = ("hostname", "port", "site_name", "root_page_id", "is_default_site")
    return Site.objects.filter(pk=site.pk).values_list(*names).first()
