"""Which moves between stages there are, and whose they are: the one table that everything asks."""

from events.tta.enums import Actor, Stage

_S = Stage
_REQUESTER, _STAFF, _PROVIDER = Actor.REQUESTER, Actor.STAFF, Actor.PROVIDER

# from → to → who may. `submit`, `approve` and the like are actions with further rules of their own.
MOVES: dict[Stage, dict[Stage, tuple[Actor, ...]]] = {
    _S.DRAFT: {_S.SUBMITTED: (_REQUESTER,), _S.WITHDRAWN: (_REQUESTER,)},
    _S.SUBMITTED: {
        _S.UNDER_REVIEW: (_STAFF,),
        _S.RETURNED: (_STAFF,),
        _S.APPROVED: (_STAFF,),
        _S.DECLINED: (_STAFF,),
        _S.WITHDRAWN: (_REQUESTER,),
        _S.CANCELLED: (_STAFF,),
    },
    _S.UNDER_REVIEW: {
        _S.RETURNED: (_STAFF,),
        _S.APPROVED: (_STAFF,),
        _S.DECLINED: (_STAFF,),
        _S.WITHDRAWN: (_REQUESTER,),
        _S.CANCELLED: (_STAFF,),
    },
    _S.RETURNED: {
        _S.SUBMITTED: (_REQUESTER,),
        _S.DECLINED: (_STAFF,),
        _S.WITHDRAWN: (_REQUESTER,),
        _S.CANCELLED: (_STAFF,),
    },
    _S.APPROVED: {_S.ASSIGNED: (_STAFF,), _S.ON_HOLD: (_STAFF,), _S.CANCELLED: (_STAFF,)},
    _S.ASSIGNED: {
        _S.APPROVED: (_STAFF,),
        _S.SCHEDULED: (_STAFF, _PROVIDER),
        _S.IN_DELIVERY: (_STAFF, _PROVIDER),
        _S.ON_HOLD: (_STAFF,),
        _S.CANCELLED: (_STAFF,),
    },
    _S.SCHEDULED: {
        _S.ASSIGNED: (_STAFF, _PROVIDER),
        _S.IN_DELIVERY: (_STAFF, _PROVIDER),
        _S.ON_HOLD: (_STAFF,),
        _S.CANCELLED: (_STAFF,),
    },
    _S.IN_DELIVERY: {
        _S.DELIVERED: (_STAFF, _PROVIDER),
        _S.ON_HOLD: (_STAFF,),
        _S.CANCELLED: (_STAFF,),
    },
    # Back to where it was: `moves_from` leaves one of the four.
    _S.ON_HOLD: {
        _S.APPROVED: (_STAFF,),
        _S.ASSIGNED: (_STAFF,),
        _S.SCHEDULED: (_STAFF,),
        _S.IN_DELIVERY: (_STAFF,),
        _S.CANCELLED: (_STAFF,),
    },
    _S.DELIVERED: {_S.CLOSED: (_STAFF,), _S.IN_DELIVERY: (_STAFF,)},
    _S.CLOSED: {_S.DELIVERED: (_STAFF,)},
    _S.DECLINED: {_S.UNDER_REVIEW: (_STAFF,)},
    _S.CANCELLED: {},
    _S.WITHDRAWN: {},
}

# These have an action with rules of their own; the others are plain moves of delivery.
WITH_OWN_ACTION = {
    _S.SUBMITTED, _S.RETURNED, _S.APPROVED, _S.DECLINED, _S.ASSIGNED, _S.CANCELLED, _S.WITHDRAWN,
}  # fmt: skip


def moves_from(stage: str, *, actor: Actor, before_hold: str = "") -> list[Stage]:
    """Where this actor may move a request that stands at `stage`, in the order of the table.

    From a hold it goes back only to where it came from (`before_hold`), or is cancelled.
    """
    found = [to for to, actors in MOVES[Stage(stage)].items() if actor in actors]
    if stage == Stage.ON_HOLD:
        found = [to for to in found if to in (before_hold, Stage.CANCELLED)]
    return found


def may_move(stage: str, to: str, *, actor: Actor, before_hold: str = "") -> bool:
    return to in moves_from(stage, actor=actor, before_hold=before_hold)
