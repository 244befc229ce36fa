"""What an event page takes over from the record of a request: each fact once, nothing that is not public.

The narrative, the agency, its people, the audience's demographics and everything that staff write for themselves
stay in the record. The public description is shared out between summary and description, so that the page says
it once.
"""

import datetime as dt
import re
from html import escape

from django.utils.text import Truncator, slugify
from wagtail.models import Page

from events.enums import Delivery
from events.models import EventIndexPage, EventPage, Session, WebinarPage
from events.tta.models import TTARequest

WEBINAR = "webinar"
LONGEST_SUMMARY = 300
LONGEST_AUDIENCE = 500
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’)\]]*\s+")


def event_draft(*, request: TTARequest, parent: EventIndexPage, user=None) -> EventPage:
    """An unsaved draft below `parent`, a webinar where that was asked for and is online, else an event."""
    model, delivery = kind_of(request)
    summary, description = shared_out(request.public_description)
    title = request.title or request.short_name or request.number
    page = model(
        title=title,
        draft_title=title,
        slug=free_slug(title=title, number=request.number, parent=parent),
        summary=summary,
        description=description,
        delivery=delivery,
        place_name=request.place_name if delivery.has_place else "",
        audience=audience_of(request),
        presented_by=request.provider.organization.name if request.provider else "",
        capacity=request.expected_people or None,
        intercepts=request.intercepts,
        live=False,
        owner=user,
    )
    page.sessions = sessions_of(request)
    return page


def audience_of(request: TTARequest) -> str:
    """The audiences that were ticked and the one that was typed, as a list in a sentence; "" targets nobody."""
    names = [*request.audiences.values_list("name", flat=True), request.audience_other.strip()]
    return Truncator(", ".join(filter(None, names))).chars(LONGEST_AUDIENCE)


def kind_of(request: TTARequest) -> tuple[type[EventPage], Delivery]:
    """The page's class and delivery; where nothing was said, a webinar is online and all else in a room."""
    is_webinar = request.tta_type is not None and request.tta_type.key == WEBINAR
    unsaid = Delivery.VIRTUAL if is_webinar else Delivery.IN_PERSON
    delivery = Delivery(request.delivery or unsaid)
    if is_webinar and delivery.is_online:
        return WebinarPage, delivery
    return EventPage, delivery


def sessions_of(request: TTARequest) -> list[Session]:
    """The session that was asked for, without a date none; one that ends at an earlier hour ends on the next day."""
    if not request.event_date:
        return []
    start, end = request.event_start_time, request.event_end_time
    is_overnight = start is not None and end is not None and end <= start
    return [
        Session(
            date=request.event_date,
            start_time=start,
            end_time=end,
            end_date=request.event_date + dt.timedelta(days=1) if is_overnight else None,
            zone=request.event_zone,
        )
    ]


def shared_out(text: str) -> tuple[str, str]:
    """Plain text as the summary and the description (HTML) of a page: together they are the whole text, once.

    The summary gets the whole sentences that the first paragraph begins with, as far as there is room. With none
    that fits it stays empty, and the editor is asked for it at publishing.
    """
    paragraphs = [
        " ".join(part.split()) for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    ]
    paragraphs = [part for part in paragraphs if part]
    if not paragraphs:
        return "", ""
    summary, rest = _beginning(paragraphs[0])
    return summary, "".join(
        f"<p>{escape(part, quote=False)}</p>" for part in [rest, *paragraphs[1:]] if part
    )


def _beginning(paragraph: str) -> tuple[str, str]:
    if len(paragraph) <= LONGEST_SUMMARY:
        return paragraph, ""
    ends = [
        found for found in _SENTENCE_END.finditer(paragraph) if found.start() <= LONGEST_SUMMARY
    ]
    ends = [found for found in ends if len(paragraph[: found.end()].rstrip()) <= LONGEST_SUMMARY]
    if not ends:
        return "", paragraph
    return paragraph[: ends[-1].end()].rstrip(), paragraph[ends[-1].end() :]


def free_slug(*, title: str, number: str, parent: EventIndexPage) -> str:
    """A slug of the title that no page below `parent` has; a title without letters is told by the record number."""
    base = slugify(title, allow_unicode=True)[:200] or f"tta-{number}"
    slug, count = base, 1
    while not Page._slug_is_available(slug, parent):
        count += 1
        slug = f"{base}-{count}"
    return slug
