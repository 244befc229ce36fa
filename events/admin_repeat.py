"""Repeat a session, or change it with all later ones: a form, the plan in words, and then the draft."""

from datetime import date

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from events.actions.repeat_session import NothingChosen, change_sessions, repeat_session
from events.admin_views import EventActionView
from events.drafts import DraftChanged, SessionGone, draft_of, session_of, version_of
from events.forms.repeat import ChangeForm, RepeatForm
from events.overlaps import SessionsOverlap, TooManySessions, session_words
from events.repeat.changes import plan_changes
from events.repeat.plan import NothingLeft, RuleRefused, plan_repeats


class PlanView(EventActionView):
    """Two steps at one address: the form, then its plan with a tick for each session.

    Nothing is kept between them but what the second one sends; it names the draft that was looked at, and
    another draft is shown instead of written over.
    """

    template_name = "events/admin/repeat.html"
    submit_label = gettext_lazy("Look at the dates")

    def is_permitted(self) -> bool:
        return self.event.permissions_for_user(self.request.user).can_edit()

    def get(self, request, *args, **kwargs):
        return self.back_to_the_event() or super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        return self.back_to_the_event() or super().post(request, *args, **kwargs)

    def back_to_the_event(self):
        """A redirect with its reason where Wagtail's editor would not save either, or the session is gone."""
        lock = self.event.get_lock()
        if self.event.alias_of_id:
            return redirect(self.edit_url(self.event))
        if lock and lock.for_user(self.request.user):
            if self.request.method == "POST":  # else the editor itself says who locked it
                messages.error(self.request, _("The page could not be saved as it is locked."))
            return redirect(self.edit_url(self.event))
        try:
            self.source = session_of(self.draft, self.kwargs["key"])
        except SessionGone as error:
            messages.error(self.request, str(error))
            return redirect(self.edit_url(self.event))
        return None

    @cached_property
    def draft(self):
        return draft_of(self.event)

    @property
    def sessions(self) -> list:
        return list(self.draft.sessions.all())

    def get_form_kwargs(self):
        return {**super().get_form_kwargs(), "source": self.source}

    def get_context_data(self, **kwargs):
        return super().get_context_data(source_words=session_words(self.source), **kwargs)

    def form_valid(self, form):
        """The plan; the form again for who goes back to it; or, from a plan, the draft."""
        if "again" in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form))
        if "write" in self.request.POST:
            return self.write(form)
        return self.show(form)

    def show(self, form, *, problem="", chosen=None, at="", sentence=""):
        """The plan as it is for the draft of now; `chosen` are the ticks that were sent, `at` the row of a sentence."""
        rows = self.rows(form)
        if rows is None:
            return self.form_invalid(form)
        for row in rows:
            row["is_chosen"] = row["value"] in chosen if chosen is not None else row["is_proposed"]
            if row["value"] == at:
                row["problem"] = sentence
        context = {
            "rows": rows,
            "problem": problem,
            "summary": self.summary(form, rows),
            "left_out_words": self.left_out_words(rows),
            "version": version_of(self.event),
            "write_label": self.write_label,
        }
        return self.render_to_response(self.get_context_data(form=form, **context))

    def left_out_words(self, rows) -> str:
        left_out = sum(not row["is_proposed"] for row in rows)
        return (
            ngettext(
                "%(count)d date is left out; the reason stands beside it.",
                "%(count)d dates are left out; the reason stands beside each.",
                left_out,
            )
            % {"count": left_out}
            if left_out
            else ""
        )

    def write(self, form):
        chosen = self.request.POST.getlist("chosen")
        try:
            done = self.act(form, chosen=chosen, version=self.request.POST.get("version", ""))
        except (DraftChanged, SessionGone) as error:
            if self.is_done_already(form, chosen):
                return self.finish(len(chosen))
            return self.show(form, problem=str(error))
        except SessionsOverlap as error:
            at = self.value_of(error.session)
            return self.show(form, problem=_("Nothing was saved yet. Look at the marked session."),
                             chosen=chosen, at=at, sentence=str(error))  # fmt: skip
        except (NothingChosen, TooManySessions, RuleRefused) as error:
            return self.show(form, problem=str(error), chosen=chosen)
        return self.finish(len(done))

    def finish(self, count: int):
        messages.success(self.request, self.done_words(count))
        return redirect(f"{self.edit_url(self.event)}#tab-when_and_where")

    def is_done_already(self, form, chosen) -> bool:
        """Whether the draft holds what is asked for, as after a double click."""
        return False


