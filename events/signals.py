"""What this room tells rooms above it."""

from django.dispatch import Signal

# Sent inside the transaction that published, unpublished or called off an event, after its calendar
# records and before the feed version. Arguments: `page_id`; `page`, the committed-to-be row with its
# state, or None where the event is gone or not live; `slots`, a list of SlotChange, empty at the first
# publishing; `now`. A receiver that raises undoes the publishing.
event_synced = Signal()
