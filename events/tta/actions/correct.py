"""Correct what a requester wrote, and fill in what staff know of a request."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from events.public_forms.addresses import address_key
from events.tta.actions.record import Doer, lock, remember, write
from events.tta.dates import date_of, follow_date_change
from events.tta.emails.owed import owe_requester
from events.tta.enums import ONCE_APPROVED, EntryKind
from events.tta.letters import refresh_letter_state
from events.tta.models import TTARequest
from events.tta.models.request import mint_nonce
from events.tta.public.forms import PAGES
from events.tta.public.forms.event import DAY_PARTS

ASKED = (
    "contact_name", "contact_role", "contact_email", "contact_phone", "agency_name",
    "agency_place", "agency_type", "agency_scope", "title", "short_name", "narrative", "tta_type",
    "program_area", "sub_topics", "supports_practice", "practice_name", "is_emerging",
    "emerging_need", "has_event", "event_date", "event_start_time", "event_end_time", "event_zone",
    "delivery", "place_name", "expected_people", "audiences", "audience_other", "gender", "age",
    "race", "ethnicity", "other_demographic", "location", "intercepts",
)  # fmt: skip
OF_STAFF = (
    "source", "category", "cost_band", "grant_manager", "public_description", "is_in_catalog",
)  # fmt: skip
MANY = ("sub_topics", "audiences")
WHEN = ("event_date", "event_start_time", "event_end_time", "event_zone")


class NotListed(ValueError):
    """The requester doesn't want the request in the public catalog."""

    def __init__(self) -> None:
        super().__init__(
            _("The requester said no to the public catalog. Ask them before you list it.")
        )


@transaction.atomic
def correct(
    *,
    request: TTARequest,
    values: dict[str, Any],
    doer: Doer,
    now: datetime,
    seen: int | None = None,
) -> tuple[TTARequest, list[str]]:
    """Write these `values` of ASKED and OF_STAFF; the rest stays. Old and new are kept in the history.

    With another date, all that follows it follows; the second part of the answer says what is left to do
    by hand. The requester reads in the history what of theirs was corrected, never what staff know.
    Another e-mail address gets the link, and links that the old one got are dead. Raises NotListed and
    ChangedMeanwhile.
    """
    if unknown := set(values) - {*ASKED, *OF_STAFF}:
        raise TypeError(f"Nobody corrects {', '.join(sorted(unknown))}.")
    request = lock(request.pk, seen=seen)
    if values.get("is_in_catalog") and not request.is_in_catalog and not request.may_be_listed:
        raise NotListed
    old_date = date_of(request)
    facts = {name: found for name in values if (found := _set(request, name, values[name]))}
    if not facts:
        return request, []
    is_moved = address_key(request.contact_email) != request.email_key
    if is_moved:
        request.email_key, request.nonce = address_key(request.contact_email), mint_nonce()
    refresh_letter_state(request)
    _remember(request, facts, doer=doer, now=now)
    columns = [name for name in facts if name not in MANY]
    _carry_over(request, facts)
    write(request, *columns, "email_key", "nonce", "letter_state", "typed", now=now)
    if is_moved:
        owe_requester(kind="tta.links", request=request, key=f"moved:{request.version}", now=now)
    return request, _follow(request, old_date, facts, doer=doer, now=now)


def _set(request: TTARequest, name: str, value) -> list[str]:
    """Set one field; the old and the new value in words, or nothing where they are the same."""
    if name in MANY:
        manager, new = getattr(request, name), list(value)
        old = list(manager.all())
        if set(old) == set(new):
            return []
        manager.set(new)
        return ["; ".join(map(str, rows)) for rows in (old, new)]
    old = getattr(request, name)
    if old == value:
        return []
    before = _in_words(request, name)
    setattr(request, name, value)
    return [before, _in_words(request, name)]


def _carry_over(request: TTARequest, facts: dict) -> None:
    """Into what the requester typed since the request was returned, so that submitting it doesn't undo this."""
    names = {*facts, *(DAY_PARTS if "event_date" in facts else ())}
    for page, typed in request.typed.items():
        if page in PAGES:
            now = PAGES[page].typed_before(request)
            typed |= {name: now[name] for name in names & set(now)}
            for name in names - set(now):
                typed.pop(name, None)


def _in_words(request: TTARequest, name: str) -> str:
    value = getattr(request, name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "delivery":
        return str(request.get_delivery_display())
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _remember(request: TTARequest, facts: dict, *, doer: Doer, now: datetime) -> None:
    for fields, words, is_public in (
        (ASKED, _("Corrected by our staff"), True),
        (OF_STAFF, _("Changed"), False),
    ):
        found = {name: facts[name] for name in fields if name in facts}
        if found:
            labels = ", ".join(str(_label(name)) for name in found)
            remember(
                request,
                kind=EntryKind.CHANGE,
                doer=doer,
                now=now,
                words=f"{words}: {labels}"[:500],
                facts=found,
                is_public=is_public,
            )


def _label(name: str):
    return getattr(TTARequest._meta.get_field(name), "verbose_name", name)


def _follow(request: TTARequest, old_date, facts, *, doer: Doer, now: datetime) -> list[str]:
    """An event that was left when its request was cancelled goes on without it."""
    new_date = date_of(request)
    if not set(facts) & set(WHEN) or new_date is None or request.stage not in ONCE_APPROVED:
        return []
    return follow_date_change(request=request, old=old_date, new=new_date, user=doer.user, now=now)
