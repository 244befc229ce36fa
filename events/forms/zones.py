"""A list of time zones in a form that may hold it sixty times."""

from functools import lru_cache

from django import forms
from django.forms.utils import flatatt
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from events.times import zone_choices


class ZoneSelect(forms.Select):
    """`forms.Select` of `zone_choices`, whose options are written once per language and process.

    Django renders a template for each of some five hundred options: most of the time of a form with sixty rows.
    """

    def render(self, name, value, attrs=None, renderer=None) -> SafeString:
        all_attrs = flatatt({"name": name, **self.build_attrs(self.attrs, attrs)})
        return format_html("<select{}>{}</select>", all_attrs, _options(value or ""))


def _options(selected: str) -> SafeString:
    option = f'<option value="{escape(selected)}"'
    written = _all_options(get_language())
    return mark_safe(written.replace(f"{option}>", f"{option} selected>", 1))


@lru_cache(maxsize=8)
def _all_options(language: str | None) -> str:
    return format_html_join(
        "\n",
        '<optgroup label="{}">{}</optgroup>',
        (
            (group, format_html_join("\n", '<option value="{}">{}</option>', zones))
            for group, zones in zone_choices()
        ),
    )
