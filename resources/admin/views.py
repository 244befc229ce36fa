"""The vocabulary's pages in the admin: the listing, the form, deleting."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import quote
from django.db import IntegrityError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages as admin_messages
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column, TitleColumn
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, IndexView

from resources.actions import TermInUse, delete_term, why_kept
from resources.models.vocabulary import Term
from resources.permissions import may_merge
from resources.uses import first_pages_using, pages_using

PAGES_NAMED = 5


def other_names(term: Term) -> str:
    """The term's other names in one line; prefetch them."""
    return ", ".join(name.text for name in getattr(term, term.OTHER_NAMES).all())


def merge_button(*, term: Term, user) -> Button | None:
    """The way to merge, or to undo it; the view asks for the right again."""
    if not may_merge(user, type(term)):
        return None
    name, label, icon = ("merge", gettext_lazy("Merge into…"), "link")
    if term.merged_into_id:
        name, label, icon = ("undo_merge", gettext_lazy("Undo the merge"), "undo")
    model: Any = type(term)
    url = reverse(model.snippet_viewset.get_url_name(name), args=[term.pk])
    return Button(label, url=url, icon_name=icon, priority=15)


class TermIndexView(IndexView):
    """By name; the same number of queries for any number of rows."""

    model: Any
    default_ordering = "key"

    @cached_property
    def columns(self):
        title = self._get_title_column_class(TitleColumn)
        return [
            BulkActionsCheckboxColumn("bulk_actions", obj_type="snippet"),
            title("name_text", label=capfirst(self.model._meta.get_field(self.model.NAME).verbose_name),
                  sort_key="key", get_url=self.get_edit_url,
                  get_title_id=lambda term: f"snippet_{quote(term.pk)}_title"),
            Column("acronym", label=gettext_lazy("Acronym"), sort_key="acronym_key"),
            Column("other_names", label=gettext_lazy("Other names"), accessor=other_names),
            Column("pages", label=gettext_lazy("Pages"), accessor="page_count"),
            Column("merged_into", label=gettext_lazy("Merged into"),
                   accessor=lambda term: term.merged_into or ""),
        ]  # fmt: skip

    def get_base_queryset(self):
        terms = self.model._default_manager.select_related("merged_into")
        return terms.prefetch_related(self.model.OTHER_NAMES)

    def order_queryset(self, queryset):
        return queryset.order_by(self.ordering, "pk")

    def search_queryset(self, queryset):
        return queryset.matching(self.search_query) if self.is_searching else queryset

    def get_table(self, object_list):
        terms = list(object_list)
        pages = pages_using(terms=terms)
        for term in terms:
            term.page_count = pages[term.pk]
        return super().get_table(terms)

    def get_list_more_buttons(self, instance):
        buttons = super().get_list_more_buttons(instance)
        if button := merge_button(term=instance, user=self.request.user):
            buttons.append(button)
        return buttons


class _OneWriterAtATime:
    """A name that somebody else took a moment ago is an error at its field, too."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)  # ty: ignore[missing-attribute]
        except IntegrityError:
            again = self.get_form()  # ty: ignore[missing-attribute]
            if self.is_valid(again):  # ty: ignore[missing-attribute]
                return super().form_valid(again)  # ty: ignore[missing-attribute]
            return self.form_invalid(again)  # ty: ignore[missing-attribute]


class TermCreateView(_OneWriterAtATime, CreateView):
    pass


class TermEditView(_OneWriterAtATime, EditView):
    def save_instance(self):
        """Save what the form has; a merge made since it was read stays as it is."""
        term = self.form.instance
        rows = type(term)._default_manager.select_for_update(no_key=True).filter(pk=term.pk)
        term.merged_into_id = rows.values_list("merged_into_id", flat=True).first()
        return super().save_instance()

    @cached_property
    def header_more_buttons(self):
        button = merge_button(term=self.object, user=self.request.user)
        return [*super().header_more_buttons, *filter(None, [button])]

    def get(self, request, *args, **kwargs):
        response = super().get(request, *args, **kwargs)
        if into := self.object.merged_into:
            words = _("“%(term)s” is merged into “%(into)s”. Pages that name it show “%(into)s”.")
            messages.info(request, words % {"term": self.object, "into": into})
        return response


class TermDeleteView(DeleteView):
    """Refuses, with the reason, to delete what pages use."""

    success_message = gettext_lazy("“%(object)s” is deleted.")

    def get(self, request, *args, **kwargs):
        if reason := why_kept(self.object):
            return self._refuse(reason)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        url, message = self.get_success_url(), self.get_success_message()
        try:
            delete_term(term=self.object, by=self.request.user)
        except TermInUse as error:
            return self._refuse(str(error))
        messages.success(self.request, message)
        return redirect(url)

    def _refuse(self, reason: str):
        """The reason with the first pages that use the term, and the way to merge it."""
        term, words, buttons = self.object, reason, []
        if pages := _page_links(term):
            words = format_html("{}<br>{}", reason, pages)
        button = merge_button(term=term, user=self.request.user)
        if pages and button and not term.merged_into_id and not term.merged.exists():
            buttons = [admin_messages.button(button.url, _("Merge it into another…"))]
        admin_messages.error(self.request, words, buttons=buttons)
        return redirect(self.get_success_url())


def _page_links(term: Term) -> str:
    """`Pages: A, B, and others.`, each a link to where it is edited; nothing without pages."""
    pages = first_pages_using(term=term, most=PAGES_NAMED + 1)
    if not pages:
        return ""
    links = format_html_join(
        ", ",
        '<a href="{}" style="color: inherit; text-decoration: underline">{}</a>',
        (
            (reverse("wagtailadmin_pages:edit", args=[page.pk]), page.get_admin_display_title())
            for page in pages[:PAGES_NAMED]
        ),
    )
    words = _("Pages: {links}, and others.") if len(pages) > PAGES_NAMED else _("Pages: {links}.")
    return format_html(words, links=links)
