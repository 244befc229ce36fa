"""A pasted list in the keyword chooser: first what each part becomes, then the chosen ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic.base import View
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.generic.chooser import (
    ChosenResponseMixin,
    ModalPageFurnitureMixin,
    PreserveURLParametersMixin,
)

from resources.actions import KeywordRefused, add_keywords
from resources.admin.forms import LONGEST_ID, PasteForm
from resources.models import Keyword
from resources.pasting import Proposal, propose_keywords
from resources.permissions import may_add

NEW = "new"


class VocabularyMoved(ValueError):
    """A choice doesn't fit any more, since somebody changed the vocabulary; the message says what to do."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """One part of the list with what it may become: `options` are values and words, `chosen` one of the values.

    One option is a checkbox, several are a choice that has "Leave it out" as its last; none is a note.
    """

    name: str
    proposal: Proposal
    options: list[tuple[str, str]]
    chosen: str


class PasteView(ModalPageFurnitureMixin, PreserveURLParametersMixin, ChosenResponseMixin, View):
    """Reads the list and asks about its parts. Writes nothing."""

    http_method_names = ["post"]
    form_class = PasteForm
    template_name = "resources/admin/paste.html"
    icon = "tag"
    page_title = gettext_lazy("Paste keywords")
    page_subtitle = ""
    response_data_title_key = "string"
    paste_url_name = take_url_name = choose_url_name = ""

    def post(self, request):
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.ask(form=form)
        return self.ask(form=form, rows=list(self.rows(form.cleaned_data["pasted"])))

    def rows(self, names: list[str], *, sent=None) -> Iterator[Row]:
        """What can be chosen; with `sent`, what was chosen before."""
        is_adding = may_add(self.request.user, Keyword)
        for number, proposal in enumerate(propose_keywords(names)):
            name = f"take-{number}"
            options = _options(proposal, is_adding=is_adding)
            chosen = options[0][0] if options else ""
            if sent is not None:
                chosen = sent.get(name, "")
            yield Row(name=name, proposal=proposal, options=options, chosen=chosen)

    def ask(self, *, form: PasteForm, rows: list[Row] | None = None, error: str = ""):
        context = {
            "form": form,
            "error": error,
            "rows": rows,
            "counts": rows and _counts(rows),
            "may_add": may_add(self.request.user, Keyword),
            **{
                f"{name}_url": self.append_preserved_url_parameters(
                    reverse(getattr(self, f"{name}_url_name"))
                )
                for name in ("paste", "take", "choose")
            },
        }
        return render_modal_workflow(
            self.request,
            self.template_name,
            None,
            self.get_context_data(**context),
            json_data={"step": "choose"},
        )


class TakeView(PasteView):
    """Adds what is new among the chosen parts, all or none, and answers with all of them as chosen."""

    def post(self, request):
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.ask(form=form)
        names = form.cleaned_data["pasted"]
        try:
            keywords = self._take(names)
        except (KeywordRefused, VocabularyMoved) as error:
            rows = list(self.rows(names, sent=request.POST))
            return self.ask(form=form, rows=rows, error=str(error))
        return self.get_multiple_chosen_response(keywords)

    def _take(self, names: list[str]) -> list[Keyword]:
        """The chosen keywords in the list's order, each once."""
        sent = {
            name: value
            for number, name in enumerate(names)
            if (value := self.request.POST.get(f"take-{number}"))
        }
        if not sent:
            raise VocabularyMoved(_("Choose at least one keyword."))
        new = [name for name, value in sent.items() if value == NEW]
        if new and not may_add(self.request.user, Keyword):
            raise PermissionDenied
        known = _known({value for value in sent.values() if value != NEW})
        added = add_keywords(names=new, by=self.request.user, now=timezone.now())
        made = dict(zip(new, added, strict=True))
        chosen = [made[name] if value == NEW else known[value] for name, value in sent.items()]
        return list({keyword.pk: keyword for keyword in chosen}.values())


def _options(proposal: Proposal, *, is_adding: bool) -> list[tuple[str, str]]:
    there = [proposal.known] if proposal.known else list(proposal.similar)
    options = [(str(keyword.pk), str(keyword)) for keyword in there]
    if is_adding and proposal.may_be_new:
        options.append((NEW, proposal.text))
    return options


def _counts(rows: list[Row]) -> dict[str, int]:
    """How many parts are known, look like others, are new, or can't be taken."""
    known = sum(1 for row in rows if row.proposal.known)
    similar = sum(1 for row in rows if row.proposal.similar)
    new = sum(
        1
        for row in rows
        if not row.proposal.similar and row.options[:1] and row.options[0][0] == NEW
    )
    return {"all": len(rows), "known": known, "similar": similar, "new": new,
            "left": len(rows) - known - similar - new}  # fmt: skip


def _known(values: set[str]) -> dict[str, Keyword]:
    """The keywords of these numbers, what readers see of them. Raises VocabularyMoved where one is gone."""
    numbers = [value for value in values if value.isascii() and value.isdigit()]
    rows = Keyword.objects.select_related("merged_into").filter(
        pk__in=[number for number in numbers if len(number) <= LONGEST_ID]
    )
    found = {str(row.pk): row.canonical for row in rows}
    if set(found) != values:
        raise VocabularyMoved(_("The vocabulary has changed meanwhile. Look at the list again."))
    return found
