"""Signed links and form tokens: nothing to guess."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer

from events.registration.models import Registration, SecondTry

FORM_LIFETIME = timedelta(hours=24)

_links = Signer(salt="events.registration.link", sep="~")
_forms = Signer(salt="events.registration.form", sep="~")
_results = Signer(salt="events.registration.result", sep="~")


class DeadLink(ValueError):
    """A manage link that was altered, or replaced by a newer one."""


def link_token(registration: Registration) -> str:
    """What stands in a manage link: `12-nonce~signature`, URL-safe."""
    return _links.sign(f"{registration.pk}-{registration.nonce}")


def registration_of_token(token: str) -> Registration:
    """The registration of a manage link, with its event; raises DeadLink. A forged token costs no query."""
    try:
        pk, _, nonce = _links.unsign(token).partition("-")
    except BadSignature:
        raise DeadLink(token) from None
    found = Registration.objects.select_related("event__state").filter(pk=pk, nonce=nonce).first()
    if found is None:
        raise DeadLink(token)
    return found


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
    return _read(_forms, text, now)


def result_token(answer: Registration | SecondTry) -> str:
    """What stands in the address of a result page: the same for each answer to the same form."""
    return _results.sign(f"{answer.form_token.hex}-{int(answer.created_at.timestamp())}")


def read_result_token(text: str, *, now: datetime) -> FormToken | None:
    """The token of an answer, with its age, or None for one that we never made."""
    return _read(_results, text, now)


def _read(signer: Signer, text: str, now: datetime) -> FormToken | None:
    try:
        key, _, seconds = signer.unsign(text).partition("-")
    except BadSignature:
        return None
    return FormToken(
        key=uuid.UUID(hex=key), age=timedelta(seconds=int(now.timestamp()) - int(seconds))
    )
