"""Choosing terms, and making new ones in the same place; keywords by the list, too."""

from typing import Any

from django.db import IntegrityError, transaction
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetCreateView,
)

from resources.admin.forms import LONGEST_ID, TermChooser, TermFilterForm
from resources.admin.paste_views import PasteView, TakeView
from resources.admin.views import other_names


class _TermsToChoose:
    """Terms that are not merged, by name, found by every name they have."""

    model_class: Any
    filter_form_class = TermFilterForm
    results_template_name = "resources/admin/chooser_results.html"
    ordering = ["key"]

    def get_object_list(self):
        return self.model_class.objects.current().prefetch_related(self.model_class.OTHER_NAMES)

    @property
    def title_column(self):
        column = super().title_column  # ty: ignore[missing-attribute]
        name = self.model_class._meta.get_field(self.model_class.NAME)
        column.label, column.width = capfirst(name.verbose_name), "60%"
        return column

    @property
    def columns(self):
        return [
            *super().columns,  # ty: ignore[missing-attribute]
            Column("other_names", label=_("Other names"), accessor=other_names),
        ]


class TermChooseView(_TermsToChoose, ChooseView):
    pass


class TermChooseResultsView(_TermsToChoose, ChooseResultsView):
    pass


class TermChosenMultipleView(SnippetChosenMultipleView):
    """What was ticked, by name; what is no number is left out."""

    def get_objects(self, pks):
        numbers = [pk for pk in pks if pk.isascii() and pk.isdigit() and len(pk) <= LONGEST_ID]
        return super().get_objects(numbers)


class TermCreateInPlaceView(SnippetCreateView):
    def post(self, request):
        try:
            return super().post(request)
        except IntegrityError:  # somebody added the same name a moment ago: now the form finds it
            return super().post(request)

    def save_form(self, form):
        with transaction.atomic():
            term = super().save_form(form)
            log(instance=term, action="wagtail.create", user=self.request.user)
        return term


class TermChooserViewSet(SnippetChooserViewSet):
    choose_view_class = TermChooseView
    choose_results_view_class = TermChooseResultsView
    chosen_multiple_view_class = TermChosenMultipleView
    create_view_class = TermCreateInPlaceView
    base_widget_class = TermChooser
    create_action_label = _("Add")


class KeywordChooseView(TermChooseView):
    """Where several are chosen at once, also by a pasted list."""

    template_name = "resources/admin/keyword_chooser.html"
    paste_url_name = ""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        if self.is_multiple_choice:
            context["paste_form"] = PasteView.form_class()
            context["paste_url"] = self.append_preserved_url_parameters(
                reverse(self.paste_url_name)
            )
        return context


class KeywordChooserViewSet(TermChooserViewSet):
    choose_view_class = KeywordChooseView
    form_fields = ["label", "acronym"]
    creation_tab_label = _("New keyword")

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            paste_url_name=self.get_url_name("paste"),
            take_url_name=self.get_url_name("take"),
            choose_url_name=self.get_url_name("choose"),
            **kwargs,
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("paste/", self.construct_view(PasteView), name="paste"),
            path("take/", self.construct_view(TakeView), name="take"),
        ]


class OrganizationChooserViewSet(TermChooserViewSet):
    form_fields = ["name", "acronym"]
    creation_tab_label = _("New organization")
