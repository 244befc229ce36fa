"""Letters of support as they are uploaded: what is refused, and why."""

import hashlib
import re
import zipfile
from dataclasses import dataclass

import filetype
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest
from django.utils.translation import gettext as _

from events.public_forms.texts import one_line
from events.tta.scanning import FoundByScanner, scan

MOST_BYTES = 10 * 1000 * 1000
LONGEST_NAME = 150
ACCEPT = ".pdf,.docx,.odt,.jpg,.jpeg,.png"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_ODT = "application/vnd.oasis.opendocument.text"
TYPES = {
    "pdf": "application/pdf", "docx": _DOCX, "odt": _ODT, "jpg": "image/jpeg", "jpeg": "image/jpeg",
    "png": "image/png",
}  # fmt: skip


class UnusableUpload(ValueError):
    """A file that is not kept; the message says why, and what to do."""


@dataclass(frozen=True, kw_only=True)
class CheckedUpload:
    """A file that may be kept. `digest` is the SHA-256 of its bytes; `scan_words` is for staff."""

    name: str
    content_type: str
    size: int
    digest: str
    scan_words: str


class SizeLimit(FileUploadHandler):
    """Reads past a file that is too large instead of keeping it; `too_large` are the names of such files."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.too_large: list[str] = []
        self._size = 0

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self._size = 0

    def receive_data_chunk(self, raw_data, start):
        self._size += len(raw_data)
        if self._size > MOST_BYTES:
            self.too_large.append(self.file_name or "")
            raise SkipFile
        return raw_data

    def file_complete(self, file_size):
        return None


def limit_uploads(request: HttpRequest) -> SizeLimit:
    """From here on this request's files end at MOST_BYTES, on disk and in memory. Call it before POST is read."""
    limit = SizeLimit(request)
    request.upload_handlers.insert(0, limit)
    return limit


def uploaded(
    request: HttpRequest, limit: SizeLimit, *, name: str = "letter"
) -> list[tuple[UploadedFile, CheckedUpload]]:
    """The files of this field, each with what is known of it; empty where none was chosen.

    Raises UnusableUpload for the first that can't be kept, and then none of them is.
    """
    found = request.FILES.getlist(name)
    if limit.too_large:
        raise UnusableUpload(_too_large(limit.too_large[0]))
    return [(file, check_upload(file)) for file in found]


def check_upload(file: UploadedFile) -> CheckedUpload:
    """What is known of the file, once it may be kept. Raises UnusableUpload.

    Its bytes and the end of its name must say the same: a program that is named letter.pdf is refused.
    """
    name, size = _name(file.name or ""), file.size or 0
    words = {"name": name}
    if size > MOST_BYTES:
        raise UnusableUpload(_too_large(name))
    if not size:
        raise UnusableUpload(_("“%(name)s” is empty. Choose the file again.") % words)
    said = TYPES.get(name.rpartition(".")[2].lower()) if "." in name else None
    if said is None:
        raise UnusableUpload(
            _("“%(name)s” can’t be used. Choose a PDF, Word (.docx), ODT, JPG or PNG file.") % words
        )
    if _sniffed(file, said) != said:
        raise UnusableUpload(
            _(
                "“%(name)s” is not what its name says. Save it again as PDF, Word (.docx), ODT, JPG or"
                " PNG, and choose that file."
            )
            % words
        )
    try:
        scan_words = scan(file.chunks())
    except FoundByScanner:
        raise UnusableUpload(
            _("Our virus scanner refuses “%(name)s”. Choose another file, or e-mail the letter.")
            % words
        ) from None
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    file.seek(0)
    return CheckedUpload(
        name=name, content_type=said, size=size, digest=digest.hexdigest(), scan_words=scan_words
    )


def _too_large(name: str) -> str:
    return _(
        "“%(name)s” is larger than 10 MB. Save it smaller, for example as PDF, or e-mail it."
    ) % {"name": _name(name)}


def _name(name: str) -> str:
    """The file's name on one line and without folders; a long one keeps its end."""
    name = re.sub(r".*[\\/]", "", one_line(name)) or "letter"
    return name if len(name) <= LONGEST_NAME else f"…{name[-LONGEST_NAME:]}"


def _sniffed(file: UploadedFile, said: str) -> str:
    """The content type that the bytes speak of; nothing where they are none that we know."""
    file.seek(0)
    if said in (_DOCX, _ODT):
        return _zipped(file)
    found = filetype.guess(file.read(8192))
    file.seek(0)
    return found.mime if found else ""


def _zipped(file: UploadedFile) -> str:
    """Which document a ZIP file holds; one with macros is none."""
    try:
        with zipfile.ZipFile(file) as parcel:
            names = set(parcel.namelist())
            if any(name.endswith("vbaProject.bin") for name in names):
                return ""
            if "word/document.xml" in names:
                return _DOCX
            if "mimetype" in names and parcel.getinfo("mimetype").file_size < 100:
                return parcel.read("mimetype").decode("ascii", "replace").strip()
    except (zipfile.BadZipFile, OSError, RuntimeError, ValueError, NotImplementedError):
        pass
    finally:
        file.seek(0)
    return ""
