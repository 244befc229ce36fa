"""Add a letter of support to a request; the file was checked by `events.tta.uploads` before."""

from datetime import datetime
from uuid import uuid4

from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from events.tta.actions.record import SYSTEM, Doer, lock, remember, write
from events.tta.emails.owed import owe_desk
from events.tta.enums import ENDED, EntryKind, LetterState, Stage
from events.tta.letters import POINTS, refresh_letter_state
from events.tta.models import LetterFile, TTARequest
from events.tta.uploads import CheckedUpload

MOST_LETTERS = 20


class NoMoreLetters(ValueError):
    """The request takes no letter: it needs none, has ended, or has MOST_LETTERS of them."""


@transaction.atomic
def upload_letter(
    *, request: TTARequest, file: File, checked: CheckedUpload, doer: Doer, now: datetime
) -> LetterFile:
    """Keep one more letter beside the others; names may repeat. The desk is told of it after submission, and the
    check of the letter is open again.

    The same bytes under the same name again (a double click) are one letter. Raises NoMoreLetters.
    """
    request = lock(request.pk)
    known = request.letters.filter(digest=checked.digest, name=checked.name).first()
    if known:
        return known
    _refuse_needless(request)
    letter = LetterFile(
        request=request,
        key=uuid4(),
        name=checked.name,
        content_type=checked.content_type,
        size=checked.size,
        digest=checked.digest,
        scan_words=checked.scan_words,
        uploaded_at=now,
        uploaded_by=doer.actor,
    )
    file.seek(0)
    letter.file.save(checked.name, file, save=False)
    stored = str(letter.file.name)
    try:
        with transaction.atomic():
            letter.save(force_insert=True)
    except BaseException:
        letter.file.storage.delete(stored)
        raise
    found = _open_check(request, now=now)
    refresh_letter_state(request)
    entry = remember(
        request,
        kind=EntryKind.LETTER,
        doer=doer,
        now=now,
        words=_("Letter of support uploaded: %(name)s") % {"name": checked.name},
        is_public=True,
    )
    if request.stage != Stage.DRAFT:
        owe_desk(request=request, entry=entry, now=now)
    write(request, "letter_state", *found, now=now)
    return letter


def _open_check(request: TTARequest, *, now: datetime) -> list[str]:
    """Take back what was found in the other letters, since this one may say something else; the changed fields."""
    found = [name for name in POINTS if getattr(request, name)]
    if found:
        for name in found:
            setattr(request, name, False)
        remember(
            request,
            kind=EntryKind.LETTER,
            doer=SYSTEM,
            now=now,
            words=_("Another letter came: the check of the letter is open again"),
            facts={name: [_("yes"), _("no")] for name in found},
        )
    return found


def takes_letter(request: TTARequest) -> bool:
    """Whether a letter may be added to the request as it stands."""
    return request.stage not in ENDED and request.letter_state != LetterState.NOT_NEEDED


def _refuse_needless(request: TTARequest) -> None:
    if request.stage in ENDED:
        raise NoMoreLetters(
            _("This request is “%(stage)s” and takes no letter any more.")
            % {"stage": request.get_stage_display()}
        )
    if request.letters.count() >= MOST_LETTERS:
        raise NoMoreLetters(
            _("There are %(number)s letters already. Write us a message if one is wrong.")
            % {"number": MOST_LETTERS}
        )
