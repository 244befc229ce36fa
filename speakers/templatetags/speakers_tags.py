"""Filters about people's names. None of them runs a query."""

import re

from django import template
from django.template.defaultfilters import stringfilter

register = template.Library()


@register.filter
@stringfilter
def initials(name: str) -> str:
    """One or two capitals for a person, without forms of address.

    "Capt. Ana Lucía Prado" gives "AP", "Prince" gives "P".
    """
    words = [word for word in re.split(r"\s+", name.partition(",")[0]) if word[:1].isalpha()]
    words = [word for word in words if not word.endswith(".") or len(word) == 2] or words
    return "".join(word[0] for word in dict.fromkeys((*words[:1], *words[-1:]))).upper()
