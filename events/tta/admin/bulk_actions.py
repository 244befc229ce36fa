"""Set the owner of several requests, or assign them a provider: each by its own action, refusals named."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from events.tta.actions.assign import CannotAssign, assign_provider
from events.tta.actions.move import CannotMove
from events.tta.actions.own import NotAnOwner, set_owner
from events.tta.actions.record import staff
from events.tta.admin.filters import RequestFilterSet, readable_id
from events.tta.admin.forms import OwnerField, ProviderField
from events.tta.models import Review, TTARequest
from events.tta.permissions import may_change, visible_to
from events.tta.queue import for_rows, found_by

MOST_NAMED = 20
REFUSALS = (CannotAssign, CannotMove, NotAnOwner)


class OwnForm(forms.Form):
    owner = OwnerField(required=False, empty_label=gettext_lazy("Nobody"))


class AssignForm(forms.Form):
    provider = ProviderField()


class RequestBulkAction(SnippetBulkAction):
    """One action on the requests that were ticked, one after the other."""

    template_name = "tta/admin/bulk_action.html"
    cleaned_form: Any
    submit_label = gettext_lazy("Save")

    @classproperty
    def models(self):
        return [TTARequest]

    def dispatch(self, request, *args, **kwargs):
        """Who may not change requests does not read of them on the way either."""
        if not may_change(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def check_perm(self, obj):
        return may_change(self.request.user)

    @classmethod
    def get_queryset(cls, model, object_ids):
        """The rows in the order in which they are locked; 404 for ids that are none, or are gone."""
        ids = {readable_id(str(pk)) for pk in object_ids}
        rows = [] if None in ids else list(
            for_rows(TTARequest.objects.exclude(submitted_at=None)).filter(pk__in=ids).order_by("pk")
        )  # fmt: skip
        if not rows:
            raise Http404
        return rows

    def get_all_objects_in_listing_query(self, parent_id):
        """All that the queue shows with its filters and its search, which the address carries; never more."""
        filters = RequestFilterSet(self.request.GET, request=self.request)
        if not filters.is_valid():
            raise Http404
        rows = filters.filter_queryset(visible_to(self.request.user).order_by("pk"))
        if words := self.request.GET.get("q", "").strip():
            rows = rows.filter(found_by(words))
        return rows.values_list("pk", flat=True)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            action_label=self.display_name, submit_label=self.submit_label, **kwargs
        )

    def object_context(self, snippet):
        return {"item": snippet}

    def get_execution_context(self):
        return {
            **super().get_execution_context(),
            "values": self.cleaned_form.cleaned_data,
            "doer": staff(self.request.user),
        }

    @classmethod
    def execute_action(cls, objects, values=None, doer=None, **kwargs):
        done, failed = 0, []
        now = timezone.now()
        for row in objects:
            try:
                cls.do(request=row, values=values, doer=doer, now=now)
            except REFUSALS as error:
                failed.append(f"{row.number}: {error}")
            else:
                done += 1
        kwargs["self"].tell_of_failures(failed)
        return done, 0

    @classmethod
    def do(cls, *, request, values, doer, now):
        raise NotImplementedError

    def tell_of_failures(self, failed: list[str]) -> None:
        if not failed:
            return
        named, more = failed[:MOST_NAMED], len(failed) - MOST_NAMED
        if more > 0:
            named.append(_("and %(more)d more.") % {"more": more})
        first = ngettext(
            "%(n)d was left as it is.", "%(n)d were left as they are.", len(failed)
        ) % {"n": len(failed)}
        messages.error(self.request, " ".join([first, *named]))

    def get_success_message(self, num_parent_objects, num_child_objects):
        if not num_parent_objects:
            return None
        return self.after_many(num_parent_objects)

    def after_many(self, number: int) -> str:
        raise NotImplementedError


class OwnBulkAction(RequestBulkAction):
    display_name = gettext_lazy("Set the owner")
    aria_label = gettext_lazy("Set the owner of the selected requests")
    action_type = "tta_own"
    action_priority = 10
    form_class = OwnForm

    @classmethod
    def do(cls, *, request, values, doer, now):
        set_owner(request=request, owner=values["owner"], doer=doer, now=now)

    def after_many(self, number):
        return ngettext(
            "%(n)d request has that owner now.", "%(n)d requests have that owner now.", number
        ) % {"n": number}


class AssignBulkAction(RequestBulkAction):
    display_name = gettext_lazy("Assign a provider")
    aria_label = gettext_lazy("Assign the selected requests to a provider")
    action_type = "tta_assign"
    action_priority = 20
    form_class = AssignForm

    @classmethod
    def do(cls, *, request, values, doer, now):
        assign_provider(request=request, provider=values["provider"], doer=doer, now=now)

    def after_many(self, number):
        return ngettext(
            "%(n)d request is with that provider now.",
            "%(n)d requests are with that provider now.",
            number,
        ) % {"n": number}


class NoDeleteBulkAction(RequestBulkAction):
    """Stands in the place of Wagtail's "delete", which every snippet has: nobody deletes requests or reviews."""

    display_name = gettext_lazy("Delete")
    aria_label = gettext_lazy("Delete")
    action_type = "delete"

    @classproperty
    def models(self):
        return [TTARequest, Review]

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied
