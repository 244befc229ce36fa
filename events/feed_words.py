"""How a filter reads: `virtual events on Peers at intercept 2 in 2026`, for the names of feeds and lists."""

from django.utils.translation import gettext as _

from events.enums import Delivery


def kind_words(*, delivery: str = "", series: str = "") -> str:
    """What a feed holds: `events`, `virtual events`, or `sessions of “Night calls”` for the title of a series."""
    if series:
        sessions = {
            "": _("sessions of “%(title)s”"),
            Delivery.VIRTUAL: _("virtual sessions of “%(title)s”"),
            Delivery.IN_PERSON: _("in-person sessions of “%(title)s”"),
            Delivery.HYBRID: _("hybrid sessions of “%(title)s”"),
        }
        return sessions[delivery] % {"title": series}
    return {
        "": _("events"),
        Delivery.VIRTUAL: _("virtual events"),
        Delivery.IN_PERSON: _("in-person events"),
        Delivery.HYBRID: _("hybrid events"),
    }[delivery]


def about_words(*, subject: str = "", intercept: str = "", year: str = "") -> str:
    """What follows the kind: ` on Peers at intercept 2 in 2026`, with a space before it, or nothing."""
    words = ""
    if subject:
        words += _(" on %(subject)s") % {"subject": subject}
    if intercept:
        words += _(" at intercept %(number)s") % {"number": intercept}
    if year:
        words += _(" in %(year)s") % {"year": year}
    return words


def subject_words(*parts: object) -> str:
    """`Peers (PSS)`, `Peers and Housing`, or nothing."""
    return _(" and ").join(str(part) for part in parts if part)
