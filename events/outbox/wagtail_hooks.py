"""The outbox in Wagtail's admin: the Mail page, its bulk action, and what its log says."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from events.outbox.bulk_actions import NoDeleteBulkAction, SendAgainBulkAction
from events.outbox.viewsets import MailViewSet

register_snippet(MailViewSet)
hooks.register("register_bulk_action", SendAgainBulkAction)
# After Wagtail's own, so that ours stands in its place.
hooks.register("register_bulk_action", NoDeleteBulkAction, order=1)


@hooks.register("register_log_actions")
def register_mail_log_actions(actions):
    actions.register_action("outbox.send_again", _("Send again"), _("Sent again"))
