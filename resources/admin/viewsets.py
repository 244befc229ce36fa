"""The vocabulary in the admin: its menu, its listings and its forms."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from resources.admin.choosers import KeywordChooserViewSet, OrganizationChooserViewSet
from resources.admin.filters import KeywordFilterSet, OrganizationFilterSet
from resources.admin.forms import OtherNameFormSet
from resources.admin.merge_views import MergeView, UndoMergeView
from resources.admin.views import TermCreateView, TermDeleteView, TermEditView, TermIndexView
from resources.models import Keyword, Organization
from resources.rows import RowFormPanel


class TermViewSet(SnippetViewSet):
    """What both share: merging beside editing, and no page to copy a name."""

    index_view_class = TermIndexView
    add_view_class = TermCreateView
    edit_view_class = TermEditView
    delete_view_class = TermDeleteView
    pk_path_converter = "int"
    list_per_page = 50
    chooser_per_page = 25
    copy_view_enabled = False

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", self.construct_view(MergeView), name="merge"),
            path("undo-merge/<int:pk>/", self.construct_view(UndoMergeView), name="undo_merge"),
        ]


class KeywordViewSet(TermViewSet):
    model = Keyword
    icon = "tag"
    filterset_class = KeywordFilterSet
    chooser_viewset_class = KeywordChooserViewSet
    panels = [
        FieldRowPanel([FieldPanel("label"), FieldPanel("acronym")]),
        RowFormPanel(
            "synonyms",
            row_formset=OtherNameFormSet,
            heading=_("Synonyms"),
            label=_("synonym"),
            panels=[FieldPanel("text")],
            help_text=_("Other words for it. Who searches for one of them finds this keyword."),
        ),
        FieldPanel("slug"),
    ]


class OrganizationViewSet(TermViewSet):
    model = Organization
    icon = "group"
    filterset_class = OrganizationFilterSet
    chooser_viewset_class = OrganizationChooserViewSet
    panels = [
        FieldRowPanel(
            [
                FieldPanel("name", help_text=_("For example Bureau of Justice Assistance.")),
                FieldPanel("acronym", help_text=_("For example BJA.")),
            ]
        ),
        RowFormPanel(
            "aliases",
            row_formset=OtherNameFormSet,
            heading=_("Other names"),
            label=_("name"),
            panels=[FieldPanel("text")],
            help_text=_("For example the name without its “The”, or with “, Inc.”."),
        ),
        FieldPanel("parent"),
        FieldPanel("website"),
        FieldPanel("slug"),
    ]


class VocabularyGroup(SnippetViewSetGroup):
    items = (KeywordViewSet, OrganizationViewSet)
    menu_label = _("Vocabulary")
    menu_icon = "tag"
    menu_order = 260
