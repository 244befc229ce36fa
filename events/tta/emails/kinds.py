"""The kinds of mail of this room, for the outbox."""

from django.utils.translation import gettext_lazy as _

from events.outbox.kinds import PRIORITY_NOW, PRIORITY_SOON, MailKind
from events.tta.emails.messages import load
from events.tta.emails.stage import write_desk, write_stage


def _kind(name, label, write, *, priority=PRIORITY_NOW) -> MailKind:
    return MailKind(name=f"tta.{name}", label=label, priority=priority, load=load, write=write)


MAIL_KINDS = [
    _kind("stage", _("Stage of a TTA request"), write_stage),
    _kind("desk", _("To the request desk"), write_desk, priority=PRIORITY_SOON),
]
