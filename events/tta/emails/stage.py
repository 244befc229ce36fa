"""Mail that tells of a new stage, and mail to the request desk."""

from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from events.outbox.models import OwedMail
from events.tta.emails.messages import Loaded, compose
from events.tta.enums import OPEN_TO_REQUESTER, Stage
from events.tta.words import next_step, stage_sentence


def write_stage(*, mail: OwedMail, loaded: Loaded, now: datetime) -> EmailMultiAlternatives:
    """The stage that was entered, in plain words, with the comment and what comes next."""
    mailed, entry = loaded.own_request_of(mail), loaded.entry_of(mail)
    stage = Stage(entry.to_stage)
    words = {"number": mailed.request.number, "stage": stage.label}
    return compose(
        template="stage",
        subject=_("Request %(number)s: %(stage)s") % words,
        mailed=mailed,
        name=mail.to_name,
        stage=stage.label,
        sentence=stage_sentence(stage),
        next_step=next_step(stage),
        comment=entry.comment,
        is_open=mailed.request.stage in OPEN_TO_REQUESTER,
    )


def write_desk(*, mail: OwedMail, loaded: Loaded, now: datetime) -> EmailMultiAlternatives:
    """What happened to a request, for staff, with the way to the record."""
    mailed, entry = loaded.request_of(mail), loaded.entry_of(mail)
    words = {"number": mailed.request.number, "what": entry.words or entry.get_kind_display()}
    return compose(
        template="desk",
        subject=_("%(number)s: %(what)s") % words,
        mailed=mailed,
        entry=entry,
    )
