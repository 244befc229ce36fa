"""Mail about a milestone that is past due, for the owner and the provider, or the request desk."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from events.outbox.actions import new_mail, owe
from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.times import format_date
from events.tta.emails.messages import Loaded, compose, load
from events.tta.milestones import CHASED, days_of_step
from events.tta.models import Milestone, TTASettings


@dataclass(frozen=True, kw_only=True)
class LateLoaded:
    """What `load` finds, and the milestones that the mails name, by id."""

    known: Loaded
    milestones: dict[int, Milestone]


def load_late(mails: Sequence[OwedMail]) -> LateLoaded:
    """One query more than `load`."""
    ids = {mail.payload["milestone"] for mail in mails}
    return LateLoaded(known=load(mails), milestones=Milestone.objects.in_bulk(ids))


def owe_late(*, milestone: Milestone, step: int, now: datetime) -> int:
    """One mail each to the owner, or where there is none the desk, and to the provider's contact; how many.

    A provider hears nothing of what is for staff alone.
    """
    request = milestone.request
    owner, provider = request.owner, request.provider
    people = {}
    if owner is not None and owner.is_active and owner.email:
        people[owner.email.casefold()] = (owner.email, owner.get_full_name())
    elif desk := TTASettings.objects.filter(site=request.site_id).first():
        people[desk.staff_email.casefold()] = (desk.staff_email, "")
    if provider is not None and milestone.is_public:
        people.setdefault(
            provider.contact_email.casefold(), (provider.contact_email, provider.contact_name)
        )
    people.pop("", None)
    owe([
        new_mail(
            kind="tta.late",
            key=f"tta.late:{milestone.pk}:{milestone.due_date}:{step}:{key}"[:200],
            # An older one that is still in the queue says nothing new.
            thread=f"tta.late:{milestone.pk}:{key}"[:120],
            holder=request.holder,
            to_name=name,
            to_address=address,
            payload={
                "request": request.pk,
                "milestone": milestone.pk,
                "due": milestone.due_date.isoformat(),
                "step": step,
            },
            now=now,
        )
        for key, (address, name) in sorted(people.items())
    ])  # fmt: skip
    return len(people)


def write_late(*, mail: OwedMail, loaded: LateLoaded, now: datetime) -> EmailMultiAlternatives:
    """A reminder after 20 days, “past due” from 40 on. Raises NotNeeded where it was done or planned anew."""
    mailed = loaded.known.request_of(mail)
    milestone = loaded.milestones.get(mail.payload["milestone"])
    if milestone is None or milestone.is_done:
        raise NotNeeded(_("The milestone is done, or no more."))
    if milestone.due_date is None or milestone.due_date.isoformat() != mail.payload["due"]:
        raise NotNeeded(_("The milestone was planned for another day."))
    if mailed.request.stage not in CHASED:
        raise NotNeeded(_("Nobody works on the request now."))
    step = mail.payload["step"]
    subject = (
        _("%(number)s: reminder: “%(text)s”")
        if step == 1
        else _("%(number)s: past due: “%(text)s”")
    )
    return compose(
        template="late",
        subject=subject % {"number": mailed.request.number, "text": milestone.text},
        mailed=mailed,
        name=mail.to_name,
        milestone=milestone,
        due=format_date(milestone.due_date, weekday=False),
        days=days_of_step(step),
        is_reminder=step == 1,
    )
