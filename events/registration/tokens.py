"""Signed links, of manage pages and of results: nothing to guess."""

from datetime import datetime

from django.core.signing import BadSignature, Signer

from events.public_forms.tokens import FormToken, read_token
from events.registration.models import Registration, SecondTry

_links = Signer(salt="events.registration.link", sep="~")
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


def result_token(answer: Registration | SecondTry) -> str:
    """What stands in the address of a result page: the same for each answer to the same form."""
    return _results.sign(f"{answer.form_token.hex}-{int(answer.created_at.timestamp())}")


def read_result_token(text: str, *, now: datetime) -> FormToken | None:
    """The token of an answer, with its age, or None for one that we never made."""
    return read_token(_results, text, now=now)
