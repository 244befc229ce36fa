"""Presenters from a pasted list: paste, correct what was read, and add to the draft."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.actions import NewPresenter, NobodyToAdd, add_presenters
from events.actions.add_presenters import presenter_keys
from events.admin_views import EventActionView
from events.forms.presenters import (
    PastedPresentersForm,
    PresenterRowsFormSet,
    SpeakersByName,
    proposed_rows,
)
from events.importers.presenter_list import PastedList
from resources.names import name_key

ROWS = "rows"


class PastePresentersView(EventActionView):
    """Two forms at one address: the text, then its rows. Nothing is kept between them but what the second one sends."""

    page_title = gettext_lazy("Paste presenters")
    template_name = "events/admin/paste_presenters.html"
    header_icon = "user"
    form_class = PastedPresentersForm
    submit_label = gettext_lazy("Read the list")
    explanation = gettext_lazy(
        "They are added to the draft, below the presenters that are there. Visitors see them once"
        " you publish."
    )

    def is_permitted(self) -> bool:
        permissions = self.event.permissions_for_user(self.request.user)
        return permissions.can_edit() and not permissions.page_locked()

    @cached_property
    def present(self) -> set[str]:
        """The names in the latest draft."""
        draft = self.event.get_latest_revision_as_object()
        return presenter_keys(list(draft.presenters.all()))[0]

    def post(self, request, *args, **kwargs):
        if f"{ROWS}-TOTAL_FORMS" not in request.POST:
            return super().post(request, *args, **kwargs)
        rows = PresenterRowsFormSet(
            request.POST, prefix=ROWS, form_kwargs={"speakers": SpeakersByName()}
        )
        return self.add(rows) if rows.is_valid() else self.render_rows(rows)

    def form_valid(self, form):
        pasted: PastedList = form.cleaned_data["text"]
        speakers = form.speakers
        rows = PresenterRowsFormSet(
            prefix=ROWS,
            initial=proposed_rows(pasted=pasted, speakers=speakers, present=self.present),
            form_kwargs={"speakers": speakers},
        )
        for row, presenter in zip(rows.forms, pasted.presenters, strict=True):
            row.questions = presenter.questions
        return self.render_rows(rows, questions=pasted.questions)

    def render_rows(self, rows, *, questions=(), problem=""):
        seen: set[str] = set()
        for row in rows.forms:
            key = name_key(str(row["name"].value() or ""))
            row.is_present = key in self.present
            if key and key in seen:
                row.questions = (*row.questions, _("This name stands above in this list already."))
            seen.add(key)
        marked = [number for number, row in enumerate(rows.forms, start=1) if row.errors]
        context = {"rows": rows, "questions": questions, "problem": problem, "marked": marked}
        return self.render_to_response(self.get_context_data(form=rows, **context))

    def add(self, rows):
        presenters = [
            NewPresenter(**{name: row[name] for name in ("name", "title", "organization", "speaker")})
            for row in rows.wanted()
        ]  # fmt: skip
        try:
            done = add_presenters(event=self.event, presenters=presenters, user=self.request.user)
        except NobodyToAdd as error:
            return self.render_rows(rows, problem=str(error))
        messages.success(self.request, _told(done))
        return redirect(self.edit_url(self.event))


def _told(done) -> str:
    """Who was added, and who was not."""
    words = ngettext(
        "%(count)d presenter was added to the draft: %(names)s.",
        "%(count)d presenters were added to the draft: %(names)s.",
        len(done.added),
    ) % {"count": len(done.added), "names": ", ".join(done.added)}
    if done.left_out:
        words += " " + _("In the list already: %s.") % ", ".join(done.left_out)
    return words


urlpatterns = [
    path("<int:pk>/presenters/", PastePresentersView.as_view(), name="paste_presenters"),
]
