"""Begin a request: from the first button that is pressed on, nothing typed is lost."""

import uuid
from datetime import datetime

from django.db import IntegrityError, transaction
from wagtail.models import Site

from events.public_forms.addresses import address_key
from events.tta.actions.mail_link import mail_first_link
from events.tta.enums import Stage
from events.tta.models import TTARequest
from events.tta.numbers import create_numbered

Typed = dict[str, list[str]]


@transaction.atomic
def start_draft(
    *, site: Site, form_token: uuid.UUID, typed: Typed, name: str, email: str, now: datetime
) -> tuple[TTARequest, bool]:
    """The draft of this form, and whether it is new; its number is minted now and never changes.

    A double click (the same form token) finds the first draft, as it stands. `name` and `email` are what is
    valid of them; once there is an address, it gets the link.
    """
    draft = TTARequest(
        site=site, form_token=form_token, stage=Stage.DRAFT, stage_since=now, created_at=now,
        changed_at=now, typed={"you": typed}, contact_name=name, contact_email=email,
        email_key=address_key(email),
    )  # fmt: skip
    found = TTARequest.objects.filter(form_token=form_token).first()
    if found is not None:
        return found, False
    try:
        with transaction.atomic():
            create_numbered(draft, now=now)
    except IntegrityError:
        return TTARequest.objects.get(form_token=form_token), False
    mail_first_link(request=draft, now=now)
    return draft, True
