"""Filters that only put values into another shape for print. None of them runs a query."""

import json
import re
from collections.abc import Sequence

from django import template
from django.forms import BoundField
from django.template.defaultfilters import stringfilter
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from events.detail import SessionLine

register = template.Library()

_EXTENSION = re.compile(r"[\s,;]*(?:ext\.?|extension|x)\s*(\d+)\s*$", re.IGNORECASE)
_NOT_IN_A_SCRIPT = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


@register.filter
@stringfilter
def tel_href(phone: str) -> str:
    """The address of a `tel:` link (RFC 3966), or nothing for what can't be dialed.

    "(555) 555-0142 ext. 7" gives "tel:+15555550142;ext=7", "988" gives "tel:988". Capital
    letters are read as on a keypad.
    """
    extension = _EXTENSION.search(phone)
    main = (phone[: extension.start()] if extension else phone).strip().translate(_KEYPAD)
    if re.search(r"[^\d\s().+\-–/]", main):
        return ""
    digits = re.sub(r"\D", "", main)
    if not digits:
        return ""
    if main.startswith("+"):
        digits = f"+{digits}"
    elif len(digits) == 10:
        digits = f"+1{digits}"
    elif len(digits) == 11 and digits.startswith("1"):
        digits = f"+{digits}"
    return f"tel:{digits};ext={extension[1]}" if extension else f"tel:{digits}"


@register.filter
def current_session(sessions: Sequence[SessionLine]) -> SessionLine | None:
    """The session a visitor asks about: the first not over, else the first; None without any."""
    return next((s for s in sessions if not s.is_over), sessions[0] if sessions else None)


@register.filter
def json_ld(data: Sequence[dict]) -> SafeString:
    """Each as a script of linked data (JSON-LD 1.1, section 7), with nothing in it that could end the script."""
    return format_html_join(
        "\n",
        '<script type="application/ld+json">{}</script>',
        (
            (mark_safe(json.dumps(one, ensure_ascii=False).translate(_NOT_IN_A_SCRIPT)),)
            for one in data
        ),
    )


@register.filter
def options(field: BoundField) -> SafeString:
    """The choices of a select as HTML, the chosen one selected. One call, where a template loop pays for each."""
    chosen = str(field.value() or "")
    choices = getattr(field.field, "choices", ())
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            (value, mark_safe(" selected") if value == chosen else "", text)
            for value, text in choices
        ),
    )
