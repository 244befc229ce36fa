"""Who among staff may see mail and send it again: asked here, and nowhere else."""

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from events.outbox.models import OwedMail


class MailPolicy(ModelPermissionPolicy):
    """Wagtail's own views may show mail to whom the groups say; nobody adds, edits or deletes a message."""

    def user_has_permission(self, user, action):
        return action == "view" and may_see(user)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)


def register_policy() -> None:
    """Have Wagtail's views ask this policy; once, before any of them is built."""
    if policy_registry.get_by_type(OwedMail, fallback=False) is None:
        register_permission_policy(OwedMail, MailPolicy(OwedMail))


def may_see(user) -> bool:
    return user.has_perm("outbox.view_owedmail") or may_send_again(user)


def may_send_again(user) -> bool:
    return user.has_perm("outbox.change_owedmail")
