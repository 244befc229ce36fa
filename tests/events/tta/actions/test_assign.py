"""Assigning a provider: after approval, to active ones, with mail to its contact."""

import pytest

from events.outbox.models import OwedMail
from events.tta.actions.assign import CannotAssign, assign_provider, take_from_provider
from events.tta.actions.move import CannotMove
from events.tta.actions.record import staff
from events.tta.enums import EntryKind, Stage
from events.tta.models import TTARequest
from events.tta.permissions import visible_to
from tests.make import NOW, make_admin, make_provider, make_provider_person, make_request

pytestmark = pytest.mark.django_db


@pytest.fixture
def doer(index):
    return staff(make_admin())


def mails() -> list[tuple[str, str]]:
    rows = OwedMail.objects.order_by("pk").values_list("kind", "to_address")
    return [(kind.removeprefix("tta."), address) for kind, address in rows]


def test_assigning_moves_the_request_and_mails_requester_provider_and_partner(doer):
    request = make_request(stage=Stage.APPROVED)
    provider = make_provider(contact_email="pro@example.org")
    partner = make_provider(contact_email="partner@example.org")

    assign_provider(request=request, provider=provider, partners=[partner], doer=doer, now=NOW)

    stored = TTARequest.objects.get()
    assert (stored.stage, stored.provider, [*stored.partners.all()]) == (
        Stage.ASSIGNED, provider, [partner],
    )  # fmt: skip
    assert mails() == [
        ("stage", request.contact_email), ("assigned", "pro@example.org"),
        ("assigned", "partner@example.org"),
    ]  # fmt: skip
    assert stored.history.filter(kind=EntryKind.PROVIDER, is_public=True).count() == 1


def test_another_provider_later_keeps_the_stage_and_mails_the_new_one_and_the_requester(doer):
    first, second = make_provider(), make_provider(contact_email="second@example.org")
    person = make_provider_person(first)
    request = make_request(stage=Stage.SCHEDULED, provider=first)
    assert visible_to(person).exists()

    assign_provider(request=request, provider=second, doer=doer, now=NOW)

    assert TTARequest.objects.get().stage == Stage.SCHEDULED
    assert mails() == [("provider", request.contact_email), ("assigned", "second@example.org")]
    assert not visible_to(person).exists()


def test_same_provider_again_changes_nothing(doer):
    provider = make_provider()
    request = make_request(stage=Stage.ASSIGNED, provider=provider)
    assign_provider(request=request, provider=provider, doer=doer, now=NOW)
    assert not OwedMail.objects.exists()
    assert TTARequest.objects.get().version == 1


@pytest.mark.parametrize("stage", [Stage.SUBMITTED, Stage.RETURNED, Stage.DECLINED])
def test_nothing_is_assigned_before_approval(doer, stage):
    request = make_request(stage=stage)
    with pytest.raises(CannotAssign, match="only after approval"):
        assign_provider(request=request, provider=make_provider(), doer=doer, now=NOW)
    assert TTARequest.objects.get().provider is None


def test_provider_that_takes_no_requests_gets_none(doer):
    request = make_request(stage=Stage.APPROVED)
    provider = make_provider("Pine Institute", is_active=False)
    with pytest.raises(CannotAssign, match="Pine Institute takes no requests now"):
        assign_provider(request=request, provider=provider, doer=doer, now=NOW)


def test_taken_from_its_provider_it_is_approved_and_nobodys(doer):
    request = make_request(stage=Stage.ASSIGNED, provider=make_provider(), approved_at=NOW)
    take_from_provider(request=request, comment="They are full.", doer=doer, now=NOW)
    stored = TTARequest.objects.get()
    assert (stored.stage, stored.provider) == (Stage.APPROVED, None)
    with pytest.raises(CannotMove):
        take_from_provider(request=request, comment="", doer=doer, now=NOW)
