"""Days and times as Americans write them: text that stays as it was typed, and a server that reads it.

Wagtail's picker turns `2:00 PM` into 02:00 and `12/1/2026` into today; the browser's own date
input, in which a slash counts for nothing, turns it into December 12 of the year 26.
"""

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import formfield_for_dbfield

_DAY_FORMATS = (
    *("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y"),
    *("%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%b %d %Y"),
)
_SEPT = re.compile(r"\bsept\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?P<hour>\d\d):(?P<minute>\d\d)(?::\d\d(?:\.\d+)?)?", re.ASCII)
_HALF_DAY_CLOCK = re.compile(
    r"(?P<hour>\d{1,2})(?::(?P<minute>\d\d))?\s*(?P<half>[ap])\.?\s?m\.?",
    re.ASCII | re.IGNORECASE,
)
_NAMED = {"noon": dt.time(12), "midnight": dt.time(0)}
_SHOWN = 40


def read_day(text: str) -> dt.date:
    """The day that is meant by 2026-12-01, 12/1/2026 or December 1, 2026. Raises ValueError.

    Of two numbers before the year, the first is the month.
    """
    tidy = _SEPT.sub("Sep", " ".join(text.replace(".", " ").split()))
    for day_format in _DAY_FORMATS:
        try:
            return dt.datetime.strptime(tidy, day_format).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise ValueError(text)


def read_clock(text: str) -> dt.time:
    """The time that is meant by 14:00, 2:00 PM, 2 pm, 2:00 p.m. or noon, to the minute. Raises ValueError.

    An hour of one digit needs its half of the day: whoever writes 2:00 rarely means the night.
    """
    tidy = " ".join(text.split())
    if named := _NAMED.get(tidy.lower()):
        return named
    if found := _CLOCK.fullmatch(tidy):
        return dt.time(int(found["hour"]), int(found["minute"]))
    found = _HALF_DAY_CLOCK.fullmatch(tidy)
    if found is None or not 1 <= int(found["hour"]) <= 12:
        raise ValueError(text)
    afternoon = 12 if found["half"] in "pP" else 0
    return dt.time(int(found["hour"]) % 12 + afternoon, int(found["minute"] or 0))


def write_day(day: dt.date) -> str:
    """`12/1/2026`."""
    return f"{day.month}/{day.day}/{day.year:04}"


def write_clock(clock: dt.time) -> str:
    """`2:00 PM`."""
    return f"{clock.hour % 12 or 12}:{clock.minute:02} {'PM' if clock.hour >= 12 else 'AM'}"


# Rows that a script adds need nothing but the markup. The second input has no name: it is never sent.
_WITH_CALENDAR = (
    '<span style="display: flex; gap: .5rem; position: relative">{field}'
    '<button type="button" class="button button-secondary" aria-label="{label}" title="{label}"'
    ' style="display: flex; flex: none; align-items: center; inline-size: 2.75rem;'
    ' block-size: auto; min-block-size: 2.75rem; padding: 0" onclick="{show}">'
    '<svg class="icon icon-date" aria-hidden="true"'
    ' style="margin: auto; inline-size: 1.25rem; block-size: 1.25rem">'
    '<use href="#icon-date"></use></svg></button>'
    '<input type="date" tabindex="-1" aria-hidden="true" onchange="{take}"'
    ' style="position: absolute; inset: auto auto 0 0; inline-size: 1px; block-size: 1px;'
    ' min-block-size: 0; padding: 0; border: 0; opacity: 0; pointer-events: none"></span>'
)
_SHOW = "this.nextElementSibling.showPicker()"
_TAKE = """\
const [year, month, day] = this.value.split('-').map(Number);
const field = this.parentElement.querySelector('input');
if (day) {
  field.value = `${month}/${day}/${year}`;
  for (const name of ['input', 'change']) field.dispatchEvent(new Event(name, {bubbles: true}));
  field.focus();
}"""


class _MomentInput(forms.TextInput):
    """A text input that shows a value in the American way, and typed text as it was typed."""

    write: Callable[[Any], str]

    def __init__(self, attrs=None):
        super().__init__(attrs={"autocomplete": "off", **(attrs or {})})

    def format_value(self, value):
        if isinstance(value, str) or value is None:
            return value or None
        return self.write(value)


class ClockInput(_MomentInput, forms.TimeInput):
    """Where a time of day is typed: `2:00 PM`."""

    write = staticmethod(write_clock)


class DayInput(_MomentInput, forms.DateInput):
    """Where a day is typed, `12/1/2026`, with a button that opens the browser's calendar."""

    write = staticmethod(write_day)

    def __init__(self, attrs=None):
        super().__init__(attrs={"style": "min-inline-size: 0", **(attrs or {})})

    def render(self, name, value, attrs=None, renderer=None):
        field = super().render(name, value, attrs, renderer)
        return format_html(
            _WITH_CALENDAR,
            field=field,
            label=_now("Choose a day in a calendar"),
            show=_SHOW,
            take=_TAKE,
        )


class DayField(forms.DateField):
    """A day, written in any way that `read_day` knows."""

    widget = DayInput
    default_error_messages = {
        "invalid": _(
            "“%(value)s” can't be read as a date. Write it like 12/1/2026 or December 1, 2026."
        )
    }

    def to_python(self, value):
        return _read(self, value, read_day) if isinstance(value, str) else super().to_python(value)


class ClockField(forms.TimeField):
    """A time of day, written in any way that `read_clock` knows."""

    widget = ClockInput
    default_error_messages = {
        "invalid": _("“%(value)s” can't be read as a time. Write it like 2:00 PM or 14:00.")
    }

    def to_python(self, value):
        return (
            _read(self, value, read_clock) if isinstance(value, str) else super().to_python(value)
        )


def _read(field: forms.Field, value: str, read):
    if not value.strip():
        return None
    try:
        return read(value)
    except ValueError:
        shown = f"{value[:_SHOWN]}…" if len(value) > _SHOWN else value
        raise ValidationError(
            field.error_messages["invalid"], code="invalid", params={"value": shown}
        ) from None


def moment_formfield(db_field, **kwargs):
    """A form's field for a model's, as Wagtail would make it, but for days and times; for `Meta.formfield_callback`."""
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        return db_field.formfield(form_class=DayField, **kwargs)
    if isinstance(db_field, models.TimeField):
        return db_field.formfield(form_class=ClockField, **kwargs)
    return formfield_for_dbfield(db_field, **kwargs)
