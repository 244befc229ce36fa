"""Make an event of a request, in the admin: what the page will say, a choice of list, and the page's editor."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.tta.actions.make_event import EventNotMade, lists_to_add_to, make_event
from events.tta.actions.record import ChangedMeanwhile
from events.tta.admin_event.forms import MakeEventForm
from events.tta.dates import date_of
from events.tta.enums import ONCE_APPROVED
from events.tta.event_drafts import audience_of, kind_of
from events.tta.models import TTARequest
from events.tta.permissions import may_change, visible_to

LARGEST_ID = 2**63 - 1


class MakeEventView(WagtailAdminTemplateMixin, FormView):  # ty: ignore[inconsistent-mro]
    """For those who triage, on requests that are approved; who may not add events anywhere is told."""

    template_name = "tta/admin/make_event.html"
    header_icon = "date"
    page_title = gettext_lazy("Make the event page")
    form_class = MakeEventForm

    def dispatch(self, request, *args, **kwargs):
        if not may_change(request.user):
            raise PermissionDenied
        rows = visible_to(request.user).select_related(
            "site__root_page", "tta_type", "provider__organization"
        )
        self.record = rows.filter(pk=min(kwargs["pk"], LARGEST_ID)).first()
        if self.record is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def lists(self):
        return lists_to_add_to(user=self.request.user, request=self.record)

    def get_page_subtitle(self):
        return str(self.record)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            *([{"url": back, "label": str(self.record)}] if (back := self.back_url()) else []),
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "lists": self.lists}

    def get_initial(self):
        first = str(self.lists[0].pk) if len(self.lists) == 1 else ""
        return {"parent": first, "version": self.record.version}

    def get_context_data(self, **kwargs):
        record = self.record
        context = super().get_context_data(
            record=record,
            facts=self.facts(),
            remarks=self.remarks(),
            made=[tie.page for tie in record.events.select_related("page")],
            may_make=bool(self.lists) and record.stage in ONCE_APPROVED,
            back_url=self.back_url(),
            **kwargs,
        )
        return {**context, "media": context["form"].media}

    def facts(self) -> list[tuple[str, str]]:
        """What the page takes over, in words; what is missing is said."""
        record, none = self.record, _("nothing yet")
        model, delivery = kind_of(record)
        return [
            (_("Kind"), f"{model._meta.verbose_name}, {delivery.label}".capitalize()),
            (_("Title"), record.title or none),
            (_("Description"), record.public_description or none),
            (_("Who it is for"), audience_of(record) or _("not said")),
            (_("Presented by"), record.provider.organization.name if record.provider else none),
            (_("Date and time"), str(date_of(record) or none)),
            (_("Place"), record.place_name or none),
            (_("Capacity"), str(record.expected_people or _("no limit"))),
        ]

    def remarks(self) -> list[str]:
        record, found = self.record, []
        if record.stage not in ONCE_APPROVED:
            found.append(
                _("This request is “%(stage)s”. An event is made of a request that is approved.")
                % {"stage": record.get_stage_display()}
            )
        elif not self.lists:
            found.append(
                _("You may not add events to any list of this site. Ask an administrator.")
            )
        if not record.public_description:
            found.append(
                _(
                    "The record has no public description. Write it on the event page: the narrative stays internal."
                )
            )
        if not record.may_be_listed:
            found.append(
                _(
                    "The requester did not agree to a public listing. Ask before you publish the event page."
                )
            )
        return found

    def back_url(self) -> str:
        try:
            return reverse("tta_requests:inspect", args=[self.record.pk])
        except NoReverseMatch:
            return ""

    def form_valid(self, form):
        try:
            page = make_event(
                request=self.record, parent=form.chosen, user=self.request.user,
                now=timezone.now(), seen=form.cleaned_data["version"],
            )  # fmt: skip
        except (EventNotMade, ChangedMeanwhile) as error:
            form.add_error(None, str(error))
            form.data = {
                **form.data.dict(),
                "version": TTARequest.objects.get(pk=self.record.pk).version,
            }
            return self.form_invalid(form)
        messages.success(
            self.request,
            _(
                "This is the draft. From the record on, its text is written here: check it, then publish it."
            ),
        )
        return redirect("wagtailadmin_pages:edit", page.pk)


urlpatterns = [path("<int:pk>/event/", MakeEventView.as_view(), name="make")]
