"""The editor's form of an event: which field stands where."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    PageChooserPanel,
    Panel,
    TabbedInterface,
    TitleFieldPanel,
)
from wagtail.models import Page

from events.forms import PresenterForm, SessionForm, SessionRowFormSet
from resources.rows import RowFormPanel, keywords_panel


class PresentersPanel(RowFormPanel):
    """The presenters, with the way to paste a whole list of them for an event that was saved once."""

    class BoundPanel(RowFormPanel.BoundPanel):
        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            if self.instance.pk:
                url = reverse("events_admin:paste_presenters", args=[self.instance.pk])
                words = _("Have you a list of them? Save the draft, then {link}.")
                link = format_html('<a href="{}">{}</a>', url, _("paste all presenters at once"))
                self.help_text = format_html(str(words), link=link)


class SessionLinksPanel(Panel):
    """In the row of a session that was saved: the ways to repeat it, and to change it with all later ones."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/admin/session_links.html"

        def is_shown(self):
            session = self.instance
            return bool(session.page_id and session.key and session.is_dated)

        @property
        def links(self) -> list[dict]:
            args = [self.instance.page_id, self.instance.key]
            return [
                {"label": label, "url": reverse(f"events_admin:{name}", args=args)}
                for name, label in (
                    ("repeat_session", _("Repeat this session")),
                    ("change_sessions", _("Change this and later sessions")),
                )
            ]


EVENT_INDEX_PANELS = [*Page.content_panels, FieldPanel("introduction")]

WHAT = [
    TitleFieldPanel("title"),
    FieldPanel("summary"),
    FieldPanel("description"),
    FieldPanel("audience"),
    FieldRowPanel([FieldPanel("presented_by"), FieldPanel("funder")]),
    PresentersPanel(
        "presenters",
        row_form=PresenterForm,
        heading=_("Presenters"),
        label=_("presenter"),
        panels=[
            FieldPanel("speaker"),
            FieldPanel("name"),
            FieldRowPanel([FieldPanel("title"), FieldPanel("organization")]),
        ],
    ),
    MultiFieldPanel(
        [
            FieldPanel("contact_name"),
            FieldRowPanel([FieldPanel("contact_email"), FieldPanel("contact_phone")]),
        ],
        heading=_("Contact for questions"),
    ),
]

ABOUT = [
    keywords_panel(),
    FieldPanel("intercepts"),
    RowFormPanel(
        "topic_links",
        heading=_("Topics"),
        label=_("topic"),
        panels=[PageChooserPanel("topic")],
        help_text=_("The event then stands on the page of each of these topics."),
    ),
    RowFormPanel(
        "resource_links",
        heading=_("Related resources"),
        label=_("resource"),
        panels=[PageChooserPanel("resource")],
    ),
]

WHEN_AND_WHERE = [
    RowFormPanel(
        "sessions",
        row_form=SessionForm,
        row_formset=SessionRowFormSet,
        heading=_("Sessions"),
        label=_("session"),
        panels=[
            FieldRowPanel(
                [
                    FieldPanel("date", help_text=_("For example 1/14/2027.")),
                    FieldPanel("start_time", help_text=_("For example 2:00 PM.")),
                    FieldPanel("end_time", help_text=_("For example 3:30 PM.")),
                ]
            ),
            FieldRowPanel([FieldPanel("zone"), FieldPanel("end_date")]),
            FieldPanel("capacity"),
            FieldPanel("key", widget=forms.HiddenInput, classname="w-hidden"),
            SessionLinksPanel(),
        ],
    ),
    FieldPanel("delivery", required_on_save=True),
    MultiFieldPanel(
        [FieldPanel("place_name"), FieldPanel("place_address"), FieldPanel("place_city")],
        heading=_("Place"),
        help_text=_("For events in person and hybrid events."),
    ),
    MultiFieldPanel(
        [FieldPanel("join_url"), FieldPanel("join_visibility")],
        heading=_("Joining online"),
        help_text=_("For virtual and hybrid events."),
    ),
    MultiFieldPanel(
        [
            FieldPanel("takes_registrations"),
            FieldPanel("registration_covers"),
            FieldPanel("capacity"),
            FieldRowPanel(
                [FieldPanel("registration_opens_date"), FieldPanel("registration_opens_time")]
            ),
            FieldRowPanel(
                [FieldPanel("registration_closes_date"), FieldPanel("registration_closes_time")]
            ),
            FieldRowPanel(
                [
                    FieldPanel("reminds_week_before"),
                    FieldPanel("reminds_day_before"),
                    FieldPanel("reminds_hour_before"),
                ]
            ),
            FieldPanel("change_note"),
        ],
        heading=_("Registration"),
        help_text=_("Times are in the time zone of the first session."),
    ),
]

FILES_AND_RECORDING = [
    RowFormPanel(
        "files",
        heading=_("Slides and files"),
        label=_("file"),
        panels=[
            FieldRowPanel([FieldPanel("role"), FieldPanel("title")]),
            FieldPanel("document"),
        ],
    ),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("recording_plan"), FieldPanel("recording_expected_date")]),
            FieldPanel("recording_video"),
            FieldPanel("recording_poster"),
            FieldPanel("recording_url"),
            FieldRowPanel(
                [FieldPanel("recording_minutes"), FieldPanel("recording_captions_checked")]
            ),
        ],
        heading=_("Recording"),
    ),
    RowFormPanel(
        "caption_tracks",
        heading=_("Captions of the uploaded video"),
        label=_("captions"),
        panels=[FieldRowPanel([FieldPanel("language"), FieldPanel("document")])],
    ),
]

EVENT_EDIT_HANDLER = TabbedInterface(
    [
        ObjectList(WHAT, heading=_("What")),
        ObjectList(WHEN_AND_WHERE, heading=_("When and where")),
        ObjectList(ABOUT, heading=_("Topics and keywords")),
        ObjectList(FILES_AND_RECORDING, heading=_("Files and recording")),
        ObjectList(Page.promote_panels, heading=_("Promote")),
        ObjectList(Page.settings_panels, heading=_("Settings")),
    ]
)
