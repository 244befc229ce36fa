"""A model field for any number of the six intercepts, in one small number."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Lookup
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from resources.enums import Intercept


class InterceptsField(models.PositiveSmallIntegerField):
    """Intercepts as a tuple in ascending order; in the database the sum of 2 to the power of each.

    `filter(intercepts__includes=1)` finds the rows that have intercept 1.
    """

    description = "Intercepts of the Sequential Intercept Model"

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("default", 0)
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value, expression, connection) -> tuple[int, ...] | None:
        return None if value is None else _intercepts(value)

    def to_python(self, value: Any) -> tuple[int, ...] | None:
        if value is None:
            return None
        try:
            if isinstance(value, str) and not value.isdecimal():
                value = [part for part in value.strip("[]() ").split(",") if part.strip()]
            if isinstance(value, str | int):
                found = _intercepts(int(value)) if 0 <= int(value) < 1 << len(Intercept) else None
            else:
                found = tuple(sorted({Intercept(int(number)).value for number in value}))
        except (TypeError, ValueError):
            found = None
        if found is None:
            raise ValidationError(_("Choose intercepts from 0 to 5."))
        return found

    def get_default(self):
        return self.to_python(super().get_default())

    def get_prep_value(self, value):
        return None if value is None else _number(self.to_python(value) or ())

    def value_to_string(self, obj) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))

    def formfield(self, **kwargs):
        return forms.TypedMultipleChoiceField(
            choices=[(item.value, item.title) for item in Intercept],
            coerce=int,
            empty_value=(),  # ty: ignore[invalid-argument-type]
            required=False,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )

    def validate(self, value, model_instance):
        """`to_python` did."""

    def run_validators(self, value):
        """Those of numbers say nothing about a tuple."""


@InterceptsField.register_lookup
class Includes(Lookup):
    """One intercept is among those of the row."""

    lookup_name = "includes"

    def get_prep_lookup(self):
        return 1 << Intercept(int(self.rhs)).value

    def as_sql(self, compiler, connection):
        column, column_params = self.process_lhs(compiler, connection)
        return f"({column} & %s) <> 0", (*column_params, self.rhs)


def _intercepts(number: int) -> tuple[int, ...]:
    return tuple(item.value for item in Intercept if number & (1 << item.value))


def _number(intercepts: Iterable[int]) -> int:
    return sum(1 << item for item in intercepts)
