"""Merging a term, and taking that back: a page that says what will be, one action, and back to the listing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from resources.actions import NotMerged, TermNotMerged, merge_terms, undo_merge
from resources.admin.forms import merge_form
from resources.permissions import may_merge
from resources.uses import pages_using, used_on


class TermActionView(WagtailAdminTemplateMixin, FormView):  # ty: ignore[inconsistent-mro]
    """One action on one term. The right to it is asked first, for GET and POST."""

    model: Any = None  # a Term; the viewset sets it
    index_url_name = edit_url_name = ""
    template_name = "resources/admin/term_action.html"
    header_icon = "link"
    submit_label = ""

    def dispatch(self, request, *args, **kwargs):
        if not may_merge(request.user, self.model):
            raise PermissionDenied
        terms = self.model._default_manager.select_related("merged_into")
        self.term = get_object_or_404(terms, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.term)

    def get_breadcrumbs_items(self):
        plural = capfirst(self.model._meta.verbose_name_plural)
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": plural},
            {"url": self.edit_url, "label": str(self.term)},
            {"url": "", "label": self.page_title},
        ]

    @property
    def sent(self) -> dict:
        """What a form takes of this request."""
        return {"data": self.request.POST} if self.request.method == "POST" else {}

    @cached_property
    def edit_url(self) -> str:
        return reverse(self.edit_url_name, args=[self.term.pk])

    def get_context_data(self, **kwargs):
        number = pages_using(terms=[self.term])[self.term.pk]
        context = super().get_context_data(
            term=self.term, back_url=self.edit_url, used_on=used_on(number), **kwargs
        )
        return {**context, "media": context["form"].media}


class MergeView(TermActionView):
    page_title = gettext_lazy("Merge into another")
    submit_label = gettext_lazy("Merge")

    def get_form(self, form_class=None):
        return merge_form(term=self.term, **self.sent)

    def form_valid(self, form):
        into = form.cleaned_data["into"]
        try:
            merge_terms(term=self.term, into=into, by=self.request.user, now=timezone.now())
        except NotMerged as error:
            form.add_error("into", str(error))
            return self.form_invalid(form)
        words = _("“%(term)s” is merged into “%(into)s”.") % {"term": self.term, "into": into}
        messages.success(self.request, words)
        return redirect(self.index_url_name)


class UndoMergeView(TermActionView):
    page_title = submit_label = gettext_lazy("Undo the merge")
    header_icon = "undo"

    def get_form(self, form_class=None):
        return Form(**self.sent)

    def form_valid(self, form):
        try:
            undo_merge(term=self.term, by=self.request.user)
        except TermNotMerged as error:
            messages.error(self.request, str(error))
            return redirect(self.edit_url)
        messages.success(
            self.request, _("“%(term)s” is a term of its own again.") % {"term": self.term}
        )
        return redirect(self.edit_url)
