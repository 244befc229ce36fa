"""What the rooms above may want to know."""

from django.dispatch import Signal

# A Keyword, its synonyms or its merging changed, or it is gone; sent within the transaction, after the
# rows. `sender` is Keyword.
vocabulary_changed = Signal()

# A TopicPage was saved with its entries; sent within the transaction, after the rows, with `topic`.
topic_synced = Signal()
