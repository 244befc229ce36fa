"""The letters of support that were uploaded: private files, outside of every public library."""

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.tta.enums import Actor


def private_storage():
    """The storage alias `private`: its files have no public address."""
    return storages["private"]


def letter_path(letter: "LetterFile", filename: str) -> str:
    """Where the file is kept: nothing of its name, and nothing to guess."""
    return f"tta/letters/{letter.key}"


class LetterFile(models.Model):
    """One uploaded file. A newer one does not replace an older one; names may repeat."""

    request = models.ForeignKey("tta.TTARequest", on_delete=models.CASCADE, related_name="letters")
    key = models.UUIDField(unique=True, editable=False)
    file = models.FileField(storage=private_storage, upload_to=letter_path, max_length=200)
    name = models.CharField(_("name"), max_length=200)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    digest = models.CharField(max_length=64, help_text=_("SHA-256 of its bytes, hexadecimal."))
    uploaded_at = models.DateTimeField(_("uploaded"))
    uploaded_by = models.CharField(max_length=10, choices=Actor.choices)
    scan_words = models.CharField(_("what the virus scanner said"), max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["uploaded_at", "pk"]

    def __str__(self):
        return self.name
