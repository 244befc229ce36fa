"""Mail with the link back to a draft."""

from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.tta.emails.messages import Loaded, compose
from events.tta.enums import OPEN_TO_REQUESTER


def write_draft(*, mail: OwedMail, loaded: Loaded, now: datetime) -> EmailMultiAlternatives:
    """The way back to what was typed; nothing of it is in the mail, since anybody can type any address."""
    mailed = loaded.own_request_of(mail)
    if mailed.request.stage not in OPEN_TO_REQUESTER:
        raise NotNeeded(_("The request is submitted."))
    return compose(
        template="draft",
        subject=_("Your draft %(number)s, and the way back to it")
        % {"number": mailed.request.number},
        mailed=mailed,
        name=mail.to_name,
    )
