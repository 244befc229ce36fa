"""The event page: what an editor writes of an event, and the boundary at which it is published."""

from typing import Any

from django.core.validators import URLValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string
from wagtail.fields import RichTextField
from wagtail.images import get_image_model_string
from wagtail.models import COMMENTS_RELATION_NAME, Page
from wagtail.search import index

from events.enums import Delivery, EventStatus, JoinVisibility, RecordingPlan
from events.forms import EventPageForm
from events.models.pages.event_times import DERIVED, EventTimes
from events.models.pages.registering import EventRegistering
from events.models.state import EventState, copy_state
from events.panels import EVENT_EDIT_HANDLER
from resources.gone import without_gone_rows
from resources.intercepts import InterceptsField

# What a save may name without publishing anything.
BOOKKEEPING = {
    *("draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"),
    *("locked", "locked_at", "locked_by", "numchild", COMMENTS_RELATION_NAME),
}
http_only = URLValidator(schemes=["http", "https"])


class EventPage(EventTimes, EventRegistering, Page):
    """An event from its announcement to its archive, at one address.

    `first_date`, `first_starts_at`, `last_ends_at`, `registration_opens_at` and
    `registration_closes_at` follow from the sessions and local times at each save;
    lists order and filter by them.
    """

    summary = models.TextField(
        _("summary"),
        blank=True,
        max_length=300,
        help_text=_("One or two sentences: lists, search engines and calendars show them."),
    )
    description = RichTextField(
        _("description"), blank=True, features=["h3", "bold", "italic", "link", "ul", "ol"]
    )
    delivery = models.CharField(
        _("delivery"), max_length=10, choices=Delivery.choices, default=Delivery.IN_PERSON
    )
    place_name = models.CharField(
        _("place"),
        max_length=200,
        blank=True,
        help_text=_("For example Springfield Public Safety Complex, Room 2."),
    )
    place_address = models.TextField(
        _("address"),
        blank=True,
        max_length=500,
        help_text=_("Street, city, state and ZIP code, as on an envelope."),
    )
    place_city = models.CharField(
        _("city and state"),
        max_length=120,
        blank=True,
        help_text=_("For lists, for example Springfield, Massachusetts."),
    )
    join_url = models.URLField(
        _("join address"),
        blank=True,
        max_length=1000,
        validators=[http_only],
        help_text=_("The address of the online meeting. It may follow later."),
    )
    join_visibility = models.CharField(
        _("who may see the join address"),
        max_length=11,
        choices=JoinVisibility.choices,
        default=JoinVisibility.REGISTRANTS,
    )
    presented_by = models.CharField(
        _("presented by"),
        max_length=300,
        blank=True,
        help_text=_("The program, for example Center for Justice and Health Practice."),
    )
    funder = models.CharField(
        _("funder or parent"),
        max_length=300,
        blank=True,
        help_text=_("For example Bureau of Justice Assistance."),
    )

    audience = models.CharField(
        _("who it is for"),
        max_length=500,
        blank=True,
        help_text=_("For example: dispatchers, patrol officers and their supervisors."),
    )

    change_note = models.TextField(
        _("note to registrants"),
        blank=True,
        max_length=1000,
        help_text=_("Goes into the mail where this version changes date, time or place."),
    )

    recording_plan = models.CharField(
        _("recording"),
        max_length=7,
        choices=RecordingPlan.choices,
        blank=True,
        help_text=_("Empty: planned for virtual and hybrid events, none in person."),
    )
    recording_expected_date = models.DateField(
        _("recording expected by"),
        null=True,
        blank=True,
        help_text=_("Human-checked captions take about two weeks."),
    )
    recording_video = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("recording: uploaded video"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("An MP4 or WebM file. It needs captions, below."),
    )
    recording_poster = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("still picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown before the video plays."),
    )
    recording_url = models.URLField(
        _("recording: link"),
        blank=True,
        max_length=1000,
        validators=[http_only],
        help_text=_(
            "A video elsewhere, for example on YouTube or Vimeo. Nothing is loaded from there"
            " before a visitor presses play."
        ),
    )
    recording_minutes = models.PositiveSmallIntegerField(
        _("length in minutes"), null=True, blank=True, help_text=_("For example 88.")
    )
    recording_captions_checked = models.BooleanField(
        _("a person has checked the captions"),
        default=False,
        help_text=_("Visitors read it under the recording."),
    )

    intercepts = InterceptsField(
        _("intercepts"), help_text=_("Of the Sequential Intercept Model, as many as fit.")
    )

    contact_name = models.CharField(_("contact"), max_length=200, blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(
        _("contact phone"), max_length=40, blank=True, help_text=_("For example (555) 555-0142.")
    )

    first_date = models.DateField(null=True, editable=False)
    first_starts_at = models.DateTimeField(null=True, editable=False, db_index=True)
    last_ends_at = models.DateTimeField(null=True, editable=False, db_index=True)
    registration_opens_at = models.DateTimeField(null=True, editable=False)
    registration_closes_at = models.DateTimeField(null=True, editable=False)
    recording_since = models.DateTimeField(null=True, editable=False, db_index=True)

    # What other models make; declared for readers and type checkers.
    state: Any
    presenters: Any
    files: Any
    caption_tracks: Any
    keyword_links: Any
    topic_links: Any
    resource_links: Any

    page_description = _("A class, meeting or other event: in a room, online, or both.")
    parent_page_types = ["events.EventIndexPage"]
    subpage_types: list[str] = []
    template = "events/event_page.html"
    edit_handler = EVENT_EDIT_HANDLER
    base_form_class = EventPageForm

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("description"),
        index.SearchField("presented_by"),
        index.SearchField("audience"),
        index.RelatedFields("presenters", [index.SearchField("name")]),
        index.FilterField("delivery"),
        index.FilterField("first_starts_at"),
    ]

    class Meta:
        verbose_name = _("event")
        indexes = [
            models.Index(fields=["last_ends_at", "first_starts_at"], name="eventpage_by_time"),
        ]

    # ---- facts derived from its own fields ----

    @property
    def is_join_public(self) -> bool:
        is_public = self.join_visibility == JoinVisibility.PUBLIC
        return bool(self.join_url) and is_public and Delivery(self.delivery).is_online

    @property
    def status(self) -> str:
        """What people decided, an EventStatus; needs `state` in the query (`select_related`) to cost none."""
        state = getattr(self, "state", None)
        return state.status if state else EventStatus.SCHEDULED

    # ---- saving ----

    def serializable_data(self):
        """The page as a revision stores it; every session leaves with a key."""
        self.derive_instants()
        return super().serializable_data()

    @classmethod
    def from_serializable_data(cls, data, check_fks=True, strict_fks=False):
        """The page of a revision, without keywords that were deleted since."""
        data = without_gone_rows(model=cls, data=data)
        return super().from_serializable_data(data, check_fks, strict_fks)

    def save(self, *args, **kwargs):
        """Write the page and, in the same transaction, its calendar records.

        This is the publish boundary: every way of publishing ends here. Only a save of
        bookkeeping alone, such as that of a draft, publishes nothing.
        """
        from events.belonging import locked_subjects
        from events.calendar_records import sync_calendar_records

        update_fields = kwargs.get("update_fields")
        if update_fields is not None and set(update_fields) <= BOOKKEEPING:
            super().save(*args, **kwargs)
            return
        if update_fields is None or "sessions" in update_fields:
            self.derive_instants()
            if update_fields is not None:
                kwargs["update_fields"] = [*update_fields, *DERIVED]
        if update_fields is None:
            self.recording_since = self._recording_since(timezone.now())
        is_new_alias = self.alias_of_id is not None and self._state.adding
        with transaction.atomic():
            subjects = locked_subjects(self.pk)
            super().save(*args, **kwargs)
            if is_new_alias and (state := EventState.objects.filter(page=self.alias_of_id).first()):
                copy_state(state=state, page_id=self.pk)
            sync_calendar_records(page_id=self.pk, now=timezone.now(), subjects_before=subjects)

    def _recording_since(self, now):
        """When the public page first had a recording; a revision knows an older answer than the row."""
        if not (self.live and self.has_recording):
            return None
        rows = EventPage.objects.filter(pk=self.pk).values_list("recording_since", flat=True)
        return rows.first() or now

    # ---- pages ----

    @property
    def preview_modes(self):
        from events.previews import PREVIEW_MODES

        return PREVIEW_MODES

    def serve_preview(self, request, mode_name):
        from events.previews import preview_mode

        request.event_preview = preview_mode(page=self, mode_name=mode_name, now=timezone.now())
        return super().serve_preview(request, mode_name="")

    def get_context(self, request, *args, **kwargs):
        from events.detail import detail_context

        context = super().get_context(request, *args, **kwargs)
        context.update(detail_context(request=request, page=self, now=timezone.now()))
        return context
