"""Who among staff may see and change registrations: asked here, and nowhere else."""

from wagtail.permission_policies import BasePermissionPolicy, ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from events.registration.models import Registration


class RegistrationPolicy(ModelPermissionPolicy):
    """View, add and change as the groups say; delete never: a registration is cancelled, and its record stays."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)


def register_policy() -> None:
    """Have Wagtail's views ask this policy; once, before any of them is built."""
    if policy_registry.get_by_type(Registration, fallback=False) is None:
        register_permission_policy(Registration, RegistrationPolicy(Registration))


def may_see(user) -> bool:
    """Whether the user may read registrations; whoever adds or changes them may."""
    return _policy().user_has_any_permission(user, ["view", "add", "change"])


def may_add(user) -> bool:
    return _policy().user_has_permission(user, "add")


def may_change(user) -> bool:
    """Whether the user may correct, cancel, promote, hold places and send invitations again."""
    return _policy().user_has_permission(user, "change")


def _policy() -> BasePermissionPolicy:
    return policy_registry.get_by_type(Registration)
