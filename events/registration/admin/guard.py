"""Pages that hold registrations stay: whoever wants to delete one is told what to do instead."""

from collections.abc import Iterable

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.registration.enums import ACTIVE
from events.registration.models import Registration


def why_pages_stay(*, pages: Iterable) -> str:
    """What keeps these pages from being deleted with all below them, or ""; one query."""
    pages = list(pages)
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(event__path__startswith=page.path)
    rows = Registration.objects.filter(below).order_by()
    counts = rows.aggregate(
        all=Count("pk"),
        active=Count("pk", filter=Q(state__in=ACTIVE)),
        events=Count("event_id", distinct=True),
    )
    if not counts["all"]:
        return ""
    is_the_event = len(pages) == 1 and rows.filter(event_id=pages[0].pk).exists()
    return (_active_words if counts["active"] else _cancelled_words)(
        counts, len(pages), is_the_event
    )


def _active_words(counts, pages: int, is_the_event: bool) -> str:
    people = ngettext(
        "%(people)d person is registered", "%(people)d people are registered", counts["active"]
    ) % {"people": counts["active"]}
    if is_the_event:
        return _("You can't delete this page: %(people)s. Cancel the event instead.") % {
            "people": people
        }
    return ngettext(
        "You can't delete this page: %(people)s for an event below it. Cancel the event instead.",
        "You can't delete these pages: %(people)s for what is among or below them. Cancel the events instead.",
        pages,
    ) % {"people": people}  # fmt: skip


def _cancelled_words(counts, pages: int, is_the_event: bool) -> str:
    record = ngettext(
        "the record of %(rows)d cancelled registration",
        "the record of %(rows)d cancelled registrations",
        counts["all"],
    ) % {"rows": counts["all"]}
    if is_the_event:
        return _(
            "You can't delete this page: it holds %(record)s and stays. Unpublish it instead."
        ) % {"record": record}
    return ngettext(
        "You can't delete this page: an event below it holds %(record)s and stays. Unpublish it instead.",
        "You can't delete these pages: among or below them is %(record)s, which stays. Unpublish them instead.",
        pages,
    ) % {"record": record}  # fmt: skip
