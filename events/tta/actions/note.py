"""Write an internal note: for staff alone."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events.tta.actions.record import Doer, lock, remember, write
from events.tta.enums import EntryKind
from events.tta.models import Note, TTARequest

DOUBLE_CLICK = timedelta(minutes=1)


@transaction.atomic
def add_note(*, request: TTARequest, text: str, doer: Doer, now: datetime) -> Note:
    """One more note. It stands beside what others change meanwhile, so it asks for no version.

    The same words once more within a minute (a double click) are one note.
    """
    request = lock(request.pk)
    last = request.notes.order_by("pk").last()
    if last and (last.by, last.text) == (doer.user, text) and now - last.at < DOUBLE_CLICK:
        return last
    note = Note.objects.create(request=request, at=now, by=doer.user, by_name=doer.name, text=text)
    remember(request, kind=EntryKind.NOTE, doer=doer, now=now, words=_("Internal note"))
    write(request, now=now)
    return note
