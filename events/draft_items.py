"""The drafts of events as calendar items: pages that were never published, or are no longer."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import SimpleNamespace

from django.core.exceptions import ValidationError
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from modelcluster.models import model_from_serializable_data

from events.calendar_items import place_line
from events.enums import Delivery
from events.ical.item import CalendarItem, ItemStatus
from events.models import EventPage, Session

# Of a draft that has no revision nobody knows when it was written, and it must not be now.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
# What a calendar is told of a draft. The address to join is not among it, whoever may see it later.
TEXTS = ("title", "summary", "delivery", "place_name", "place_address", "place_city")


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The latest text of one unpublished event, and when it was saved; `sessions` are in memory only."""

    page_id: int
    texts: SimpleNamespace
    saved_at: datetime
    sessions: list[Session] = field(default_factory=list)


def draft_facts() -> list[tuple]:
    """Which drafts there are, and which revision of each is the latest; one query.

    With the moment of saving, since autosave writes into the same revision.
    """
    drafts = EventPage.objects.filter(live=False).order_by("pk")
    return list(drafts.values_list("pk", "latest_revision_id", "latest_revision_created_at"))


def draft_items(*, root: str, since: datetime) -> list[CalendarItem]:
    """The dated sessions of every draft that end at `since` or later, in the order of time; two queries."""
    items = [item for draft in _drafts() for item in _items(draft=draft, root=root)]
    return sorted(
        (item for item in items if item.ends_at >= since), key=lambda item: (item.ends_at, item.uid)
    )


def _drafts() -> Iterator[Draft]:
    """As their latest revisions have them; a page without a revision as its own row does."""
    rows = list(
        EventPage.objects.filter(live=False)
        .order_by("pk")
        .values(
            "pk",
            *TEXTS,
            saved_at=F("latest_revision_created_at"),
            content=F("latest_revision__content"),
        )
    )
    own = _own_sessions(row["pk"] for row in rows if row["content"] is None)
    for row in rows:
        content = row["content"]
        texts = row if content is None else row | {n: content[n] for n in TEXTS if n in content}
        yield Draft(
            page_id=row["pk"],
            texts=SimpleNamespace(**{name: texts[name] for name in TEXTS}),
            saved_at=row["saved_at"] or BEGINNING,
            sessions=own.get(row["pk"], []) if content is None else _read_sessions(content),
        )


def _own_sessions(page_ids: Iterable[int]) -> dict[int, list[Session]]:
    found: dict[int, list[Session]] = {}
    for session in Session.objects.filter(page_id__in=list(page_ids)).order_by("pk"):
        found.setdefault(session.page_id, []).append(session)
    return found


def _read_sessions(content: dict) -> list[Session]:
    """The sessions of a revision, without those that are no sessions any more."""
    found = []
    for row in content.get("sessions", []):
        try:
            session = model_from_serializable_data(Session, row, check_fks=False)
        except (ValidationError, ValueError, KeyError, TypeError):
            continue
        if session is not None:
            session.derive_instants()
            found.append(session)
    return found


def _items(*, draft: Draft, root: str) -> Iterator[CalendarItem]:
    """UIDs begin with `draft-`, as no record's does, and stay while the page and the session do."""
    url = f"{root}{reverse('wagtailadmin_pages:edit', args=[draft.page_id])}" if root else ""
    edit = _("Edit: %(address)s") % {"address": url} if url else ""
    for number, session in enumerate(draft.sessions):
        if not session.is_dated:
            continue
        yield CalendarItem(
            uid=f"draft-{draft.page_id}-{session.key or number}",
            sequence=0,
            status=ItemStatus.CONFIRMED,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            summary=_("DRAFT: %(title)s") % {"title": draft.texts.title},
            description="\n\n".join(part for part in (draft.texts.summary, edit) if part),
            location=_place(draft.texts),
            url=url,
            created_at=draft.saved_at,
            changed_at=draft.saved_at,
        )


def _place(texts: SimpleNamespace) -> str:
    return place_line(texts) if texts.delivery in Delivery.values else ""
