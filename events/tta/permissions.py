"""Who among users of the admin may see, change and decide requests: asked here, and nowhere else.

Staff are those whose groups say so. Provider people see the requests of their own organizations and no others,
whatever their groups say of other models.
"""

from django.db.models import Q, QuerySet

from events.tta.enums import ONCE_APPROVED, Stage
from events.tta.models import TTARequest

_SEE = [f"tta.{name}_ttarequest" for name in ("view", "add", "change", "decide")]
# A provider sees what was given to it, also when it was called off since.
SHOWN_TO_PROVIDERS = [*ONCE_APPROVED, Stage.CANCELLED]


def is_staff(user) -> bool:
    """Whether the user belongs to the request desk: sees every request that was sent."""
    return user.is_active and any(user.has_perm(name) for name in _SEE)


def may_change(user) -> bool:
    """Whether the user may triage: own, assign, note, move, check letters, answer."""
    return user.is_active and user.has_perm("tta.change_ttarequest")


def may_decide(user) -> bool:
    """Whether the user may approve, return and decline."""
    return user.is_active and user.has_perm("tta.decide_ttarequest")


def is_provider_person(user) -> bool:
    """Whether the user sees requests as one of a provider's people only; one query for who isn't staff."""
    return user.is_active and not is_staff(user) and user.tta_providers.exists()


def may_see_any(user) -> bool:
    return is_staff(user) or is_provider_person(user)


def visible_to(user) -> QuerySet[TTARequest]:
    """The requests that a user may see: all that were sent for staff, their own for provider people, else none.

    A draft is nobody's but the requester's.
    """
    requests = TTARequest.objects.exclude(stage=Stage.DRAFT).exclude(submitted_at=None)
    if is_staff(user):
        return requests
    if not user.is_active:
        return requests.none()
    own = user.tta_providers.values("pk")
    return requests.filter(
        Q(provider__in=own) | Q(pk__in=_partnered(own)), stage__in=SHOWN_TO_PROVIDERS
    )


def _partnered(own) -> QuerySet:
    return TTARequest.partners.through.objects.filter(provider__in=own).values("ttarequest")


def may_see(user, request: TTARequest) -> bool:
    return visible_to(user).filter(pk=request.pk).exists()
