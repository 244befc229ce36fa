"""The kinds of mail of this room, for the outbox."""

from django.utils.translation import gettext_lazy as _

from events.outbox.kinds import PRIORITY_NOW, PRIORITY_SOON, MailKind
from events.tta.emails.assigned import write_assigned, write_provider
from events.tta.emails.draft import write_draft
from events.tta.emails.late import load_late, write_late
from events.tta.emails.links import write_links
from events.tta.emails.message import write_message_mail
from events.tta.emails.messages import load
from events.tta.emails.received import write_received
from events.tta.emails.report import write_answer, write_told
from events.tta.emails.stage import write_desk, write_stage


def _kind(name, label, write, *, priority=PRIORITY_NOW, load=load) -> MailKind:
    return MailKind(name=f"tta.{name}", label=label, priority=priority, load=load, write=write)


MAIL_KINDS = [
    _kind("draft", _("Link to a draft of a TTA request"), write_draft),
    _kind("received", _("Receipt of a TTA request"), write_received),
    _kind("links", _("Links of TTA requests"), write_links),
    _kind("stage", _("Stage of a TTA request"), write_stage),
    _kind("desk", _("To the request desk"), write_desk, priority=PRIORITY_SOON),
    _kind("assigned", _("To a provider that a TTA request is theirs"), write_assigned),
    _kind("provider", _("Another provider of a TTA request"), write_provider),
    _kind("message", _("Message to who requested TTA"), write_message_mail),
    _kind("answer", _("Answer to a report about a TTA request"), write_answer),
    _kind("told", _("To provider or owner of a TTA request"), write_told),
    _kind(
        "late",
        _("Late milestone of a TTA request"),
        write_late,
        priority=PRIORITY_SOON,
        load=load_late,
    ),
]
