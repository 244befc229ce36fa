"""What happened to one registration, from joining to the last message, in the order of time."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.admin.utils import label_for_field
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from events.outbox.models import OwedMail
from events.registration.admin.rows import mail_label
from events.registration.enums import Act, RegistrationState
from events.registration.models import Registration, RegistrationChange, SecondTry
from events.times import format_moment

FIRST, CHANGE, MAIL = range(3)
# What a mail told us of: nobody's deed here.
BY_MAIL = (Act.DECLINED, Act.BOUNCED)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One line of the history; `details` are sentences below it, `mail` is the message that it tells of.

    `rank` says what goes first of what happened in one moment: joining, an act, the mail that it owed.
    """

    at: datetime
    text: str
    details: list[str] = field(default_factory=list)
    rank: int = CHANGE
    mail: OwedMail | None = None


def history_of(registration: Registration) -> list[Entry]:
    """Every entry, oldest first; 3 queries beside the registration's own."""
    changes = list(
        RegistrationChange.objects.filter(registration=registration).select_related("by")
    )
    mails = OwedMail.objects.filter(holder=registration.holder).exclude(holder="").order_by("pk")
    entries = [_joined(registration, changes)]
    entries += [
        _tried_again(answer)
        for answer in SecondTry.objects.filter(registration=registration).order_by("pk")
    ]
    entries += [_changed(change) for change in changes if change.act != Act.ADDED]
    if registration.promoted_at and not any(change.act == Act.PROMOTED for change in changes):
        text = _("Moved up from the waitlist by themselves: a place was free")
        entries.append(Entry(at=registration.promoted_at, text=text))
    entries += [_mailed(mail, registration.event.zone) for mail in mails]
    return sorted(entries, key=lambda entry: (entry.at, entry.rank))


def _joined(registration: Registration, changes: list[RegistrationChange]) -> Entry:
    added = next((change for change in changes if change.act == Act.ADDED), None)
    is_confirmed = registration.told == RegistrationState.CONFIRMED
    result = _("got a place") if is_confirmed else _("joined the waitlist")
    if added is None:
        return Entry(at=registration.created_at, text=_("Registered and %s") % result, rank=FIRST)
    text = _("Added by hand by %(who)s and %(result)s") % {"who": _name(added.by), "result": result}
    return Entry(at=registration.created_at, text=text, rank=FIRST)


def _tried_again(answer) -> Entry:
    name = answer.entered.get("name", "")
    details = [_("As %(name)s. Nothing changed; the address was told by mail.") % {"name": name}]
    text = _("Somebody registered with this address again")
    return Entry(at=answer.created_at, text=text, details=details)


def _changed(change: RegistrationChange) -> Entry:
    if change.act in BY_MAIL:
        words = [str(new) for _old, new in change.changes.values()]
        return Entry(at=change.made_at, text=change.get_act_display(), details=words)
    who = _name(change.by) if change.by else _("the registrant")
    text = _("%(act)s by %(who)s") % {"act": change.get_act_display(), "who": who}
    details = [
        _("%(field)s: %(old)s → %(new)s")
        % {"field": _label(name), "old": _value(old), "new": _value(new)}
        for name, (old, new) in change.changes.items()
    ]
    return Entry(at=change.made_at, text=text, details=details)


def _mailed(mail: OwedMail, zone: str) -> Entry:
    details = [_("To %(address)s") % {"address": mail.to_address}]
    if mail.sent_at:
        moment = format_moment(at=mail.sent_at, zone=zone)
        details.append(_("Sent on %(moment)s") % {"moment": moment})
    elif mail.attempts:
        details.append(_("Tried %(tries)d times") % {"tries": mail.attempts})
    if mail.error:
        details.append(mail.error)
    text = _("Mail “%(kind)s”: %(state)s") % {
        "kind": mail_label(mail.kind), "state": mail.get_state_display().lower()
    }  # fmt: skip
    return Entry(at=mail.created_at, text=text, details=details, rank=MAIL, mail=mail)


def _name(user) -> str:
    return (user.get_full_name() or user.get_username()) if user else _("somebody")


def _label(name: str) -> str:
    if name == "sessions":  # no field: names as they were then
        return _("Sessions")
    return capfirst(str(label_for_field(name, Registration)))


def _value(value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value) if value else _("nothing")
