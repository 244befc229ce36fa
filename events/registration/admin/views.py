"""What staff do with one registration: a form, one action, and back. Every write is an action's."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from events.models import EventPage
from events.public_forms.addresses import address_key
from events.registration.actions import (
    AlreadyRegistered,
    NoPlaceHeld,
    NothingToManage,
    RegistrationClosed,
    SessionsNotOffered,
    TooManyHeld,
    add_by_hand,
    add_by_hand_to_sessions,
    correct_all,
    hold_places,
    invite_to_team,
)
from events.registration.admin.filters import LONGEST_ID, event_label, readable_id
from events.registration.admin.forms import AddForm, CorrectForm, HoldForm, HoldInSessionForm
from events.registration.admin.listing import NAMESPACE, listing_url
from events.registration.admin.seats import original_id, seats_line, seats_of
from events.registration.admin.sessions import session_seats
from events.registration.enums import ACTIVE, Part
from events.registration.models import Registration
from events.registration.queries import place_on_waitlist


class StaffView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):  # ty: ignore[inconsistent-mro]
    """A form in the admin; who may is asked first, for GET and POST."""

    model = Registration
    template_name = "events/registration/admin/form.html"
    permission_required = "change"
    header_icon = "group"
    submit_label: str | Promise = ""
    is_serious = False
    breadcrumbs_items: list = []

    def dispatch(self, request, *args, **kwargs):
        if not self.user_has_permission(self.permission_required):
            raise PermissionDenied
        self.find(**kwargs)
        return super().dispatch(request, *args, **kwargs)

    def find(self, **kwargs) -> None:
        """Read what the address names, or raise Http404; nobody without the right comes here."""

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": listing_url(), "label": _("Registrations")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            submit_label=self.submit_label,
            is_serious=self.is_serious,
            explanations=self.explanations(),
            back_url=self.back_url(),
            **kwargs,
        )
        return {**context, "media": context["form"].media}

    def explanations(self) -> list[str]:
        """What will happen, sentence by sentence, above the form."""
        return []

    def back_url(self) -> str:
        return listing_url()


def registration_or_404(pk: int) -> Registration:
    if len(str(pk)) > LONGEST_ID:
        raise Http404
    rows = Registration.objects.select_related("event")
    return get_object_or_404(rows, pk=pk)


def inspect_url(registration: Registration) -> str:
    return reverse(f"{NAMESPACE}:inspect", args=[registration.pk])


class AddView(StaffView):
    """Somebody who registers by phone, or for whom a place was kept."""

    permission_required = "add"
    page_title = gettext_lazy("Add a registration")
    form_class = AddForm
    submit_label = gettext_lazy("Add and send the invitation")

    @cached_property
    def preset(self) -> int | None:
        return readable_id(self.request.GET.get("event", ""))

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "now": timezone.now(), "preset": self.preset}

    def get_initial(self):
        return {"event": self.preset}

    def back_url(self):
        return listing_url(event_id=self.preset)

    def form_valid(self, form):
        try:
            registration = self._add(form)
        except SessionsNotOffered as error:
            form.add_error("sessions", f"{error}.")
        except RegistrationClosed as error:
            form.add_error("event", str(error))
        except NoPlaceHeld as error:
            form.add_error("use_held", str(error))
        except AlreadyRegistered as error:
            form.add_error("email", already_registered(error.registration))
        else:
            messages.success(self.request, self.done_message(registration))
            return redirect(inspect_url(registration))
        return self.form_invalid(form)

    def _add(self, form: AddForm) -> Registration:
        facts = {
            "event": form.cleaned_data["event"],
            "registrant": form.registrant,
            "use_held": form.cleaned_data["use_held"],
            "by": self.request.user,
            "now": timezone.now(),
        }
        if (part := form.cleaned_data["part"]) != Part.ATTENDEE:
            del facts["use_held"]
            return invite_to_team(part=part, **facts)
        if form.choice is None:
            return add_by_hand(**facts)
        return add_by_hand_to_sessions(choice=form.choice, **facts)

    def done_message(self, registration: Registration) -> str:
        names = {"name": registration.name, "event": registration.event.title}
        if not registration.takes_place:
            part = registration.get_part_display().lower()
            return _(
                "%(name)s is invited to “%(event)s” as %(part)s. The invitation is on its way."
            ) % {**names, "part": part}
        if registration.event.has_chosen_sessions:
            return _("%(name)s is registered for “%(event)s” and is told so by mail.") % {
                "name": registration.name, "event": registration.event.title
            }  # fmt: skip
        if registration.is_confirmed:
            return _("%(name)s has a place at “%(event)s”. The invitation is on its way.") % names
        place = place_on_waitlist(registration)
        return _(
            "“%(event)s” is full: %(name)s is on the waitlist, place %(place)d, and is told so by mail."
        ) % {**names, "place": place}


def already_registered(registration: Registration) -> str:
    """The sentence at the address, with the way to who has it."""
    return format_html(
        '{} <a href="{}">{}</a>',
        AlreadyRegistered(registration),
        inspect_url(registration),
        _("Open the registration"),
    )


class CorrectView(StaffView):
    """What somebody wrote, put right; a new address moves the invitation there."""

    page_title = gettext_lazy("Correct")
    form_class = CorrectForm
    submit_label = gettext_lazy("Save")

    def find(self, **kwargs):
        self.registration = registration_or_404(kwargs["pk"])

    def get_page_subtitle(self):
        return self.registration.name

    def back_url(self):
        return inspect_url(self.registration)

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "registration": self.registration}

    def get(self, request, *args, **kwargs):
        if not self.registration.is_active:
            messages.warning(request, nothing_to_correct())
            return redirect(self.back_url())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        email, now, by = form.cleaned_data["email"], timezone.now(), self.request.user
        if owner := self._owner_of(email):
            form.add_error("email", already_registered(owner))
            return self.form_invalid(form)
        try:
            correct_all(
                registration=self.registration, details=form.details, email=email, now=now, by=by
            )
        except NothingToManage:
            form.add_error(None, nothing_to_correct())
            return self.form_invalid(form)
        # Somebody else may have registered with this address in between; it is then left alone.
        if owner := self._owner_of(email):
            form.add_error("email", already_registered(owner))
            return self.form_invalid(form)
        messages.success(self.request, self.done_message(email))
        return redirect(self.back_url())

    def _owner_of(self, email: str) -> Registration | None:
        """Who else is registered for this event with this address."""
        others = Registration.objects.exclude(pk=self.registration.pk).filter(
            event_id=self.registration.event_id, email_key=address_key(email), state__in=ACTIVE
        )
        return others.first()

    def done_message(self, email: str) -> str:
        if address_key(email) == self.registration.email_key:
            return _("The details are corrected. No mail goes out.")
        return _("Corrected. The invitation and a new link go to %(email)s.") % {"email": email}


def nothing_to_correct() -> str:
    return _(
        "This registration is cancelled, so there is nothing to correct. Add the person again."
    )


class HoldView(StaffView):
    """Places that nobody gets but who is added by hand."""

    page_title = gettext_lazy("Hold places")
    form_class = HoldForm
    submit_label = gettext_lazy("Hold these places")

    def find(self, **kwargs):
        if len(str(kwargs["event_pk"])) > LONGEST_ID:
            raise Http404
        event = get_object_or_404(EventPage, pk=kwargs["event_pk"])
        self.event = get_object_or_404(EventPage, pk=original_id(event))

    def get_page_subtitle(self):
        return event_label(self.event)

    def get_form_class(self):
        return HoldInSessionForm if self.event.has_chosen_sessions else HoldForm

    def get_form_kwargs(self):
        more = {"event_id": self.event.pk} if self.event.has_chosen_sessions else {}
        return {**super().get_form_kwargs(), **more}

    def get_initial(self):
        return {} if self.event.has_chosen_sessions else {"number": seats_of(self.event).held}

    def explanations(self):
        if self.event.has_chosen_sessions:
            return [row.line for row in session_seats(self.event)]
        return [_("Now: %(seats)s.") % {"seats": seats_line(seats_of(self.event))}]

    def back_url(self):
        return listing_url(event_id=self.event.pk)

    def form_valid(self, form):
        session = form.cleaned_data.get("session")
        try:
            seats = hold_places(
                event=self.event,
                number=form.cleaned_data["number"],
                now=timezone.now(),
                session_key=session.session_key if session else None,
            )
        except TooManyHeld as error:
            form.add_error("number", str(error))
            return self.form_invalid(form)
        messages.success(self.request, _("Now it is %(seats)s.") % {"seats": seats_line(seats)})
        return redirect(self.back_url())
