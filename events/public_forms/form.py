"""What every public form has: a token, a trap for robots, and an e-mail field as we read it."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from events.public_forms.tokens import FormToken, new_form_token, read_form_token

TRAP = "website"
Shared = TypeVar("Shared", bound=forms.Form)
NUMBERS = ("", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine")


def minimum_age() -> timedelta:
    """TTA_FORM_MINIMUM_SECONDS, 2 unless set: no person fills a form in less."""
    return timedelta(seconds=getattr(settings, "TTA_FORM_MINIMUM_SECONDS", 2))


class _Fields(dict):
    """The fields of a form class, of which a form copies only those that it changes."""

    def __init__(self, fields: dict[str, forms.Field], *, shared: Iterable[str]):
        super().__init__(fields)
        self._shared = {name: fields[name] for name in shared}

    def __deepcopy__(self, memo):
        own = {name: field for name, field in self.items() if name not in self._shared}
        copies = deepcopy(own, memo)
        return {name: self._shared.get(name) or copies[name] for name in self}


def sharing(*names: str) -> Callable[[type[Shared]], type[Shared]]:
    """For a form class whose forms only read these fields, so that they need no copy of them."""

    def decorate(form_class: type[Shared]) -> type[Shared]:
        form_class.base_fields = _Fields(form_class.base_fields, shared=names)
        return form_class

    return decorate


class PublicForm(forms.Form):
    """A form whose errors stand in a summary and at their fields."""

    button: Any = _lazy("Save")

    @property
    def summary(self) -> list[tuple[str, str]]:
        """Every error as (id of its field or nothing, sentence), in the order of the fields."""
        lines = [("", str(error)) for error in self.non_field_errors()]
        for field in self:
            lines += [(field.auto_id, str(error)) for error in field.errors]
        return lines

    @property
    def summary_heading(self) -> str:
        count = len(self.summary) - len(self.non_field_errors())
        if not count:
            return _("Please look at this")
        number = NUMBERS[count] if count < len(NUMBERS) else str(count)
        return ngettext(
            "%(number)s answer needs another look", "%(number)s answers need another look", count
        ) % {"number": number}


class PersonForm(PublicForm):
    """A form that a person, not a robot, sends at `now`.

    What looks like a robot is asked to press the button again, with everything kept: a robot
    rarely does, and no person is lost or told something untrue.
    """

    def __init__(self, *args, now: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now

    @cached_property
    def token(self) -> FormToken | None:
        """The token that came with the form; None where it is missing, forged or too old."""
        found = read_form_token(self.data.get("form_token", ""), now=self.now)
        return found if found and not found.is_expired else None

    @property
    def token_key(self) -> UUID:
        """What a valid form is known by."""
        assert self.token is not None
        return self.token.key

    @property
    def token_to_send(self) -> str:
        """The same token again while it is good, so that a double click stays one."""
        return self.data["form_token"] if self.token else new_form_token(now=self.now)

    def clean(self):
        if sentence := self._press_again():
            self.add_error(None, sentence)
        return self.cleaned_data

    def _press_again(self) -> str:
        button = {"button": self.button}
        if self.token is None:
            return _("This form was open for a long time. Please press %(button)s again.") % button
        # A negative age is a clock that was set back, not a robot: the token is signed.
        if timedelta() <= self.token.age < minimum_age():
            return _("That was very fast. Please press %(button)s again.") % button
        if self.data.get(TRAP):
            return (
                _(
                    "A hidden field was filled in, which programs do. It is empty again now: please press"
                    " %(button)s once more."
                )
                % button
            )
        return ""
