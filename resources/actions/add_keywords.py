"""Put several names into the vocabulary at once."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry
from wagtail.search.backends import get_search_backends

from resources.models import Keyword
from resources.names import name_key
from resources.pasting import Vocabulary, name_and_acronym
from resources.signals import vocabulary_changed
from resources.slugs import first_free, slug_base

TRIES = 5


class KeywordRefused(ValueError):
    """A name can't be a keyword; the message says which, and why."""


def add_keywords(*, names: Sequence[str], by, now: datetime) -> list[Keyword]:
    """The keyword of each name in their order: the one that there is, else a new one. All, or none.

    `Sequential Intercept Model (SIM)` becomes a name with its acronym. Of two people who add one name at
    once, the second gets the keyword of the first. Raises KeywordRefused. The same number of queries for
    any number of names, but for batches of long lists and for what listeners to `vocabulary_changed` do.
    """
    for attempt in range(1, TRIES + 1):
        vocabulary = Vocabulary()
        new = list(_new_ones(names=names, vocabulary=vocabulary))
        try:
            with transaction.atomic():
                _write(new, by=by, now=now)
        except IntegrityError:  # somebody was faster, with a name or with its address
            if attempt == TRIES:
                raise
            continue
        break
    found = {keyword.key: keyword for keyword in new}
    return [vocabulary.named(name) or found[name_key(name_and_acronym(name)[0])] for name in names]


def _new_ones(*, names: Sequence[str], vocabulary: Vocabulary) -> Iterator[Keyword]:
    """Unsaved keywords for the names that have none, each once; in one order for all who add at once."""
    parts = [name_and_acronym(name) for name in names if not vocabulary.named(name)]
    wanted = {name_key(label): (label, acronym) for label, acronym in reversed(parts)}
    taken = set(vocabulary.slugs)
    for key in sorted(wanted):
        label, acronym = wanted[key]
        slug = first_free(base=slug_base(model=Keyword, text=label), taken=taken)
        taken.add(slug)
        keyword = Keyword(label=label, acronym=acronym, slug=slug)
        keyword.synonyms = []  # so that nobody asks the database for them
        keyword.settle()
        try:
            keyword.clean_fields()
        except ValidationError as error:
            raise KeywordRefused(f"“{label[:60]}”: {' '.join(error.messages)}") from None
        yield keyword


def _write(keywords: list[Keyword], *, by, now: datetime) -> None:
    """The rows, what finds them, and what the history says, as saving each would write them."""
    Keyword.objects.bulk_create(keywords)
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(Keyword, keywords)
    kind = ContentType.objects.get_for_model(Keyword)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=kind, object_id=str(keyword.pk), label=str(keyword), user=by,
            action="wagtail.create", timestamp=now, data={},
        )
        for keyword in keywords
    )  # fmt: skip
    for keyword in keywords:
        vocabulary_changed.send(sender=Keyword, term=keyword)
