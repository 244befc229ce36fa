"""Who among staff may change the vocabulary: asked here, and nowhere else in this room."""

from wagtail.permissions import policy_registry

from resources.models.vocabulary import Term


def may_merge(user, model: type[Term]) -> bool:
    """To merge is to change."""
    return policy_registry.get_by_type(model).user_has_permission(user, "change")


def may_add(user, model: type[Term]) -> bool:
    return policy_registry.get_by_type(model).user_has_permission(user, "add")


def may_delete(user, model: type[Term]) -> bool:
    return policy_registry.get_by_type(model).user_has_permission(user, "delete")
