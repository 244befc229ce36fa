"""Messages between requester and staff: kept in the record, and mailed."""

from uuid import uuid4

import pytest

from events.outbox.models import OwedMail
from events.tta.actions.record import ChangedMeanwhile, provider_person, requester, staff
from events.tta.actions.write_message import NobodyToWriteTo, write_message
from events.tta.enums import Actor, EntryKind, Stage
from events.tta.models import Message, TTASettings
from tests.events.registration.emails.written import write
from tests.make import NOW, make_admin, make_request

pytestmark = pytest.mark.django_db


def test_message_of_staff_is_kept_and_mailed_with_its_text(index):
    user, request = make_admin(), make_request()
    TTASettings.objects.create(site=request.site)

    message = write_message(
        request=request, text="Which shift?\nDay or <b>night</b>?", doer=staff(user), now=NOW
    )

    assert (message.actor, message.by, message.by_name) == (Actor.STAFF, user, "editor")
    entry = request.history.get()
    assert (entry.kind, entry.comment, entry.is_public) == (EntryKind.MESSAGE, message.text, False)
    mail = OwedMail.objects.get()
    assert (mail.kind, mail.to_address) == ("tta.message", request.contact_email)
    arrived = write(mail)
    assert "Which shift?\nDay or <b>night</b>?" in arrived.text
    assert "&lt;b&gt;night" in arrived.html
    assert "/tta/request/" in arrived.text


def test_message_of_the_requester_goes_to_desk_and_owner(index):
    owner = make_admin()
    request = make_request(owner=owner)
    TTASettings.objects.create(site=request.site, staff_email="desk@tta.example")

    write_message(request=request, text="We chose the night.", doer=requester(request), now=NOW)

    mails = OwedMail.objects.order_by("to_address")
    assert [(mail.kind, mail.to_address) for mail in mails] == [
        ("tta.desk", "desk@tta.example"),
        ("tta.desk", owner.email),
    ]
    assert "We chose the night." in write(mails[0]).text


def test_double_click_is_one_message(index):
    request, token = make_request(), uuid4()
    TTASettings.objects.create(site=request.site, staff_email="desk@tta.example")

    first, second = (
        write_message(
            request=request, text="Hello", doer=requester(request), now=NOW, form_token=token
        )
        for _ in range(2)
    )

    assert first == second == Message.objects.get()
    assert OwedMail.objects.count() == request.history.count() == 1


def test_message_is_refused_to_who_saw_an_older_record(index):
    request, user = make_request(), make_admin()
    write_message(request=request, text="One", doer=requester(request), now=NOW)
    with pytest.raises(ChangedMeanwhile):
        write_message(request=request, text="Two", doer=staff(user), now=NOW, seen=request.version)
    assert Message.objects.count() == 1


def test_draft_and_provider_have_nobody_to_write_to(index):
    user, request = make_admin(), make_request()
    draft = make_request(stage=Stage.DRAFT)
    with pytest.raises(NobodyToWriteTo):
        write_message(request=draft, text="?", doer=requester(draft), now=NOW)
    with pytest.raises(NobodyToWriteTo):
        write_message(request=request, text="?", doer=provider_person(user), now=NOW)
    assert not Message.objects.exists()


def test_other_words_with_the_same_form_are_a_message_of_their_own(index):
    request, token = make_request(), uuid4()
    for text in ("Wednesday.", "Wednesday.", "Thursday, I meant."):
        write_message(
            request=request, text=text, doer=requester(request), now=NOW, form_token=token
        )

    assert [row.text for row in Message.objects.all()] == ["Wednesday.", "Thursday, I meant."]
