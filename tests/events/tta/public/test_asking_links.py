"""“Send me my links again”: the same answer to every address; and what the mails say."""

from datetime import timedelta

import pytest

from events.outbox.models import OwedMail
from events.public_forms.tokens import new_form_token
from events.tta.emails.messages import load
from events.tta.enums import Stage
from tests.events.tta.asker import begin, filled, save, send, text_of, url
from tests.make import NOW, make_request

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def ask(client, email: str, **changed):
    token = new_form_token(now=NOW - timedelta(seconds=40))
    return client.post(
        "/tta/request/link/", {"form_token": token, "website": "", "email": email} | changed
    )


def written(kind: str):
    """The newest mail of this kind, as it is sent."""
    from events.outbox.kinds import mail_kind

    owed = OwedMail.objects.filter(kind=kind).latest("pk")
    return mail_kind(kind).write(mail=owed, loaded=load([owed]), now=NOW)


def test_known_and_unknown_address_get_the_same_answer(client):
    make_request(contact_email="known@pine.example")
    known, unknown = ask(client, "Known@pine.example"), ask(client, "nobody@pine.example")
    assert (known.status_code, known.url, dict(known.headers)) == (
        unknown.status_code, unknown.url, dict(unknown.headers),
    )  # fmt: skip
    assert "Look into your mailbox" in text_of(client.get(known.url))
    assert list(OwedMail.objects.values_list("kind", "to_address")) == [
        ("tta.links", "known@pine.example")
    ]


def test_mail_has_the_link_of_every_request_that_was_not_withdrawn(client):
    kept = [make_request(contact_email="known@pine.example") for _ in range(2)]
    gone = make_request(contact_email="known@pine.example", stage=Stage.WITHDRAWN)
    foreign = make_request()
    ask(client, "known@pine.example")
    body = written("tta.links").body
    assert all(f"http://testserver{url(request)}" in body for request in kept)
    assert gone.number not in body
    assert foreign.number not in body


def test_network_that_asks_very_often_is_asked_to_wait(client, settings):
    settings.TTA_REQUEST_LINKS_PER_NETWORK = 1
    ask(client, "a@pine.example")
    assert ask(client, "a@pine.example").status_code == 429


def test_bad_address_is_named(client):
    assert "Error: Get your links again" in text_of(ask(client, "known@pine"))


def test_mail_of_a_draft_leads_back_and_holds_nothing_that_was_typed(client):
    draft = begin(client, agency_name="Buy at spam.example", contact_name="Buy at spam.example")
    message = written("tta.draft")
    texts = message.body + str(message.alternatives)
    assert f"http://testserver{url(draft, 'form/')}" in message.body
    assert "spam.example" not in texts


def test_receipt_has_number_answers_agreement_and_link(client):
    draft = filled(client, need={"title": "<b>Night</b> shift"})
    send(client, draft)
    message = written("tta.received")
    html = str(message.alternatives[0][0])
    assert message.subject == f"We have your request {draft.number}"
    for words in (
        draft.number, "Title: <b>Night</b> shift", "Time: 9:00 a.m.–4:00 p.m., Central Time",
        "Audience: Peer support specialists", "Supports an evidence-based or promising practice: No",
        "Dana Whitfield agreed to version 1 of the agreement", f"http://testserver{url(draft)}",
        "We still need your letter of support",
    ):  # fmt: skip
        assert words in message.body
    assert "&lt;b&gt;Night&lt;/b&gt; shift" in html
    assert "<b>Night</b>" not in html


def test_link_that_went_to_a_mistyped_address_dies_with_the_submission(client):
    draft = filled(client)
    old = url(draft)
    save(client, draft, "you", contact_email="dana@springfeild.example")
    save(client, draft, "you")
    draft.refresh_from_db()
    answer = send(client, draft)
    assert client.get(old).status_code == client.get(f"{old}form/need/").status_code == 404
    draft.refresh_from_db()
    assert answer.url == url(draft, "sent/") != f"{old}sent/"
    assert client.get(answer.url).status_code == 200
    assert f"http://testserver{url(draft)}" in written("tta.received").body


def test_link_of_who_never_mistyped_stays(client):
    draft = filled(client)
    send(client, draft)
    assert client.get(url(draft)).status_code == 200
