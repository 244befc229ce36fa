"""Form tokens: which form was sent, and when it was made; nothing to guess."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer

FORM_LIFETIME = timedelta(hours=24)

_forms = Signer(salt="events.registration.form", sep="~")


@dataclass(frozen=True, kw_only=True)
class FormToken:
    """Which form was sent, and how long ago it was made. `age` may be negative where a clock was set back."""

    key: uuid.UUID
    age: timedelta

    @property
    def is_expired(self) -> bool:
        return not -FORM_LIFETIME <= self.age <= FORM_LIFETIME


def new_form_token(*, now: datetime) -> str:
    """A token for one form, `uuid-seconds~signature`: a double click or a reload sends the same one again."""
    return _forms.sign(f"{uuid.uuid4().hex}-{int(now.timestamp())}")


def read_form_token(text: str, *, now: datetime) -> FormToken | None:
    """The form token, or None for one that we never made."""
    return read_token(_forms, text, now=now)


def read_token(signer: Signer, text: str, *, now: datetime) -> FormToken | None:
    """What `signer` signed as `uuid-seconds`, or None for what it never did."""
    try:
        key, _, seconds = signer.unsign(text).partition("-")
    except BadSignature:
        return None
    return FormToken(
        key=uuid.UUID(hex=key), age=timedelta(seconds=int(now.timestamp()) - int(seconds))
    )
