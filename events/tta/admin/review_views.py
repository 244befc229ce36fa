"""A review in the admin: it leads to its record, and its dialogs say why something is refused."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views import View
from wagtail.snippets.views.snippets import WorkflowActionView

from events.tta.admin.filters import LONGEST_ID
from events.tta.admin.listing import listing_url, record_url
from events.tta.models import Review
from events.tta.permissions import is_staff
from events.tta.review_workflow import REFUSALS


class ReviewToRecordView(View):
    """Where the dashboard and Wagtail's mail lead to: the record."""

    http_method_names = ["get", "head"]
    model = Review

    def get(self, request, pk):
        if not is_staff(request.user):
            raise PermissionDenied
        if len(str(pk)) > LONGEST_ID:
            raise Http404
        review = get_object_or_404(Review, pk=pk)
        return redirect(record_url(review.request_id))


class ReviewsToQueueView(View):
    """There is no list of reviews beside the queue."""

    http_method_names = ["get", "head"]
    model = Review

    def get(self, request):
        return redirect(listing_url())


class ReviewActionView(WorkflowActionView):
    """Wagtail's dialog; what our action refuses stands in the dialog as an error, and nothing has happened."""

    def post(self, request, *args, **kwargs):
        try:
            return super().post(request, *args, **kwargs)
        except REFUSALS as error:
            sentence = str(error)
        if request.headers.get("x-requested-with") != "XMLHttpRequest":
            messages.error(request, sentence)
            return redirect(self.redirect_url)
        form = self.form_class(request.POST)
        form.add_error(None, sentence)
        return self.render_modal_form(request, form)
