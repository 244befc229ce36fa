"""The demo's own files as Wagtail documents and images."""

from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

FILES = Path(__file__).parent / "files"


def document(name: str):
    """The Wagtail document of one of the demo's files, uploaded once."""
    model = get_document_model()
    found = model.objects.filter(title=name).first()
    if found:
        return found
    created = model(title=name)
    created.file.save(name, ContentFile((FILES / name).read_bytes()), save=False)
    created.save()
    return created


def image(*, name: str, data: bytes, title: str, description: str):
    """A new Wagtail image; `description` is its text alternative."""
    return get_image_model().objects.create(
        title=title, description=description, file=ImageFile(ContentFile(data), name=name)
    )
