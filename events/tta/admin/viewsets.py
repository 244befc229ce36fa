"""The TTA room in the admin: the queue with its records, and the lists behind them."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from events.tta.admin import milestone_views as milestones
from events.tta.admin import saved_views
from events.tta.admin.acts import ACTS
from events.tta.admin.filters import RequestFilterSet
from events.tta.admin.guard import KeptDeleteView
from events.tta.admin.letters import LetterDownloadView
from events.tta.admin.listing import NAMESPACE, QueueView
from events.tta.admin.record import RecordPageView
from events.tta.admin.review_views import ReviewActionView, ReviewsToQueueView, ReviewToRecordView
from events.tta.models import Option, Provider, Review, TTARequest, TTAType
from events.tta.queue import SEARCHED


class RequestViewSet(SnippetViewSet):
    """Nothing is written by Wagtail's own views, nothing copied or deleted, and no chooser lists requests."""

    model = TTARequest
    icon = "form"
    menu_label = _("TTA requests")
    menu_name = "tta-requests"
    admin_url_namespace = NAMESPACE
    base_url_path = "tta/requests"
    index_view_class = QueueView
    index_template_name = "tta/admin/index.html"
    index_results_template_name = QueueView.results_template_name
    filterset_class = RequestFilterSet
    search_fields = list(SEARCHED)
    search_backend_name = None
    list_per_page = 50
    inspect_view_enabled = True
    copy_view_enabled = False
    sort_order_field = None
    add_to_reference_index = False

    def get_urlpatterns(self):
        one = "<int:pk>/"
        row = f"milestones/{one}<int:milestone>/"
        view = self.construct_view
        return [
            path("", self.index_view, name="list"),
            path("results/", self.index_results_view, name="list_results"),
            path("views/save/", view(saved_views.SaveView), name="save_view"),
            path("views/delete/<int:pk>/", view(saved_views.DeleteView), name="delete_view"),
            path(f"inspect/{one}", view(RecordPageView), name="inspect"),
            path(f"letters/{one}<int:letter>/", view(LetterDownloadView), name="letter_file"),
            path(f"milestones/{one}add/", view(milestones.AddMilestoneView), name="milestone_add"),
            path(f"{row}change/", view(milestones.ChangeMilestoneView), name="milestone_change"),
            path(f"{row}delete/", view(milestones.DeleteMilestoneView), name="milestone_delete"),
            path(f"{row}done/", view(milestones.DoneView), name="milestone_done"),
            path(f"{row}up/", view(milestones.UpView), name="milestone_up"),
            path(f"reports/{one}<int:report>/", view(milestones.SettleView), name="settle"),
            *(path(f"{name}/{one}", view(act), name=name) for name, act in ACTS.items()),
        ]

    def get_permissions_to_register(self):
        """What a group's form offers: nobody adds or deletes requests in the admin."""
        found = super().get_permissions_to_register()
        return found.exclude(codename__startswith="delete_").exclude(codename__startswith="add_")

    def register_chooser_viewset(self):
        """Everybody in the admin could read a chooser's list."""


class ReviewViewSet(SnippetViewSet):
    """The reviews on Wagtail's workflow: no list, no editor; each leads to its record."""

    model = Review
    icon = "form"
    admin_url_namespace = "tta_reviews"
    base_url_path = "tta/reviews"
    workflow_action_view_class = ReviewActionView
    copy_view_enabled = False
    menu_item_is_registered = True  # in no menu, "Snippets" included
    panels: list = []

    def get_urlpatterns(self):
        conv = self.pk_path_converter
        to_record = self.construct_view(ReviewToRecordView)
        return [
            path("", self.construct_view(ReviewsToQueueView), name="list"),
            path(f"edit/<{conv}:pk>/", to_record, name="edit"),
            path(f"history/<{conv}:pk>/", to_record, name="history"),
            path(
                f"workflow/action/<{conv}:pk>/<slug:action_name>/<int:task_state_id>/",
                self.workflow_action_view, name="workflow_action",
            ),
        ]  # fmt: skip

    def get_permissions_to_register(self):
        return super().get_permissions_to_register().none()

    def register_chooser_viewset(self):
        """Everybody in the admin could read a chooser's list."""


class ProviderViewSet(SnippetViewSet):
    model = Provider
    icon = "group"
    menu_label = _("Providers")
    base_url_path = "tta/providers"
    list_display = ["__str__", "contact_name", "contact_email", "is_active"]
    list_filter = ["is_active"]
    copy_view_enabled = False
    delete_view_class = KeptDeleteView
    panels = [
        FieldPanel("organization"),
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_email"), FieldPanel("contact_phone")],
            heading=_("Contact"),
        ),
        FieldPanel("people"),
        FieldPanel("is_active"),
    ]

    def get_queryset(self, request):
        return Provider.objects.select_related("organization").order_by("organization__name", "pk")


class TTATypeViewSet(SnippetViewSet):
    model = TTAType
    icon = "list-ul"
    menu_label = _("TTA types")
    base_url_path = "tta/types"
    list_display = ["name", "lead_days", "needs_letter", "is_offered", "sort_order"]
    list_filter = ["is_offered"]
    copy_view_enabled = False
    delete_view_class = KeptDeleteView
    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("key")]),
        FieldPanel("description"),
        MultiFieldPanel(
            [FieldPanel("lead_days"), FieldPanel("lead_reason"), FieldPanel("needs_letter")],
            heading=_("Rules"),
        ),
        InlinePanel(
            "milestones", heading=_("Usual milestones"), label=_("milestone"),
            panels=[FieldPanel("text"), FieldPanel("days"), FieldPanel("is_public")],
        ),
        InlinePanel(
            "questions", heading=_("Further questions"), label=_("question"),
            panels=[
                FieldPanel("label"), FieldPanel("help_text"), FieldPanel("kind"),
                FieldPanel("choices"), FieldPanel("is_required"),
            ],
        ),
        FieldRowPanel([FieldPanel("sort_order"), FieldPanel("is_offered")]),
    ]  # fmt: skip


class OptionViewSet(SnippetViewSet):
    model = Option
    icon = "list-ul"
    menu_label = _("List entries")
    base_url_path = "tta/lists"
    list_display = ["name", "list", "parent", "sort_order", "is_offered"]
    list_filter = ["list", "is_offered"]
    copy_view_enabled = False
    delete_view_class = KeptDeleteView
    panels = [
        FieldPanel("list"),
        FieldPanel("name"),
        FieldPanel("parent"),
        FieldRowPanel([FieldPanel("sort_order"), FieldPanel("is_offered")]),
    ]

    def get_queryset(self, request):
        return Option.objects.select_related("parent").order_by("list", "sort_order", "name", "pk")


class TTAGroup(SnippetViewSetGroup):
    items = (RequestViewSet, ProviderViewSet, TTATypeViewSet, OptionViewSet)
    menu_label = _("TTA")
    menu_icon = "form"
    menu_name = "tta"
    menu_order = 245
