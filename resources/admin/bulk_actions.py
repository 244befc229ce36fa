"""Deleting several terms: those that nothing needs."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import classproperty
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction

from resources.actions import TermInUse, delete_term, why_kept
from resources.admin.forms import LONGEST_ID
from resources.models import Keyword, Organization
from resources.permissions import may_delete

MOST_NAMED = 5


class DeleteTermsBulkAction(DeleteBulkAction):
    """Stands in the place of Wagtail's: where one of them is in use, nothing is deleted, and the reason said."""

    @classproperty
    def models(self):
        return [Keyword, Organization]

    @classmethod
    def get_queryset(cls, model, object_ids):
        """In the order of names; 404 for ids that are none, or are gone."""
        ids = [str(pk) for pk in object_ids]
        if not all(pk.isascii() and pk.isdigit() and len(pk) <= LONGEST_ID for pk in ids):
            raise Http404
        rows = model._default_manager.filter(pk__in=ids).select_related("merged_into")
        if not (found := list(rows.order_by("key"))):
            raise Http404
        return found

    def get_all_objects_in_listing_query(self, parent_id):
        """All that the listing shows with its filter and its search; never more."""
        viewset = self.model.snippet_viewset
        filters = viewset.filterset_class(self.request.GET, request=self.request)
        if not filters.is_valid():
            raise Http404
        rows = filters.filter_queryset(self.model._default_manager.order_by("key"))
        return rows.matching(self.request.GET.get("q", "")).values_list("pk", flat=True)

    def run_before_hook(self):
        terms = self.get_actionable_objects()[0]
        if may_delete(self.request.user, self.model):
            reasons = list(filter(None, map(why_kept, terms)))
            if reasons:
                return self._refuse(reasons)
        return super().run_before_hook()

    def _refuse(self, reasons: list[str]):
        for reason in reasons[:MOST_NAMED]:
            messages.error(self.request, reason)
        if len(reasons) > MOST_NAMED:
            more = {"n": len(reasons) - MOST_NAMED}
            messages.error(self.request, _("And %(n)d more are in use.") % more)
        messages.warning(self.request, _("Nothing was deleted."))
        return redirect(self.next_url)

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        view, done = kwargs["self"], 0
        for term in objects:
            try:
                delete_term(term=term, by=view.request.user)
            except TermInUse as error:
                messages.error(view.request, str(error))
            else:
                done += 1
        return done, 0

    def get_success_message(self, num_parent_objects, num_child_objects):
        if num_parent_objects == 0:
            return None
        if num_parent_objects == 1:
            return _("“%(term)s” is deleted.") % {"term": self.actionable_objects[0]}
        kind = capfirst(self.model._meta.verbose_name_plural)
        return _("%(n)d deleted: %(kind)s.") % {"n": num_parent_objects, "kind": kind}
