"""What the events room tells: a published event's capacity is that of its seat row, and its changes are owed to people.

Both in the transaction that publishes.
"""

from django.dispatch import receiver

from events.registration.actions import follow_capacity, note_change
from events.signals import event_synced


@receiver(event_synced)
def seats_follow_capacity(sender, page, now, **kwargs):
    if page is not None and page.alias_of_id is None:
        follow_capacity(page=page, now=now)


@receiver(event_synced)
def changes_are_told(sender, page, slots, now, **kwargs):
    if page is not None and page.alias_of_id is None:
        note_change(page=page, slots=slots, now=now)
