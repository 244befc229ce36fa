"""Filters of the queue under a name: kept, used and deleted."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from events.tta.admin.filters import SavedViewForm, readable_id
from events.tta.models import SavedView
from events.tta.permissions import is_staff

NOT_SAVED = {"p", "export", "_w_filter_fragment", "csrfmiddlewaretoken"}
LONGEST = 2000


@dataclass(frozen=True, kw_only=True)
class ShownView:
    """A saved view as the queue offers it."""

    view: SavedView
    url: str
    delete_url: str
    is_current: bool
    is_mine: bool


def worth_saving(query: QueryDict) -> str:
    """Filters, search and order of an address, in one spelling; "" where nothing is set."""
    kept = QueryDict(mutable=True)
    for name in sorted(query):
        values = [value for value in query.getlist(name) if value]
        if name not in NOT_SAVED and values:
            kept.setlist(name, values)
    found = kept.urlencode()
    return found if len(found) <= LONGEST else ""


def views_of(user, *, now_shown: str) -> list[ShownView]:
    """The user's own views and those that others share, by name; one query."""
    rows = SavedView.objects.filter(Q(user=user) | Q(is_shared=True)).select_related("user")
    listing = reverse("tta_requests:list")
    return [
        ShownView(
            view=row,
            url=f"{listing}?{row.query}",
            delete_url=reverse("tta_requests:delete_view", args=[row.pk]),
            is_current=row.query == now_shown,
            is_mine=row.user_id == user.pk,
        )
        for row in rows.order_by("name", "pk")
    ]


class _QueueOfStaff(View):
    http_method_names = ["post"]
    model = SavedView

    def dispatch(self, request, *args, **kwargs):
        if not is_staff(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class SaveView(_QueueOfStaff):
    """Keep the filters under a name; the same name again replaces one's own."""

    def post(self, request):
        form = SavedViewForm(request.POST)
        query = worth_saving(QueryDict(request.POST.get("query", "")[: LONGEST * 2]))
        back = redirect(f"{reverse('tta_requests:list')}?{query}")
        if not form.is_valid():
            for errors in form.errors.values():
                messages.error(request, " ".join(map(str, errors)))
            return back
        if not query:
            messages.error(request, _("Set a filter first, then save it as a view."))
            return back
        name = form.cleaned_data["name"]
        SavedView.objects.update_or_create(
            user=request.user,
            name=name,
            defaults={"query": query, "is_shared": form.cleaned_data["is_shared"]},
        )
        messages.success(request, _("“%(name)s” is saved.") % {"name": name})
        return back


class DeleteView(_QueueOfStaff):
    """Delete one's own view."""

    def post(self, request, pk):
        if readable_id(str(pk)) is None:
            raise Http404
        view = get_object_or_404(SavedView, pk=pk, user=request.user)
        view.delete()
        messages.success(request, _("“%(name)s” is deleted.") % {"name": view.name})
        return redirect(reverse("tta_requests:list"))
