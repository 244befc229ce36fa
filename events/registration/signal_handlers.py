"""What the events room tells: a published event's capacity is that of its seat row, in the same transaction."""

from django.dispatch import receiver

from events.registration.actions import follow_capacity
from events.signals import event_synced


@receiver(event_synced)
def seats_follow_capacity(sender, page, now, **kwargs):
    if page is not None and page.alias_of_id is None:
        follow_capacity(page=page, now=now)
