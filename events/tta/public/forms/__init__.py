"""The pages of the form, in their order."""

from events.tta.public.forms.event import EventForm
from events.tta.public.forms.letter import LetterForm
from events.tta.public.forms.need import NeedForm
from events.tta.public.forms.page import PageForm, Typed, raw_texts
from events.tta.public.forms.review import LinksForm, ReviewForm
from events.tta.public.forms.you import FirstForm, YouForm, usable_contact

PAGES: dict[str, type[PageForm]] = {
    form.page: form for form in (YouForm, NeedForm, EventForm, LetterForm)
}
REVIEW = "review"

__all__ = [
    "PAGES",
    "REVIEW",
    "EventForm",
    "FirstForm",
    "LetterForm",
    "LinksForm",
    "NeedForm",
    "PageForm",
    "ReviewForm",
    "Typed",
    "YouForm",
    "raw_texts",
    "usable_contact",
]
