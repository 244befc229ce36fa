"""The Mail page: what is owed, what became of it, and sending it again."""

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets import Button, ListingButton
from wagtail.models import ModelLogEntry
from wagtail.snippets.views.snippets import IndexView, InspectView

from events.outbox.actions import CannotSendAgain, send_again
from events.outbox.enums import MailState
from events.outbox.kinds import label_of
from events.outbox.models import OwedMail
from events.outbox.permissions import may_send_again

NAMESPACE = "mail_admin"


def moment(at) -> str:
    """In the reader's own zone, for example `Nov. 22, 2026, 10:04 a.m. EST`; nothing for None."""
    return date_format(timezone.localtime(at), "N j, Y, P T") if at else ""


def recipient(mail: OwedMail) -> str:
    return f"{mail.to_name} <{mail.to_address}>" if mail.to_name else mail.to_address


def recipient_cell(mail: OwedMail) -> str:
    """The same for a narrow column: a long address breaks behind its @."""
    local, at, domain = mail.to_address.partition("@")
    address = format_html("{}{}<wbr>{}", local, at, domain)
    return format_html("{} &lt;{}&gt;", mail.to_name, address) if mail.to_name else address


def can_be_sent_again(mail: OwedMail) -> bool:
    """Whether the page offers it; the action decides."""
    return mail.state in (MailState.FAILED, MailState.SENT) or bool(mail.retry_at)


def send_again_button(*, mail: OwedMail, user) -> list[Button]:
    """For who may, where there is something to send again; the view asks again."""
    if not may_send_again(user) or not can_be_sent_again(mail):
        return []
    url = reverse(f"{NAMESPACE}:send_again", args=[mail.pk])
    return [Button(_("Send again"), url=url, icon_name="mail", priority=10)]


class MailIndexView(IndexView):
    """Newest first; the same number of queries for any number of messages."""

    default_ordering = "-pk"
    page_title = gettext_lazy("Mail")
    any_permission_required = ["view"]

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        ticks = [BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet")]
        return [
            *(ticks if may_send_again(self.request.user) else []),
            title("to", label=_("To"), accessor=recipient_cell, sort_key="to_address",
                  get_url=self.get_inspect_url,
                  get_title_id=lambda mail: f"snippet_{quote(mail.pk)}_title"),
            Column("what", label=_("What"), accessor=lambda mail: label_of(mail.kind),
                   sort_key="kind"),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            Column("owed", label=_("Owed"), accessor=lambda mail: moment(mail.created_at),
                   sort_key="created_at"),
            Column("sent", label=_("Sent"), accessor=lambda mail: moment(mail.sent_at),
                   sort_key="sent_at"),
            Column("tries", label=_("Tries"), accessor="attempts", sort_key="attempts"),
            Column("words", label=_("The server's words"),
                   accessor=lambda mail: Truncator(mail.error).chars(120)),
        ]  # fmt: skip

    def order_queryset(self, queryset):
        """`-pk` makes every order total."""
        return queryset.order_by(self.ordering, "-pk") if self.ordering else queryset

    def get_list_more_buttons(self, instance):
        return send_again_button(mail=instance, user=self.request.user)

    def get_context_data(self, **kwargs):
        return super().get_context_data(bulk_button=self._bulk_button(), **kwargs)

    def _bulk_button(self) -> ListingButton | None:
        """In the place of Wagtail's row of bulk actions, which offers "Delete" for every snippet."""
        if not may_send_again(self.request.user):
            return None
        url = reverse("wagtail_bulk_action", args=["outbox", "owedmail", "send_again"])
        label = _("Send the selected messages again")
        attributes = {"aria-label": label, "data-bulk-action-button": ""}
        return ListingButton(_("Send again"), url, attrs=attributes, classname="bulk-action-btn")


class MailInspectView(InspectView):
    """One message: to whom, where it stands, and what the server said."""

    page_title = gettext_lazy("Mail")
    any_permission_required = ["view"]

    @cached_property
    def header_more_buttons(self):
        return send_again_button(mail=self.object, user=self.request.user)

    def get_page_subtitle(self):
        return self.object.to_address

    def get_fields_context(self):
        return [
            {"label": label, "value": value or "–", "component": None}
            for label, value in self._facts()
        ]

    def _facts(self) -> list[tuple[str, str]]:
        mail = self.object
        again = ModelLogEntry.objects.for_instance(mail).filter(action="outbox.send_again")
        return [
            (_("To"), recipient(mail)),
            (_("What"), label_of(mail.kind)),
            (_("State"), mail.get_state_display()),
            (_("Owed"), moment(mail.created_at)),
            (_("Not before"), moment(mail.not_before)),
            (_("Tries"), str(mail.attempts)),
            (_("Last try"), moment(mail.claimed_at)),
            (_("Next try"), moment(mail.retry_at)),
            (_("Sent"), moment(mail.sent_at)),
            (_("The server's words"), mail.error),
            (_("Sent again by"), "; ".join(_who_and_when(entry) for entry in again.order_by("pk"))),
            ("Message-ID", mail.message_id),
        ]


def _who_and_when(entry: ModelLogEntry) -> str:
    return f"{entry.user_display_name}, {moment(entry.timestamp)}"


class SendAgainView(WagtailAdminTemplateMixin, TemplateView):  # ty: ignore[inconsistent-mro]
    """Asks, and by POST sends one message again."""

    template_name = "events/outbox/send_again.html"
    page_title = gettext_lazy("Send again")
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        if not may_send_again(request.user):
            raise PermissionDenied
        self.mail = get_object_or_404(OwedMail, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        try:
            send_again(mail=self.mail, now=timezone.now(), user=request.user)
        except CannotSendAgain as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, done_message(self.mail))
        return redirect(f"{NAMESPACE}:list")

    def get_page_subtitle(self):
        return self.mail.to_address

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(f"{NAMESPACE}:list"), "label": _("Mail")},
            {"url": self.back_url, "label": self.mail.to_address},
            {"url": "", "label": _("Send again")},
        ]

    @property
    def back_url(self) -> str:
        return reverse(f"{NAMESPACE}:inspect", args=[self.mail.pk])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            mail=self.mail,
            recipient=recipient(self.mail),
            label=capfirst(label_of(self.mail.kind)),
            was_sent=self.mail.state == MailState.SENT,
            sent=moment(self.mail.sent_at),
            back_url=self.back_url,
            **kwargs,
        )


def done_message(mail: OwedMail) -> str:
    return _("The message to %(address)s is in the queue.") % {"address": mail.to_address}
