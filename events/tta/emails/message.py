"""Mail with a message of our staff to the requester."""

from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from events.outbox.models import OwedMail
from events.tta.emails.messages import Loaded, compose


def write_message_mail(*, mail: OwedMail, loaded: Loaded, now: datetime) -> EmailMultiAlternatives:
    """The text of the message, and where to answer it."""
    mailed, entry = loaded.own_request_of(mail), loaded.entry_of(mail)
    words = {"number": mailed.request.number, "title": mailed.short_title}
    return compose(
        template="message",
        subject=_("Request %(number)s: a message about “%(title)s”") % words,
        mailed=mailed,
        name=mail.to_name,
        entry=entry,
    )
