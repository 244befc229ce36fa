"""The editor's form of an event: which field stands where."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
    TitleFieldPanel,
    get_form_for_model,
)
from wagtail.models import Page

from events.forms import PresenterForm, RowFormSet, SessionForm


class RowFormPanel(InlinePanel):
    """An InlinePanel that bears rows which are gone, and may validate its rows by a form class of ours."""

    def __init__(self, *args, row_form=WagtailAdminModelForm, **kwargs):
        super().__init__(*args, **kwargs)
        self.row_form = row_form

    def clone_kwargs(self):
        return {**super().clone_kwargs(), "row_form": self.row_form}

    def get_form_options(self):
        options = super().get_form_options()
        child_options = self.child_edit_handler.get_form_options()
        options["formsets"][self.relation_name]["formset"] = RowFormSet
        options["formsets"][self.relation_name]["form"] = get_form_for_model(
            self.db_field.related_model,
            form_class=self.row_form,
            defer_required_on_fields=child_options.get("defer_required_on_fields", []),
        )
        return options


EVENT_INDEX_PANELS = [*Page.content_panels, FieldPanel("introduction")]

WHAT = [
    TitleFieldPanel("title"),
    FieldPanel("summary"),
    FieldPanel("description"),
    FieldRowPanel([FieldPanel("presented_by"), FieldPanel("funder")]),
    RowFormPanel(
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

WHEN_AND_WHERE = [
    RowFormPanel(
        "sessions",
        row_form=SessionForm,
        heading=_("Sessions"),
        label=_("session"),
        panels=[
            FieldRowPanel([FieldPanel("date"), FieldPanel("start_time"), FieldPanel("end_time")]),
            FieldRowPanel([FieldPanel("zone"), FieldPanel("end_date")]),
            FieldPanel("key", widget=forms.HiddenInput, classname="w-hidden"),
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
        ObjectList(FILES_AND_RECORDING, heading=_("Files and recording")),
        ObjectList(Page.promote_panels, heading=_("Promote")),
        ObjectList(Page.settings_panels, heading=_("Settings")),
    ]
)
