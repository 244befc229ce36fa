"""Who among staff works on events: asked here, and nowhere else."""

from wagtail.permission_policies.pages import PagePermissionPolicy

from events.models import EventIndexPage, EventPage


def may_write_events(user) -> bool:
    """Whether the user may enter the admin and add events below some list, or change some event.

    At most 5 queries, none of them twice for the same user object except the last two.
    """
    if not user.is_active or not user.has_perm("wagtailadmin.access_admin"):
        return False
    if user.is_superuser:
        return True
    lists, events = PagePermissionPolicy(EventIndexPage), PagePermissionPolicy(EventPage)
    return (
        lists.instances_user_has_permission_for(user, "add").exists()
        or events.instances_user_has_permission_for(user, "change").exists()
    )
