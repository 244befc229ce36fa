"""The listing of registrations: all of them, or those of one event with its places above."""

from urllib.parse import urlencode

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import IndexView

from events.models import EventPage
from events.registration.admin.acts import ACTS
from events.registration.admin.exports import RegistrationExport
from events.registration.admin.filters import event_label, found_by
from events.registration.admin.rows import (
    attach_facts,
    needs_words,
    registered_words,
    registrations_with_events,
    state_words,
)
from events.registration.admin.seats import overfull_warning, seats_line, seats_of
from events.registration.admin.sessions import session_seats
from events.registration.models import Registration
from events.registration.permissions import may_add, may_change

NAMESPACE = "registrations_admin"


def listing_url(*, event_id: int | None = None) -> str:
    """Where staff read registrations: all, or those of one event."""
    url = reverse(f"{NAMESPACE}:list")
    return f"{url}?{urlencode({'event': event_id})}" if event_id else url


def action_buttons(*, registration: Registration, user) -> list[Button]:
    """What this user can do with this registration now; each view asks again."""
    if not may_change(user) or not registration.is_active:
        return []
    found = [("edit", _("Correct"), "edit", 10)]
    waits_somewhere = registration.is_waitlisted or registration.facts.chosen.turns_of_own
    if waits_somewhere:
        found.append(("promote", _("Give a place"), "arrow-up", 30))
    if not registration.is_waitlisted:
        found.append(("invite", _("Send the invitation again"), "mail", 30))
    found.append(("cancel", _("Cancel registration"), "cross", 40))
    return [
        Button(label, url=reverse(f"{NAMESPACE}:{name}", args=[registration.pk]),
               icon_name=icon, priority=priority)
        for name, label, icon, priority in found
    ]  # fmt: skip


def _breakable_address(registration: Registration) -> str:
    """The address, which a narrow column may break after the @, and whether mail to it came back."""
    local, _at, domain = registration.email.rpartition("@")
    if registration.bounced_at:
        return format_html("{}@<wbr>{}<br><strong>{}</strong>", local, domain, _("Mail bounced"))
    return format_html("{}@<wbr>{}", local, domain)


class RegistrationIndexView(RegistrationExport, IndexView):
    """Newest first; the same number of queries for any number of rows."""

    default_ordering = "-created_at"
    results_template_name = "events/registration/admin/index_results.html"
    page_title = _("Registrations")
    add_item_label = _("Add a registration")
    any_permission_required = ["view", "add", "change"]

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        columns = [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            title("name", label=_("Name"), sort_key="name", width="18%", get_url=self.get_inspect_url,
                  get_title_id=lambda instance: f"snippet_{quote(instance.pk)}_title"),
            Column("email", label=_("E-mail"), sort_key="email", accessor=_breakable_address),
            Column("event", label=_("Event"), sort_key="event__title", width="16%",
                   accessor=lambda row: event_label(row.event)),
            Column("state", label=_("State"), sort_key="state", accessor=state_words),
            Column("organization", label=_("Organization"), sort_key="organization"),
            Column("needs", label=_("Needs"), accessor=needs_words),
            Column("created_at", label=_("Registered"), sort_key="created_at",
                   accessor=registered_words),
            Column("mail", label=_("Latest message"), accessor="facts.mail"),
        ]  # fmt: skip
        left_out = {"event"} if self.event else set()
        if not may_change(self.request.user):
            left_out.add("bulk_actions")
        return [column for column in columns if column.name not in left_out]

    @cached_property
    def event(self) -> EventPage | None:
        """The event whose registrations are asked for."""
        if self.filters and self.filters.is_valid():
            chosen = self.filters.form.cleaned_data.get("event")
            return chosen and EventPage.objects.filter(pk=chosen.pk).first()
        return None

    def sessions_to_export(self):
        return [row.record for row in session_seats(self.event)] if self.event else []

    def get_base_queryset(self):
        return registrations_with_events()

    def filter_queryset(self, queryset):
        """What can't be understood finds nobody, instead of everybody."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def search_queryset(self, queryset):
        """By the database alone: names stand in no search index, on purpose."""
        return queryset.filter(found_by(self.search_query)) if self.is_searching else queryset

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "-pk")

    def get(self, request, *args, **kwargs):
        if self.is_export:
            return self.as_spreadsheet(self.get_queryset(), request.GET["export"])
        return super().get(request, *args, **kwargs)

    def get_add_url(self):
        if url := super().get_add_url():
            return f"{url}?{urlencode({'event': self.event.pk})}" if self.event else url
        return None

    def get_list_more_buttons(self, instance):
        return action_buttons(registration=instance, user=self.request.user)

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        attach_facts(context["object_list"])
        if may_change(self.request.user):
            context["bulk_buttons"] = [
                (
                    reverse(
                        "wagtail_bulk_action", args=["event_registration", "registration", name]
                    ),
                    act,
                )
                for name, act in ACTS.items()
            ]
        if self.event:
            context |= self._event_context(self.event)
        return context

    def _event_context(self, event: EventPage) -> dict:
        user, seats = self.request.user, seats_of(event)
        may_edit = event.permissions_for_user(user).can_edit()
        is_to_come = event.last_ends_at is not None and event.last_ends_at > timezone.now()
        return {
            "event": event,
            "event_label": event_label(event),
            "seats_line": "" if event.has_chosen_sessions else seats_line(seats),
            "session_seats": session_seats(event),
            "overfull_warning": overfull_warning(seats),
            "event_edit_url": may_edit and reverse("wagtailadmin_pages:edit", args=[event.pk]),
            "event_add_url": may_add(user) and is_to_come and self.get_add_url(),
            "hold_url": may_change(user)
            and is_to_come
            and reverse(f"{NAMESPACE}:hold", args=[event.pk]),
        }
