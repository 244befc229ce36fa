"""The TTA room in Wagtail's admin."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from events.tta.admin.bulk_actions import AssignBulkAction, NoDeleteBulkAction, OwnBulkAction
from events.tta.admin.buttons import register_record_button
from events.tta.admin.guard import keep_what_is_used
from events.tta.admin.policies import register_policies
from events.tta.admin.viewsets import ReviewViewSet, TTAGroup
from events.tta.admin_event.hooks import event_buttons

AFTER_WAGTAIL = 100

register_policies()
register_snippet(TTAGroup)
register_snippet(ReviewViewSet)
register_record_button(event_buttons)

for action in (OwnBulkAction, AssignBulkAction, NoDeleteBulkAction):
    hooks.register("register_bulk_action", action, order=AFTER_WAGTAIL)

hooks.register("before_bulk_action", keep_what_is_used)
