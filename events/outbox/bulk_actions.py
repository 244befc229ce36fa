"""Sending several messages again, for example what failed while the mail server was set up wrongly."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from django.utils.functional import classproperty
from django.utils.translation import gettext_lazy, ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from events.outbox.actions import CannotSendAgain, send_again
from events.outbox.filters import MailFilterSet
from events.outbox.models import OwedMail
from events.outbox.permissions import may_send_again
from events.outbox.views import recipient

LONGEST_ID = 18


class SendAgainBulkAction(SnippetBulkAction):
    """Each by its own action; what can't be sent again is counted."""

    display_name = gettext_lazy("Send again")
    aria_label = gettext_lazy("Send the selected messages again")
    action_type = "send_again"
    action_priority = 10
    template_name = "events/outbox/send_again_bulk.html"

    @classproperty
    def models(self):
        return [OwedMail]

    def dispatch(self, request, *args, **kwargs):
        """Who may not send mail does not read its addresses on the way either."""
        if not may_send_again(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def check_perm(self, obj):
        return may_send_again(self.request.user)

    @classmethod
    def get_queryset(cls, model, object_ids):
        """In the order in which they were owed; 404 for ids that are none, or are gone."""
        ids = [str(pk) for pk in object_ids]
        if not all(pk.isascii() and pk.isdigit() and len(pk) <= LONGEST_ID for pk in ids):
            raise Http404
        rows = list(OwedMail.objects.filter(pk__in=ids).order_by("pk"))
        if not rows:
            raise Http404
        return rows

    def get_all_objects_in_listing_query(self, parent_id):
        """All that the listing shows with its filters and its search; never more."""
        filters = MailFilterSet(self.request.GET, request=self.request)
        if not filters.is_valid():
            raise Http404
        rows = filters.filter_queryset(OwedMail.objects.order_by("pk"))
        if words := self.request.GET.get("q", "").replace("\x00", "").strip():
            rows = rows.filter(Q(to_address__icontains=words) | Q(to_name__icontains=words))
        return rows.values_list("pk", flat=True)

    def object_context(self, snippet):
        return {"item": recipient(snippet)}

    def get_execution_context(self):
        return {**super().get_execution_context(), "user": self.request.user}

    @classmethod
    def execute_action(cls, objects, user=None, **kwargs):
        view, now, done = kwargs["self"], timezone.now(), 0
        for mail in objects:
            try:
                send_again(mail=mail, now=now, user=user)
            except CannotSendAgain:
                continue
            done += 1
        view.tell_of_others(len(objects) - done)
        return done, 0

    def tell_of_others(self, number: int) -> None:
        if number:
            words = ngettext(
                "%(n)d message was left as it is: it waits in the queue, or is no longer needed.",
                "%(n)d messages were left as they are: they wait in the queue, or are no longer needed.",
                number,
            )
            messages.warning(self.request, words % {"n": number})

    def get_success_message(self, num_parent_objects, num_child_objects):
        if not num_parent_objects:
            return None
        words = ngettext(
            "%(n)d message is in the queue.", "%(n)d messages are in the queue.", num_parent_objects
        )
        return words % {"n": num_parent_objects}


class NoDeleteBulkAction(SendAgainBulkAction):
    """Stands in the place of Wagtail's "delete", which every snippet has: what was owed stays on record."""

    display_name = gettext_lazy("Delete")
    aria_label = gettext_lazy("Delete")
    action_type = "delete"

    def dispatch(self, request, *args, **kwargs):
        raise PermissionDenied
