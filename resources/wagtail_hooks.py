"""The library in Wagtail's admin: its vocabulary with the log's words, and parts of documents."""

from django.utils.http import quote_etag
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.snippets.models import register_snippet

from resources.actions.merge import MERGE, UNDO
from resources.admin.bulk_actions import DeleteTermsBulkAction
from resources.admin.viewsets import VocabularyGroup
from resources.byte_ranges import partial_response

register_snippet(VocabularyGroup)
# After Wagtail's own, so that ours stands in its place.
hooks.register("register_bulk_action", DeleteTermsBulkAction, order=1)


@hooks.register("register_log_actions")
def register_vocabulary_log_actions(actions):
    for name, label, done in (
        (MERGE, _("Merge"), _("Merged into “%(name)s”")),
        (UNDO, _("Undo a merge"), _("No longer merged into “%(name)s”")),
    ):
        actions.register_action(name)(_naming_formatter(label, done))


def _naming_formatter(label, done):
    """A log formatter that names the other term."""

    class NamingFormatter(LogFormatter):
        def format_message(self, log_entry):
            return done % {"name": log_entry.data.get("name", "")}

    NamingFormatter.label = label
    return NamingFormatter


@hooks.register("before_serve_document", order=100)
def serve_part_of_document(document, request):
    """Answer a range request for a document on a local disk; Wagtail's own view sends whole files only.

    Runs after Wagtail's check of private collections. Storages with addresses of
    their own are redirected to by Wagtail, and answer ranges themselves.
    """
    header = request.headers.get("Range")
    if header is None or request.method != "GET":
        return None
    if not is_on_local_disk(document.file) or not document.file.storage.exists(document.file.name):
        return None
    etag = quote_etag(document.get_file_hash())
    if request.headers.get("If-Range", etag) != etag:
        return None  # the caller has a part of another file (RFC 9110, 13.1.5)
    file = document.file.open("rb")
    response = partial_response(
        file=file,
        size=document.file.size,
        header=header,
        content_type=document.content_type,
        etag=etag,
    )
    if response is None or response.status_code == 416:
        file.close()
    return response


def is_on_local_disk(file) -> bool:
    """Whether the file's storage knows a path; remote storages raise NotImplementedError."""
    try:
        return bool(file.path)
    except NotImplementedError:
        return False
