"""One registration on one page: what they wrote, what they agreed to, where they stand, what happened."""

from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from events.outbox.permissions import may_see as may_see_mail
from events.outbox.views import NAMESPACE as MAIL
from events.registration.admin.filters import event_label
from events.registration.admin.history import Entry, history_of
from events.registration.admin.listing import action_buttons, listing_url
from events.registration.admin.rows import RowFacts, needs_words
from events.registration.admin.sessions import NOTHING, chosen_sessions, session_label
from events.registration.admin.views import registration_or_404
from events.registration.models import Registration
from events.registration.permissions import may_see
from events.registration.queries import place_on_waitlist
from events.times import format_moment


class RegistrationInspectView(WagtailAdminTemplateMixin, TemplateView):  # ty: ignore[inconsistent-mro]
    """For everybody who may see registrations; the buttons are for those who may change them."""

    model = Registration
    template_name = "events/registration/admin/inspect.html"
    page_title = gettext_lazy("Registration")
    header_icon = "group"
    breadcrumbs_items: list = []

    def dispatch(self, request, *args, **kwargs):
        if not may_see(request.user):
            raise PermissionDenied
        self.registration = registration_or_404(kwargs["pk"])
        found = chosen_sessions([self.registration]).get(self.registration.pk, NOTHING)
        self.registration.facts = RowFacts(place=0, mail="", chosen=found)
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return self.registration.name

    def get_breadcrumbs_items(self):
        event = self.registration.event
        return [
            *self.breadcrumbs_items,
            {"url": listing_url(), "label": _("Registrations")},
            {"url": listing_url(event_id=event.pk), "label": event_label(event)},
            {"url": "", "label": self.registration.name},
        ]

    @property
    def header_more_buttons(self):
        return self.buttons

    @property
    def buttons(self):
        return action_buttons(registration=self.registration, user=self.request.user)

    def mail_list_url(self) -> str:
        query = urlencode({"holder": self.registration.holder})
        return f"{reverse(f'{MAIL}:list')}?{query}"

    def get_context_data(self, **kwargs):
        registration = self.registration
        zone = registration.event.zone
        history = history_of(registration)
        chosen = registration.facts.chosen
        mail_urls = _mail_urls(history, self.request.user)

        def moment(at) -> str:
            return format_moment(at=at, zone=zone) if at else ""

        return super().get_context_data(
            registration=registration,
            state=_state(registration),
            bounced_on=moment(registration.bounced_at),
            sessions=[
                (session_label(place.record), chosen.state_of(place)) for place in chosen.places
            ],
            facts=_facts(registration),
            event_label=event_label(registration.event),
            event_url=listing_url(event_id=registration.event_id),
            agreed_on=moment(registration.agreed_at),
            history=[
                (moment(entry.at), entry, mail_urls.get(entry.mail.pk, "") if entry.mail else "")
                for entry in history
            ],
            mail_list_url=mail_urls and self.mail_list_url(),
            buttons=self.buttons,
            **kwargs,
        )


def _state(registration: Registration) -> str:
    words = str(registration.get_state_display())
    if registration.is_waitlisted and not registration.event.has_chosen_sessions:
        place = place_on_waitlist(registration)
        return _("%(state)s, place %(place)d") % {"state": words, "place": place}
    if not registration.takes_place:
        return f"{registration.get_part_display()}, {words.lower()}"
    return words


def _facts(registration: Registration) -> list[tuple[str, str]]:
    """What they wrote, by its heading; what they left out is said."""
    nothing = _("Not given")
    return [
        (_("E-mail address"), registration.email),
        (_("Agency or organization"), registration.organization or nothing),
        (_("Role"), registration.role or nothing),
        (_("Needs"), needs_words(registration) or _("None named")),
    ]


def _mail_urls(history: list[Entry], user) -> dict[int, str]:
    """Where each message can be read and sent again, by its id; nothing for who may not see mail."""
    if not may_see_mail(user):
        return {}
    mails = [entry.mail for entry in history if entry.mail]
    return {mail.pk: reverse(f"{MAIL}:inspect", args=[mail.pk]) for mail in mails}
