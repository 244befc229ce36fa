"""Mail with the links of all requests of an address."""

from datetime import datetime

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from events.outbox.kinds import NotNeeded
from events.outbox.models import OwedMail
from events.tta.emails.mailed_request import MailedRequest
from events.tta.emails.messages import Loaded, compose
from events.tta.own_requests import requests_of

MOST_LINKS = 20


def write_links(*, mail: OwedMail, loaded: Loaded, now: datetime) -> EmailMultiAlternatives:
    """Number, title and stage of each request with its link, the newest first; one query."""
    mailed = loaded.request_of(mail)
    found = requests_of(email=mail.to_address, site=mailed.site).select_related("site__root_page")
    rows = list(found[:MOST_LINKS])
    if not rows:
        raise NotNeeded(_("The address has no request any more."))
    return compose(
        template="links",
        subject=_("Your requests for training and technical assistance"),
        mailed=mailed,
        name=mail.to_name,
        requests=[
            MailedRequest(request=row, texts=mailed.texts, values=mailed.values) for row in rows
        ],
    )
