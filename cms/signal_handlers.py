"""What the site does when something is published, or what is published is called otherwise."""

from functools import partial

from django.db import transaction
from django.db.models import Q
from django.dispatch import receiver
from wagtail.search.backends import get_search_backends
from wagtail.search.index import RelatedFields
from wagtail.search.tasks import insert_or_update_object_task
from wagtail.signals import page_published

from resources.models import Organization, ResourcePage, ResourceProducer
from resources.signals import vocabulary_changed


@receiver(page_published)
def index_with_rows(sender, instance, **kwargs):
    """Put a page into the search index once more, with its rows.

    Wagtail does so while the page is saved, when its presenters or producers are not written yet.
    """
    if any(isinstance(field, RelatedFields) for field in sender.get_search_fields()):
        insert_or_update_object_task.enqueue(
            instance._meta.app_label, instance._meta.model_name, str(instance.pk)
        )


@receiver(vocabulary_changed, sender=Organization)
def index_names_of_organization(sender, term, **kwargs):
    """A resource is found by the names that its producers have now. One that is deleted made nothing."""
    transaction.on_commit(partial(_index_resources_of, term.pk), robust=True)


def _index_resources_of(organization_id: int | None) -> None:
    named = Q(organization=organization_id) | Q(organization__merged_into=organization_id)
    made = ResourceProducer.objects.filter(named, organization__isnull=False).values("page_id")
    pages = list(ResourcePage.objects.filter(pk__in=made).order_by("pk"))
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(ResourcePage, pages)