class RepeatView(PlanView):
    page_title = gettext_lazy("Repeat this session")
    form_class = RepeatForm
    write_label = gettext_lazy("Add to the draft")
    explanation = gettext_lazy(
        "New sessions at the same local time, as single sessions that you can change one by one. They"
        " are added to the draft: nobody sees or hears of them before you publish."
    )

    def rows(self, form):
        try:
            planned = plan_repeats(
                sessions=self.sessions, source=self.source, rule=form.rule, now=timezone.now()
            )
        except (RuleRefused, TooManySessions) as error:
            form.add_error(form.end_field, str(error))
            self.refused = error.planned if isinstance(error, NothingLeft) else []
            return None
        return [
            {
                "value": one.day.isoformat() if one.session else "",
                "words": one.words,
                "note": one.left_out,
                "is_proposed": bool(one.session) and not one.left_out,
            }
            for one in planned
        ]

    def form_invalid(self, form):
        return self.render_to_response(
            self.get_context_data(form=form, refused=getattr(self, "refused", []))
        )

    def summary(self, form, rows):
        proposed = sum(row["is_proposed"] for row in rows)
        words = ngettext("%(count)d session", "%(count)d sessions", proposed) % {"count": proposed}
        return _("%(rule)s: %(sessions)s") % {"rule": form.words, "sessions": words}

    def act(self, form, *, chosen, version):
        return repeat_session(
            event=self.event, version=version, key=self.source.key, rule=form.rule,
            days=_days(chosen), user=self.request.user, now=timezone.now(),
        )  # fmt: skip

    def value_of(self, session):
        return session.date.isoformat()

    def is_done_already(self, form, chosen):
        times = (self.source.start_time, self.source.end_time, self.source.zone)
        present = {s.date for s in self.sessions if (s.start_time, s.end_time, s.zone) == times}
        return bool(chosen) and _days(chosen) <= present

    def done_words(self, count):
        return ngettext(
            "%(count)d session was added to the draft. Publish it when it is right.",
            "%(count)d sessions were added to the draft. Publish it when they are right.",
            count,
        ) % {"count": count}


class ChangeLaterView(PlanView):
    page_title = gettext_lazy("Change this and later sessions")
    form_class = ChangeForm
    submit_label = gettext_lazy("Look at the changes")
    write_label = gettext_lazy("Change the draft")
    explanation = gettext_lazy(
        "What you change here changes in every later session too; what you leave as it is stays as it"
        " is in each. It goes into the draft: who is registered hears of it when you publish, as a move."
    )

    def form_invalid(self, form):
        version = self.request.POST.get("version", "")
        if "write" in self.request.POST and form.is_unchanged and version != version_of(self.event):
            return self.finish(0)  # a double click: the first one has done it
        return super().form_invalid(form)

    def rows(self, form):
        planned = plan_changes(
            sessions=self.sessions, source=self.source, change=form.change, now=timezone.now()
        )
        return [
            {
                "value": one.key if one.after else "",
                "words": one.words_before,
                "after": one.words_after,
                "note": one.left_out,
                "problem": one.warning,
                "is_proposed": bool(one.after) and not one.left_out,
            }
            for one in planned
        ]

    def summary(self, form, rows):
        proposed = sum(row["is_proposed"] for row in rows)
        return ngettext(
            "%(count)d of %(all)d sessions changes",
            "%(count)d of %(all)d sessions change",
            proposed,
        ) % {"count": proposed, "all": len(rows)}

    def act(self, form, *, chosen, version):
        return change_sessions(
            event=self.event, version=version, key=self.source.key, change=form.change,
            keys=set(chosen), user=self.request.user, now=timezone.now(),
        )  # fmt: skip

    def value_of(self, session):
        return str(session.key)

    def done_words(self, count):
        if not count:
            return _("The draft has these changes already. Publish it when they are right.")
        return ngettext(
            "%(count)d session was changed in the draft. Publish it when it is right.",
            "%(count)d sessions were changed in the draft. Publish it when they are right.",
            count,
        ) % {"count": count}


def _days(chosen: list[str]) -> set[date]:
    """The days that were ticked; what is no day stands for a day that no plan has."""
    days = set()
    for text in chosen:
        try:
            days.add(date.fromisoformat(text))
        except ValueError:
            days.add(date.min)
    return days


urlpatterns = [
    path(
        "<int:pk>/sessions/<uuid:key>/repeat/", RepeatView.as_view(), name="repeat_session"
    ),
    path(
        "<int:pk>/sessions/<uuid:key>/change/", ChangeLaterView.as_view(), name="change_sessions"
    ),
]  # fmt: skip
