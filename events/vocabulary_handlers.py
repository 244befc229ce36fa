"""Keywords and topics change which events a feed holds, and what it is called: the version then rises.

Whoever has a feed's ETag got it while the keyword was there, or the topic public. So only a change of
what was there already counts: a new keyword, or a topic that is published, leaves no answer stale.
"""

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from django.utils import timezone
from wagtail.models import PageViewRestriction
from wagtail.signals import page_published, page_unpublished, post_page_move

from events.models import EventPage, FeedVersion
from resources.models import Keyword, TopicEntry, TopicPage
from resources.queries import keyword_link_models
from resources.signals import topic_synced, vocabulary_changed

# ---- keywords ----


@receiver(pre_save, sender=Keyword)
def remember_keyword(sender, instance, raw=False, **kwargs):
    instance.facts_in_feeds = None if raw else _keyword_facts(instance.pk)


@receiver(vocabulary_changed, sender=Keyword)
def tell_of_changed_keyword(sender, term, **kwargs):
    """A merge, its undoing, a new slug or name; synonyms and acronyms that feeds don't show are left alone."""
    before = getattr(term, "facts_in_feeds", None)
    if before and term.pk and before != _keyword_facts(term.pk):
        _bump()


@receiver(post_delete, sender=Keyword)
def tell_of_deleted_keyword(sender, instance, **kwargs):
    _bump()


def _keyword_facts(pk: int | None) -> tuple | None:
    """What the database says of a keyword as far as feeds depend on it; its row stays locked."""
    rows = Keyword.objects.select_for_update(no_key=True).filter(pk=pk)
    return rows.values_list("slug", "label", "acronym", "merged_into_id").first() if pk else None


@receiver(page_published)
@receiver(page_unpublished)
@receiver(post_delete)
def tell_of_pages_with_keywords(sender, **kwargs):
    """A feed names a keyword while something public has it (`is_in_use`), which may be no event."""
    if not issubclass(sender, EventPage) and any(
        issubclass(sender, link._meta.get_field("page").related_model)  # ty: ignore[invalid-argument-type]
        for link in keyword_link_models()
    ):
        _bump()


# ---- topics ----


@receiver(pre_save, sender=TopicPage)
def remember_topic(sender, instance, raw=False, **kwargs):
    instance.facts_in_feeds = None if raw else _topic_facts(instance.pk)


@receiver(topic_synced)
def tell_of_changed_topic(sender, topic, **kwargs):
    """Another event among its entries, one less, a new slug or title; a draft changes nothing of it."""
    before = getattr(topic, "facts_in_feeds", None)
    if before and before != _topic_facts(topic.pk):
        _bump()


@receiver(post_delete, sender=TopicPage)
def tell_of_deleted_topic(sender, instance, **kwargs):
    _bump()


@receiver(page_unpublished)
def tell_of_unpublished_topic(sender, instance, **kwargs):
    """Expiry unpublishes through the plain Page, which does not pass TopicPage.save."""
    if issubclass(sender, TopicPage):
        _bump()


@receiver(post_page_move)
def tell_of_moved_topics(sender, instance, parent_page_before, parent_page_after, **kwargs):
    """Another site may have them now, or a private part of this one."""
    if parent_page_before.pk != parent_page_after.pk:
        _bump_for_topics_below(instance.path)


@receiver(post_save, sender=PageViewRestriction)
@receiver(post_delete, sender=PageViewRestriction)
def tell_of_private_topics(sender, instance, **kwargs):
    _bump_for_topics_below(instance.page.path)


def _topic_facts(pk: int | None) -> tuple | None:
    """What the database says of a live topic as far as feeds depend on it; its row stays locked."""
    rows = TopicPage.objects.select_for_update(of=("self",), no_key=True)
    topic = rows.filter(pk=pk, live=True).first() if pk else None
    if topic is None:
        return None
    events = TopicEntry.objects.filter(topic=pk, page__eventpage__isnull=False).order_by()
    return topic.slug, topic.title, frozenset(events.values_list("page_id", flat=True))


def _bump_for_topics_below(path: str) -> None:
    if TopicPage.objects.filter(path__startswith=path).exists():
        _bump()


def _bump() -> None:
    FeedVersion.bump(now=timezone.now())
