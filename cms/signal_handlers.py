"""What the site does when something is published."""

from django.dispatch import receiver
from wagtail.search.index import RelatedFields
from wagtail.search.tasks import insert_or_update_object_task
from wagtail.signals import page_published


@receiver(page_published)
def index_with_rows(sender, instance, **kwargs):
    """Put a page into the search index once more, with its rows.

    Wagtail does so while the page is saved, when its presenters or producers are not written yet.
    """
    if any(isinstance(field, RelatedFields) for field in sender.get_search_fields()):
        insert_or_update_object_task.enqueue(
            instance._meta.app_label, instance._meta.model_name, str(instance.pk)
        )
