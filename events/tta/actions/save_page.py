"""Keep one page of a request as it was typed, valid or not."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.public_forms.addresses import address_key
from events.tta.actions.mail_link import mail_first_link
from events.tta.actions.record import lock, write
from events.tta.enums import OPEN_TO_REQUESTER
from events.tta.models import TTARequest


class NotOpen(ValueError):
    """The request is with staff, or ended; its answers don't change by the form any more."""

    def __init__(self, request: TTARequest) -> None:
        sentence = _(
            "This request is “%(stage)s”, so its answers can’t be changed here. Write us a message instead."
        )
        super().__init__(sentence % {"stage": request.get_stage_display()})


@transaction.atomic
def save_page(
    *,
    request: TTARequest,
    page: str,
    typed: dict[str, list[str]],
    now: datetime,
    name: str = "",
    email: str = "",
) -> TTARequest:
    """Store what was typed on `page` and nothing else of it; other pages stay as they are.

    `name` and `email` are what is valid of the contact, so that mail can be sent; empty ones change nothing. The
    first valid address gets the link. Raises NotOpen.
    """
    request = lock(request.pk)
    if request.stage not in OPEN_TO_REQUESTER:
        raise NotOpen(request)
    request.typed = {**request.typed, page: typed}
    request.contact_name = name or request.contact_name
    request.contact_email = email or request.contact_email
    request.email_key = address_key(request.contact_email)
    write(request, "typed", "contact_name", "contact_email", "email_key", now=now)
    if email:
        mail_first_link(request=request, now=now)
    return request
