"""The events room in Wagtail's admin: explorer columns, actions on an event, their log, and a guard."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from events import admin_presenters, admin_repeat, admin_staff_feed, admin_views
from events.enums import EventStatus
from events.explorer import EventPageViewSet
from events.models import EventPage
from events.publishing import missing_for_publishing
from events.times import format_date


@hooks.register("register_admin_viewset")
def register_event_viewset():
    return EventPageViewSet()


@hooks.register("register_admin_urls")
def register_event_urls():
    patterns = [
        *admin_views.urlpatterns,
        *admin_presenters.urlpatterns,
        *admin_repeat.urlpatterns,
        *admin_staff_feed.urlpatterns,
    ]
    return [path("events/", include((patterns, "events_admin")))]


@hooks.register("register_admin_menu_item")
def register_staff_feed_menu_item():
    return admin_staff_feed.menu_item()


@hooks.register("register_page_listing_more_buttons")
def offer_actions_in_explorer(page, user, next_url=None):
    yield from event_buttons(page=page, user=user)


@hooks.register("register_page_header_buttons")
def offer_actions_in_header(page, user, view_name, next_url=None):
    yield from event_buttons(page=page, user=user)


def event_buttons(*, page, user):
    """The actions that make sense for this event now; each view asks for the right again."""
    if not isinstance(page, EventPage):
        return
    permissions = page.permissions_for_user(user)
    if permissions.can_publish():
        if page.status != EventStatus.SCHEDULED:
            yield _button(page, "restore", gettext_lazy("Restore"), "undo", 71)
        elif page.live and page.last_ends_at and page.last_ends_at > timezone.now():
            yield _button(page, "postpone", gettext_lazy("Postpone"), "pause", 72)
            yield _button(page, "cancel", gettext_lazy("Cancel event"), "cross", 73)
        if page.status == EventStatus.POSTPONED:
            yield _button(page, "cancel", gettext_lazy("Cancel event"), "cross", 73)
    if permissions.can_edit() and page.first_starts_at:
        yield _button(page, "run_again", gettext_lazy("Run it again"), "copy", 74)
    if permissions.can_edit() and not permissions.page_locked():
        yield _button(page, "paste_presenters", gettext_lazy("Paste presenters"), "user", 75)


def _button(page, name, label, icon, priority):
    url = reverse(f"events_admin:{name}", args=[page.pk])
    return Button(label, url=url, icon_name=icon, priority=priority)


@hooks.register("register_log_actions")
def register_event_log_actions(actions):
    for name, label, done in (
        ("events.cancel", gettext_lazy("Cancel"), gettext_lazy("Cancelled: %(reason)s")),
        ("events.postpone", gettext_lazy("Postpone"), gettext_lazy("Postponed: %(reason)s")),
        ("events.restore", gettext_lazy("Restore"), gettext_lazy("Restored: %(reason)s")),
    ):
        actions.register_action(name)(_reason_formatter(label, done))


def _reason_formatter(label, done):
    """A log formatter that tells the reason with the deed."""

    class ReasonFormatter(LogFormatter):
        def format_message(self, log_entry):
            return done % {"reason": log_entry.data.get("reason", "")}

    ReasonFormatter.label = label
    return ReasonFormatter


@hooks.register("before_bulk_action")
def refuse_to_publish_incomplete_events(request, action_type, objects, action):
    """Bulk publishing asks no form; name what is missing instead of announcing half an event."""
    if action_type != "publish":
        return None
    pages = [page for page in objects if isinstance(page, Page)]
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [below for page in pages for below in page.get_descendants().not_live()]
    refused = []
    for page in pages:
        if issubclass(page.specific_class or Page, EventPage):
            draft = page.get_latest_revision_as_object()
            if missing := missing_for_publishing(draft):
                refused.append(f"“{draft.title}”: {', '.join(missing)}")
    if not refused:
        return None
    messages.error(
        request,
        _("Nothing was published, since something is missing. %(list)s.")
        % {"list": "; ".join(refused)},
    )
    return redirect(action.next_url)


@hooks.register("after_unpublish_page")
def warn_that_unpublishing_calls_nothing_off(request, page):
    """Unpublishing sends nothing to anybody; whoever wants to call off must cancel."""
    if isinstance(page, EventPage) and page.last_ends_at and page.last_ends_at > timezone.now():
        messages.warning(
            request,
            _(
                "The event left lists and calendars without a word. To call it off, publish it and cancel it."
            ),
        )


@hooks.register("after_publish_page")
def remind_of_restoring(request, page):
    """Publishing a new date does not undo "postponed": say so, with the button's name."""
    if isinstance(page, EventPage) and page.status == EventStatus.POSTPONED:
        messages.warning(
            request,
            _("This event is still marked postponed. If its new date stands, choose Restore."),
        )


@hooks.register("after_publish_page")
def tell_that_the_event_is_over(request, page):
    """An archive is often entered afterwards, so nothing is refused; a mistyped year shall not go unseen."""
    if not isinstance(page, EventPage) or not page.live:
        return
    if page.first_published_at != page.last_published_at:
        return
    if words := already_over(sessions=page.dated_sessions, now=timezone.now()):
        messages.warning(request, words)


def already_over(*, sessions, now) -> str:
    """A sentence if sessions (dated, in order) began before `now`; otherwise nothing."""
    begun = [session for session in sessions if session.starts_at < now]
    if not begun:
        return ""
    when = format_date(begun[-1].date, weekday=False)
    if len(begun) < len(sessions):
        return _("A session of this event is in the past: it was on %(date)s.") % {"date": when}
    if begun[-1].ends_at > now:
        return _("This event has begun already: its session started on %(date)s.") % {"date": when}
    if len(begun) == 1:
        return _("This event is over already: its session was on %(date)s.") % {"date": when}
    return _("This event is over already: its last session was on %(date)s.") % {"date": when}
