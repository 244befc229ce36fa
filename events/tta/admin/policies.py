"""What Wagtail's own views ask about requests and reviews: answered by `events.tta.permissions`."""

from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import policy_registry, register_permission_policy

from events.tta import permissions
from events.tta.models import Review, TTARequest


class RequestPolicy(ModelPermissionPolicy):
    """View for the desk and for provider people, who see theirs; change as the groups say; add and delete never."""

    def user_has_permission(self, user, action):
        if action == "view":
            return permissions.may_see_any(user)
        return action == "change" and permissions.may_change(user)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "view":
            return permissions.may_see(user, instance)
        return self.user_has_permission(user, action) and permissions.may_see(user, instance)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return any(self.user_has_permission_for_instance(user, a, instance) for a in actions)

    def instances_user_has_any_permission_for(self, user, actions):
        found = permissions.visible_to(user)
        return found if self.user_has_any_permission(user, actions) else found.none()

    def instances_user_has_permission_for(self, user, action):
        return self.instances_user_has_any_permission_for(user, [action])


class ReviewPolicy(ModelPermissionPolicy):
    """A review leads the desk to its record; who may decide may publish it, which decides nothing by itself."""

    def user_has_permission(self, user, action):
        if action in ("view", "change"):
            return permissions.is_staff(user)
        return action == "publish" and permissions.may_decide(user)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.user_has_any_permission(user, actions)


def register_policies() -> None:
    """Have Wagtail's views ask these; once, before any of them is built."""
    for model, policy in ((TTARequest, RequestPolicy), (Review, ReviewPolicy)):
        if policy_registry.get_by_type(model, fallback=False) is None:
            register_permission_policy(model, policy(model))
