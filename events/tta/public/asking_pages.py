"""The pages of one request: their forms as typed, how far they are, and all answers once they are valid."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.tta.answers import Answers, Lines, answered_in_words
from events.tta.models import TTARequest, TTASettings, TTAType
from events.tta.public.forms import PAGES, REVIEW, NeedForm, PageForm, ReviewForm, Typed


@dataclass(frozen=True, kw_only=True)
class Step:
    """One entry of the list of steps."""

    page: str
    heading: str
    state: str
    is_current: bool
    is_done: bool


class Pages:
    """What one request has on each page of the form. A page is read once; the number of queries is fixed."""

    def __init__(self, request: TTARequest, *, texts: TTASettings, now: datetime) -> None:
        self.request, self.texts, self.now = request, texts, now
        self._read: dict[str, PageForm] = {}

    def typed(self, page: str) -> Typed | None:
        """The page as it was typed, or as the request's fields have it; None where nothing was yet."""
        found = self.request.typed.get(page)
        if found is None and self.request.submitted_at is not None:
            return PAGES[page].typed_before(self.request)
        return found

    def form(self, page: str, data: Typed | None) -> PageForm:
        """The page's form, bound to this; unbound without."""
        more: dict[str, Any] = {}
        if page == "event":
            more["now"] = self.now
        if page == "letter":
            more |= {"is_needed": self.needs_letter, "has_letters": bool(self.letters)}
        form = PAGES[page](data, request=self.request, texts=self.texts, **more)
        if page == "event":
            form.tta_type = self.tta_type  # ty: ignore[missing-attribute]
        return form

    def read(self, page: str) -> PageForm:
        """The page's form, bound to what is there."""
        if page not in self._read:
            self._read[page] = self.form(page, self.typed(page) or {})
        return self._read[page]

    @cached_property
    def tta_type(self) -> TTAType | None:
        form = self.read("need")
        assert isinstance(form, NeedForm)
        return form.chosen_type

    @property
    def needs_letter(self) -> bool:
        return self.tta_type is None or self.tta_type.needs_letter

    @cached_property
    def letters(self) -> list:
        return list(self.request.letters.all())

    def steps(self, current: str) -> list[Step]:
        """Every page with its state, and the last one where one submits."""
        found = [self._step(page, form.heading, current) for page, form in PAGES.items()]
        is_here = current == REVIEW
        state = _("You are here") if is_here else _("Not started")
        return [
            *found,
            Step(page=REVIEW, heading=str(ReviewForm.heading), state=state, is_current=is_here,
                 is_done=False),
        ]  # fmt: skip

    def _step(self, page: str, heading, current: str) -> Step:
        is_done = False
        if page == current:
            state = _("You are here")
        elif self.typed(page) is None:
            state = _("Not started")
        else:
            is_done = self.read(page).is_valid()
            state = _("Done") if is_done else _("Needs another look")
        return Step(
            page=page,
            heading=str(heading),
            state=state,
            is_current=page == current,
            is_done=is_done,
        )

    def first_lacking(self) -> str:
        """The first page that lacks something; the review where none does."""
        return next((page for page in PAGES if not self.read(page).is_valid()), REVIEW)

    def invalid(self) -> list[PageForm]:
        return [form for page in PAGES if not (form := self.read(page)).is_valid()]

    def answers(self) -> Answers:
        """The answers of all pages that are valid."""
        found = Answers()
        for page in PAGES:
            if (form := self.read(page)).is_valid():
                found.add(form.answers)
        return found

    def imagined(self) -> TTARequest:
        """The request as it would be submitted; never saved."""
        made = TTARequest(site=self.request.site, submitted_at=self.request.submitted_at)
        self.answers().set_on(made)
        return made

    def in_words(self) -> dict[str, Lines]:
        """The answers of each valid page, as (question, text)."""
        return answered_in_words(self.imagined(), self.answers())
