"""Rows of a page in the editor's form: links, files, keywords. The rooms above use them too."""

from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultipleChooserPanel, get_form_for_model


class RowFormSet(BaseChildFormSet):
    """The rows of a page; one that was deleted since comes back as a new row.

    An older version, or a form that was open for long, names rows that are gone. Django
    refuses their hidden numbers without a word that an editor could see.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        rows = self.model.objects.filter(**{self.fk.name: self.instance.pk})  # ty: ignore[missing-attribute, missing-union-attribute]
        present = {str(pk) for pk in rows.values_list("pk", flat=True)}
        for row in self.queryset:  # ty: ignore[not-iterable]
            if str(row.pk) not in present:
                row.pk = None
        if self.is_bound and self.management_form.is_valid():
            self.data = self.data.copy()  # ty: ignore[missing-union-attribute]
            for number in range(min(self.initial_form_count(), len(self.forms))):
                name = f"{self.add_prefix(number)}-id"
                if self.data.get(name) not in present:
                    self.data[name] = ""


class _Rows:
    """What both panels below add to Wagtail's."""

    row_form: type[WagtailAdminModelForm]
    row_formset: type[RowFormSet]

    def clone_kwargs(self):
        return {
            **super().clone_kwargs(),  # ty: ignore[missing-attribute]
            "row_form": self.row_form,
            "row_formset": self.row_formset,
        }

    def get_form_options(self):
        options = super().get_form_options()  # ty: ignore[missing-attribute]
        child_options = self.child_edit_handler.get_form_options()  # ty: ignore[missing-attribute]
        rows = options["formsets"][self.relation_name]  # ty: ignore[missing-attribute]
        rows["formset"] = self.row_formset
        rows["form"] = get_form_for_model(
            self.db_field.related_model,  # ty: ignore[missing-attribute]
            form_class=self.row_form,
            defer_required_on_fields=child_options.get("defer_required_on_fields", []),
        )
        return options


class RowFormPanel(_Rows, InlinePanel):
    """An InlinePanel that bears rows which are gone, and may validate its rows by a form class of ours."""

    def __init__(self, *args, row_form=WagtailAdminModelForm, row_formset=RowFormSet, **kwargs):
        super().__init__(*args, **kwargs)
        self.row_form, self.row_formset = row_form, row_formset


class ChosenRowsPanel(_Rows, MultipleChooserPanel):
    """Rows that each hold one chosen thing; several are chosen at once."""

    def __init__(self, *args, row_form=WagtailAdminModelForm, row_formset=RowFormSet, **kwargs):
        super().__init__(*args, **kwargs)
        self.row_form, self.row_formset = row_form, row_formset


def keywords_panel(relation_name: str = "keyword_links", **kwargs) -> ChosenRowsPanel:
    """The keywords of a page, whose rows have a foreign key `keyword`."""
    return ChosenRowsPanel(
        relation_name,
        chooser_field_name="keyword",
        heading=_("Keywords"),
        label=_("keyword"),
        panels=[FieldPanel("keyword")],
        **kwargs,
    )
