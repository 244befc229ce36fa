"""The table of moves: whole, without dead ends that are not ends, and asked by the actions."""

import pytest

from events.outbox.models import OwedMail
from events.tta.actions.move import CannotMove, move
from events.tta.actions.record import ChangedMeanwhile, requester, staff
from events.tta.enums import ENDED, Actor, EntryKind, Stage
from events.tta.models import TTARequest
from events.tta.stages import MOVES, moves_from
from tests.make import NOW, make_admin, make_request

pytestmark = pytest.mark.django_db


def test_table_has_every_stage_and_leads_everywhere():
    assert set(MOVES) == set(Stage)
    reached, ahead = {Stage.DRAFT}, [Stage.DRAFT]
    while ahead:
        for to in MOVES[ahead.pop()]:
            if to not in reached:
                reached.add(to)
                ahead.append(to)
    assert reached == set(Stage)


def test_only_what_ended_for_good_has_no_way_on():
    assert {stage for stage, moves in MOVES.items() if not moves} == {
        Stage.CANCELLED,
        Stage.WITHDRAWN,
    }
    assert {Stage.CANCELLED, Stage.WITHDRAWN} < set(ENDED)


def test_request_on_hold_goes_back_only_to_where_it_was():
    found = moves_from(Stage.ON_HOLD, actor=Actor.STAFF, before_hold=Stage.SCHEDULED)
    assert found == [Stage.SCHEDULED, Stage.CANCELLED]


def test_provider_delivers_and_does_not_hold_or_cancel():
    assert moves_from(Stage.SCHEDULED, actor=Actor.PROVIDER) == [Stage.ASSIGNED, Stage.IN_DELIVERY]
    assert moves_from(Stage.APPROVED, actor=Actor.PROVIDER) == []


def test_move_writes_stage_history_version_and_mail(index):
    user, request = make_admin(), make_request(stage=Stage.SCHEDULED)

    moved = move(
        request=request, to=Stage.IN_DELIVERY, doer=staff(user), now=NOW, comment="Begun today."
    )

    assert (moved.stage, moved.version, moved.stage_since) == (Stage.IN_DELIVERY, 2, NOW)
    entry = moved.history.get()
    assert (entry.kind, entry.from_stage, entry.to_stage, entry.comment, entry.is_public) == (
        EntryKind.STAGE, Stage.SCHEDULED, Stage.IN_DELIVERY, "Begun today.", True,
    )  # fmt: skip
    assert OwedMail.objects.get().kind == "tta.stage"


def test_move_that_the_table_lacks_is_refused_with_what_is_possible(index):
    request = make_request(stage=Stage.DELIVERED)

    with pytest.raises(CannotMove) as refused:
        move(request=request, to=Stage.SCHEDULED, doer=staff(make_admin()), now=NOW)

    assert str(refused.value) == (
        "This request is “Delivered” and can’t become “Scheduled”."
        " It can become: “Closed”, “In delivery”."
    )
    assert TTARequest.objects.get().stage == Stage.DELIVERED
    assert not OwedMail.objects.exists()


@pytest.mark.parametrize("to", [Stage.APPROVED, Stage.CANCELLED])
def test_what_has_an_action_of_its_own_is_no_plain_move(index, to):
    request = make_request(stage=Stage.SUBMITTED)
    with pytest.raises(CannotMove):
        move(request=request, to=to, doer=staff(make_admin()), now=NOW)


def test_second_of_two_who_change_one_record_is_told(index):
    user, request = make_admin(), make_request(stage=Stage.SCHEDULED)
    seen = request.version
    move(request=request, to=Stage.IN_DELIVERY, doer=staff(user), now=NOW, seen=seen)

    with pytest.raises(ChangedMeanwhile) as refused:
        move(request=request, to=Stage.DELIVERED, doer=staff(user), now=NOW, seen=seen)

    assert str(refused.value).startswith("editor changed this request at November 22, 2026")
    assert TTARequest.objects.get().stage == Stage.IN_DELIVERY


def test_requester_delivers_nothing(index):
    request = make_request(stage=Stage.SCHEDULED)
    with pytest.raises(CannotMove):
        move(request=request, to=Stage.IN_DELIVERY, doer=requester(request), now=NOW)
