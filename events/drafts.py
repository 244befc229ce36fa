"""The draft of an event for whoever writes into it beside the editor's form."""

from collections.abc import Generator
from contextlib import contextmanager

from django.db import transaction
from django.utils.translation import gettext as _

from events.models import EventPage, Session


class DraftChanged(ValueError):
    """Somebody saved the draft since it was looked at; the message says that nothing was written."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This event's draft was changed in the meantime, so nothing was saved."
                " Here is what comes of the new draft: look at it again."
            )
        )


class SessionGone(ValueError):
    """The session is not in the draft, or has no time there; the message says so."""

    def __init__(self) -> None:
        super().__init__(_("This session is not in the draft any more, or has no date. Choose another."))  # fmt: skip


def draft_of(event: EventPage) -> EventPage:
    """The latest draft, with the instants of its sessions; it writes nothing."""
    draft = event.get_latest_revision_as_object()
    draft.derive_instants()
    return draft


def session_of(draft: EventPage, key) -> Session:
    """The dated session of that key. Raises SessionGone."""
    for session in draft.dated_sessions:
        if str(session.key) == str(key):
            return session
    raise SessionGone


def version_of(event: EventPage) -> str:
    """Another text after each save of the draft, also after one that overwrites its revision as autosave does."""
    at = event.latest_revision_created_at
    return f"{event.latest_revision_id}@{at.isoformat()}" if at else "none"


@contextmanager
def locked_draft(*, event: EventPage, version: str) -> Generator[EventPage]:
    """The latest draft in a transaction, its page locked. Raises DraftChanged where `version` is not its own."""
    with transaction.atomic():
        rows = EventPage.objects.select_for_update(of=("self",), no_key=True)
        page = rows.get(pk=event.pk).specific
        if version_of(page) != version:
            raise DraftChanged
        yield draft_of(page)
