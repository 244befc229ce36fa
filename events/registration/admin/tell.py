"""The page between "Publish" and publishing: who will be told what, where invitations would become wrong."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django import forms
from django.contrib import messages
from django.db.models import Case, Count, Exists, OuterRef, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks

from events.admin_views import EventActionView
from events.models import EventPage
from events.publishing import missing_for_publishing
from events.registration.emails.changes import ChangeWords, change_words
from events.registration.enums import ACTIVE, Part, RegistrationState
from events.registration.meetings import is_other_meeting
from events.registration.models import Registration, SeatCount, SessionPlace
from events.registration.owed import MOST_INVITATIONS
from events.slot_changes import SlotChange, change_as_json, changes_ahead

TEAM = "team"


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """What publishing a version would tell, and how many people."""

    changes: Sequence[SlotChange]
    with_place: int
    waiting: int
    team: int
    has_other_meeting: bool

    @property
    def is_needed(self) -> bool:
        with_place = self.with_place + self.team
        return with_place + self.waiting > 0

    @property
    def words(self) -> list[ChangeWords]:
        return [change_words(change) for change in self.changes]

    @property
    def is_one_file(self) -> bool:
        return len(self.changes) > MOST_INVITATIONS

    @property
    def people(self) -> str:
        """`60 people with a place, 12 people on the waitlist and 3 presenters and staff`; who is nobody is left out."""
        parts = []
        if self.with_place:
            parts.append(
                ngettext("%d person with a place", "%d people with a place", self.with_place)
                % self.with_place
            )
        if self.waiting:
            parts.append(
                ngettext("%d person on the waitlist", "%d people on the waitlist", self.waiting)
                % self.waiting
            )
        if self.team:
            parts.append(
                ngettext("%d presenter or staff", "%d presenters and staff", self.team) % self.team
            )
        return get_text_list(parts, _("and"))

    @property
    def digest(self) -> str:
        """Tells whether it is still what the editor saw; people may come and go."""
        told = str([change_as_json(change) for change in self.changes])
        if self.has_other_meeting:
            told += " and another meeting"
        return sha256(told.encode()).hexdigest()[:16]


def announcement(*, page: EventPage, now: datetime) -> Announcement:
    """What publishing `page` as it stands in memory would tell; three queries."""
    is_own = page.alias_of_id is None
    changes = changes_ahead(page=page, now=now) if is_own else []
    has_other_meeting = is_own and page.live and is_other_meeting(page=page, now=now)
    numbers: Counter[str] = Counter()
    if changes or has_other_meeting:
        people = Registration.objects.filter(event_id=page.pk, state__in=ACTIVE).order_by()
        by_session = SeatCount.objects.filter(event_id=page.pk).exclude(session_key=None)
        if by_session.exists():  # what people registered for, not what this version says
            return _announcement_of_sessions(changes, people, has_other_meeting=has_other_meeting)
        attends = Case(When(part=Part.ATTENDEE, then="state"), default=Value(TEAM))
        groups = people.annotate(group=attends).values_list("group")
        numbers.update(dict(groups.annotate(number=Count("pk"))))
    return Announcement(
        changes=changes,
        with_place=numbers[RegistrationState.CONFIRMED],
        waiting=numbers[RegistrationState.WAITLISTED] if changes else 0,
        has_other_meeting=has_other_meeting,
        team=numbers[TEAM],
    )


def _announcement_of_sessions(
    changes: Sequence[SlotChange], people, *, has_other_meeting: bool
) -> Announcement:
    """Where people choose: who has, or waits for, a session that changes; the whole series hears of new ones."""
    uids = [change.uid for change in changes if change.uid]
    places = SessionPlace.objects.filter(registration=OuterRef("pk"), record__uid__in=uids)
    is_added = any(change.before is None for change in changes)
    has = Q(Exists(places.filter(state=RegistrationState.CONFIRMED)))
    if is_added:
        has |= Q(whole_series=True)
    waits = Q(Exists(places.filter(state=RegistrationState.WAITLISTED)))
    attendees = people.filter(part=Part.ATTENDEE)
    if has_other_meeting:
        has |= Q(state=RegistrationState.CONFIRMED)
    return Announcement(
        changes=changes,
        with_place=attendees.filter(has).count(),
        waiting=attendees.filter(waits & ~has).count() if changes else 0,
        team=people.exclude(part=Part.ATTENDEE).count(),
        has_other_meeting=has_other_meeting,
    )


def ask_before_telling(request: HttpRequest, page) -> HttpResponse | None:
    """For `before_publish_page`: the draft is saved; publishing waits for the editor's word.

    Not for a version that is published later: nobody can be asked then, and its note goes with it.
    """
    now = timezone.now()
    is_later = page.go_live_at is not None and page.go_live_at > now
    if not isinstance(page, EventPage) or is_later:
        return None
    if not announcement(page=page, now=now).is_needed:
        return None
    return redirect(reverse("event_changes:tell", args=[page.pk, page.latest_revision_id]))


class TellForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Your note"),
        required=False,
        max_length=1000,
        strip=True,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Stands in the mail below what changed. Leave it empty where that says it all."
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class TellView(EventActionView):
    """Shows what will be told, and publishes; until then the version is a draft."""

    page_title = gettext_lazy("Tell people and publish")
    form_class = TellForm
    template_name = "events/registration/admin/tell.html"
    submit_label = gettext_lazy("Publish and tell them")

    def is_permitted(self) -> bool:
        permissions = self.event.permissions_for_user(self.request.user)
        return permissions.can_publish() and not permissions.page_locked()

    def dispatch(self, request, *args, **kwargs):
        self.revision_id = kwargs["revision_id"]
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        return self._elsewhere() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self._elsewhere() or super().post(request, *args, **kwargs)

    @cached_property
    def revision(self):
        return get_object_or_404(self.event.revisions, pk=self.revision_id)

    @cached_property
    def version(self) -> EventPage:
        return self.revision.as_object()

    @cached_property
    def announcement(self) -> Announcement:
        return announcement(page=self.version, now=timezone.now())

    def _elsewhere(self) -> HttpResponse | None:
        """Back to the editor where this version is none to publish."""
        if self.revision.pk != self.event.latest_revision_id:
            messages.warning(
                self.request, _("A newer version was saved meanwhile. Look at it, then publish it.")
            )
        elif self.revision.pk == self.event.live_revision_id:
            messages.success(self.request, _("This version is published."))
        elif missing := missing_for_publishing(self.version):
            messages.error(
                self.request,
                _("This can't be published yet: %(missing)s.") % {"missing": "; ".join(missing)},
            )
        else:
            return None
        return redirect(self.edit_url(self.event))

    def get_initial(self):
        return {"note": self.version.change_note, "seen": self.announcement.digest}

    def get_context_data(self, **kwargs):
        return super().get_context_data(announcement=self.announcement, **kwargs)

    def form_valid(self, form):
        if form.cleaned_data["seen"] != self.announcement.digest:
            form.add_error(
                None, _("What changes is not what you saw before. Please read it again.")
            )
            form.data = {**form.data.dict(), "seen": self.announcement.digest}
            return self.form_invalid(form)
        self.request.publishing_began_at = timezone.now()  # as the editor's own way notes it
        revision = self._with_note(form.cleaned_data["note"])
        revision.publish(user=self.request.user)
        event = EventPage.objects.get(pk=self.event.pk).specific
        messages.success(self.request, self._done_words())
        for hook in hooks.get_hooks("after_publish_page"):
            if isinstance(response := hook(self.request, event), HttpResponse):
                return response
        return redirect(reverse("wagtailadmin_explore", args=[event.get_parent().pk]))

    def _with_note(self, note: str):
        """The version that is published: this one, or one more where the note is another."""
        if note == self.version.change_note:
            return self.revision
        self.version.change_note = note
        return self.version.save_revision(user=self.request.user, previous_revision=self.revision)

    def _done_words(self) -> str:
        title = {"title": self.version.title, "people": self.announcement.people}
        if not self.announcement.is_needed:
            return _("“%(title)s” is published.") % title
        return _("“%(title)s” is published. Mail goes to %(people)s.") % title


urlpatterns = [path("<int:pk>/tell/<int:revision_id>/", TellView.as_view(), name="tell")]
