"""An event's actions in the admin: a form, one action, and back to the event."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.actions import (
    DateNeeded,
    StatusNotChanged,
    cancel_event,
    postpone_event,
    restore_event,
    run_again,
)
from events.admin_forms import CallOffForm, RestoreForm, RunAgainForm
from events.models import EventPage

LARGEST_ID = 2**31 - 1


class EventActionView(WagtailAdminTemplateMixin, FormView):  # ty: ignore[inconsistent-mro]
    """One action on one event. The right to it is asked first, for GET and POST; here, to publish."""

    template_name = "events/admin/event_action.html"
    header_icon = "date"
    submit_label = ""
    explanation = ""
    expected_error: type[Exception] = StatusNotChanged

    def dispatch(self, request, *args, **kwargs):
        if kwargs["pk"] > LARGEST_ID:
            raise Http404
        self.event = get_object_or_404(EventPage, pk=kwargs["pk"]).specific
        if not self.is_permitted():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def is_permitted(self) -> bool:
        return self.event.permissions_for_user(self.request.user).can_publish()

    def get_page_subtitle(self):
        return self.event.get_admin_display_title()

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": self.edit_url(self.event), "label": self.event.get_admin_display_title()},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            event=self.event,
            submit_label=self.submit_label,
            explanation=self.explanation,
            back_url=self.edit_url(self.event),
            **kwargs,
        )
        return {**context, "media": context["form"].media}

    def form_valid(self, form):
        try:
            done = self.act(form.cleaned_data)
        except self.expected_error as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.done_message())
        return redirect(self.edit_url(done))

    def edit_url(self, event) -> str:
        return reverse("wagtailadmin_pages:edit", args=[event.pk])


class CancelView(EventActionView):
    page_title = gettext_lazy("Cancel event")
    form_class = CallOffForm
    submit_label = gettext_lazy("Cancel this event")
    explanation = gettext_lazy(
        "The page stays, says why, and calendars show it as CANCELLED. Who is registered is told by mail."
    )

    def act(self, cleaned):
        cancel_event(event=self.event, user=self.request.user, now=timezone.now(), **cleaned)
        return self.event

    def done_message(self):
        return _("“%(title)s” is cancelled.") % {"title": self.event.title}


class PostponeView(EventActionView):
    page_title = gettext_lazy("Postpone event")
    form_class = CallOffForm
    submit_label = gettext_lazy("Postpone this event")
    explanation = gettext_lazy(
        "Calendars take the event from its date. Who is registered is told by mail, and stays"
        " registered. When the new date is known, publish it and restore the event."
    )

    def act(self, cleaned):
        postpone_event(event=self.event, user=self.request.user, now=timezone.now(), **cleaned)
        return self.event

    def done_message(self):
        return _("“%(title)s” is postponed.") % {"title": self.event.title}


class RestoreView(EventActionView):
    page_title = gettext_lazy("Restore event")
    form_class = RestoreForm
    submit_label = gettext_lazy("Restore this event")
    explanation = gettext_lazy(
        "The event is on again at the dates that its published page shows, and who is registered is"
        " invited again. Publish a new date first if there is one."
    )

    def act(self, cleaned):
        restore_event(event=self.event, user=self.request.user, now=timezone.now(), **cleaned)
        return self.event

    def done_message(self):
        return _("“%(title)s” is on again.") % {"title": self.event.title}


class RunAgainView(EventActionView):
    page_title = gettext_lazy("Run event again")
    form_class = RunAgainForm
    submit_label = gettext_lazy("Make the draft")
    explanation = gettext_lazy(
        "A new draft with the same texts, place and presenters. Recording, captions, slides and"
        " transcript stay with this event."
    )
    expected_error = DateNeeded

    def is_permitted(self):
        user = self.request.user
        may_add = self.event.get_parent().permissions_for_user(user).can_add_subpage()
        return may_add and self.event.permissions_for_user(user).can_edit()

    def get_initial(self):
        return {"title": self.event.title}

    def act(self, cleaned):
        return run_again(event=self.event, user=self.request.user, **cleaned)

    def done_message(self):
        return _("This is the new draft. Check it, then publish it.")


urlpatterns = [
    path("<int:pk>/cancel/", CancelView.as_view(), name="cancel"),
    path("<int:pk>/postpone/", PostponeView.as_view(), name="postpone"),
    path("<int:pk>/restore/", RestoreView.as_view(), name="restore"),
    path("<int:pk>/run-again/", RunAgainView.as_view(), name="run_again"),
]
