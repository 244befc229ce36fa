"""Withdrawing: asked once more, done by POST, and possible only before it is decided."""

import pytest

from events.outbox.models import OwedMail
from events.tta.enums import Stage
from events.tta.models import TTARequest
from tests.events.tta.asker import begin, filled, send, text_of, url
from tests.make import NOW, make_request

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


@pytest.mark.parametrize(
    "stage", [Stage.DRAFT, Stage.SUBMITTED, Stage.UNDER_REVIEW, Stage.RETURNED]
)
def test_undecided_request_is_withdrawn_once(client, stage):
    request = make_request(stage=stage)
    page = url(request, "withdraw/")
    assert "Withdraw your request?" in text_of(client.get(page))
    assert TTARequest.objects.get().stage == stage

    answers = [client.post(page), client.post(page)]

    assert {answer.url for answer in answers} == {url(request)}
    request.refresh_from_db()
    assert (request.stage, request.history.count()) == (Stage.WITHDRAWN, 1)
    assert OwedMail.objects.filter(kind="tta.stage").count() == 1


@pytest.mark.parametrize("stage", [Stage.APPROVED, Stage.CLOSED, Stage.DECLINED])
def test_decided_request_is_not_withdrawn(client, stage):
    request = make_request(stage=stage)
    response = client.post(url(request, "withdraw/"))
    assert response.status_code == 409
    assert "can’t be withdrawn" in text_of(response)
    assert TTARequest.objects.get().stage == stage


def test_withdrawn_draft_without_an_address_is_mailed_to_nobody(client):
    draft = begin(client, contact_email="")
    client.post(url(draft, "withdraw/"))
    assert TTARequest.objects.get().stage == Stage.WITHDRAWN
    assert not OwedMail.objects.exists()


def test_withdrawn_after_submission_ends_the_review(client):
    draft = filled(client)
    send(client, draft)
    assert client.post(url(draft, "withdraw/")).status_code == 302
    assert TTARequest.objects.get().stage == Stage.WITHDRAWN
