"""Cancel, promote and send invitations for several people: each by its own action, failures named."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from events.registration.admin.acts import ACTS, NotDone, StaffAct
from events.registration.admin.filters import RegistrationFilterSet, found_by, readable_id
from events.registration.admin.rows import registrations_with_events
from events.registration.models import Registration
from events.registration.permissions import may_change

MOST_NAMED = 20


class RegistrationBulkAction(SnippetBulkAction):
    """One of ACTS on the registrations that were ticked, those of an event one after the other."""

    action_type = ""
    template_name = "events/registration/admin/bulk_action.html"

    @classproperty
    def models(self):
        return [Registration]

    @property
    def act(self) -> StaffAct:
        return ACTS[self.action_type]

    def dispatch(self, request, *args, **kwargs):
        """Who may not change registrations does not read their names on the way either."""
        if not may_change(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def check_perm(self, obj):
        return may_change(self.request.user)

    @classmethod
    def get_queryset(cls, model, object_ids):
        """The rows in the order in which their seats are locked; 404 for ids that are none, or are gone."""
        ids = {readable_id(str(pk)) for pk in object_ids}
        if None in ids:
            raise Http404
        rows = list(registrations_with_events().filter(pk__in=ids).order_by("event_id", "pk"))
        if not rows:
            raise Http404
        return rows

    def get_all_objects_in_listing_query(self, parent_id):
        """All that the listing shows with its filters and its search, which the address carries; never more."""
        filters = RegistrationFilterSet(self.request.GET, request=self.request)
        rows = Registration.objects.order_by("pk")
        if not filters.is_valid():
            raise Http404
        rows = filters.filter_queryset(rows)
        if words := self.request.GET.get("q", "").strip():
            rows = rows.filter(found_by(words))
        return rows.values_list("pk", flat=True)

    def get_context_data(self, **kwargs):
        return super().get_context_data(act=self.act, **kwargs)

    def object_context(self, snippet):
        return {"item": snippet}

    def get_execution_context(self):
        return {**super().get_execution_context(), "user": self.request.user}

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        view, act, done, failed = kwargs["self"], ACTS[cls.action_type], 0, []
        now = timezone.now()
        for registration in objects:
            try:
                with transaction.atomic():
                    act.do(registration=registration, by=user, now=now)
            except NotDone as error:
                failed.append(f"{registration.name}: {error}")
            else:
                done += 1
        view.tell_of_failures(failed)
        return done, 0

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
        return self.act.after_many(num_parent_objects) if num_parent_objects else None


class CancelBulkAction(RegistrationBulkAction):
    display_name = gettext_lazy("Cancel")
    aria_label = gettext_lazy("Cancel the selected registrations")
    action_type = "cancel"
    action_priority = 30
    classes = {"serious"}


class PromoteBulkAction(RegistrationBulkAction):
    display_name = gettext_lazy("Give a place")
    aria_label = gettext_lazy("Give the selected people a place")
    action_type = "promote"
    action_priority = 10


class InviteBulkAction(RegistrationBulkAction):
    display_name = gettext_lazy("Send the invitation again")
    aria_label = gettext_lazy("Send the selected people their invitation again")
    action_type = "invite"
    action_priority = 20


class NoDeleteBulkAction(RegistrationBulkAction):
    """Stands in the place of Wagtail's "delete", which every snippet has: nobody deletes registrations."""

    display_name = gettext_lazy("Delete")
    aria_label = gettext_lazy("Delete")
    action_type = "delete"

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied
