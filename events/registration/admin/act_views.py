"""The page that asks before something is done with one registration; only its button does it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone

from events.registration.admin.acts import ACTS, NotDone, StaffAct
from events.registration.admin.forms import NothingForm
from events.registration.admin.views import StaffView, inspect_url, registration_or_404


class ActView(StaffView):
    """One of ACTS on one registration."""

    act_name = ""
    form_class = NothingForm

    @property
    def act(self) -> StaffAct:
        return ACTS[self.act_name]

    def find(self, **kwargs):
        self.registration = registration_or_404(kwargs["pk"])
        self.submit_label, self.is_serious = self.act.submit, self.act.is_serious

    def get_page_title(self):
        return self.act.label

    def get_page_subtitle(self):
        return self.registration.name

    def explanations(self):
        return self.act.before(registration=self.registration, now=timezone.now())

    def back_url(self):
        return inspect_url(self.registration)

    def form_valid(self, form):
        try:
            registration = self.act.do(
                registration=self.registration, by=self.request.user, now=timezone.now()
            )
        except NotDone as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, self.act.after(registration))
        return redirect(self.back_url())
