"""The letters of a record: handed out to who may see the record, and never shown by a browser."""

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.views import View

from events.tta.admin.act_views import record_or_404
from events.tta.admin.filters import readable_id
from events.tta.models import TTARequest
from events.tta.permissions import may_see_any


class LetterDownloadView(View):
    """One uploaded file, as an attachment under the name it had; 404 for anything that isn't of this record."""

    http_method_names = ["get", "head"]
    model = TTARequest

    def get(self, request, pk, letter):
        if not may_see_any(request.user):
            raise PermissionDenied
        record = record_or_404(user=request.user, pk=pk)
        rows = record.letters.filter(pk=letter)
        found = rows.first() if readable_id(str(letter)) is not None else None
        if found is None:
            raise Http404
        try:
            file = found.file.open("rb")
        except FileNotFoundError:
            raise Http404 from None
        response = FileResponse(
            file, as_attachment=True, filename=found.name, content_type=found.content_type
        )
        response["X-Content-Type-Options"] = "nosniff"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        response["Cache-Control"] = "private, no-store"
        return response
