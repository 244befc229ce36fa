"""The signed link of a requester: the only key to a request, and nothing to guess."""

from django.core.signing import BadSignature, Signer

from events.tta.models import TTARequest

_links = Signer(salt="events.tta.link", sep="~")


class DeadLink(ValueError):
    """A link that was altered, or replaced by a newer one."""


def link_token(request: TTARequest) -> str:
    """What stands in a requester's link: `12-nonce~signature`, URL-safe."""
    return _links.sign(f"{request.pk}-{request.nonce}")


def request_of_token(token: str) -> TTARequest:
    """The request of a link; raises DeadLink. A forged token costs no query."""
    try:
        pk, _, nonce = _links.unsign(token).partition("-")
    except BadSignature:
        raise DeadLink(token) from None
    found = (
        TTARequest.objects.select_related(
            "site__root_page", "tta_type", "provider__organization", "program_area"
        )
        .filter(pk=pk, nonce=nonce)
        .first()
    )
    if found is None:
        raise DeadLink(token)
    return found
