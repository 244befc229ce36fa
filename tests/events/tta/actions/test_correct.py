"""Correcting a record: what changed is kept with old and new, and what hangs on it follows."""

from datetime import time

import pytest

from events.tta.actions.correct import ASKED, NotListed, correct
from events.tta.actions.note import add_note
from events.tta.actions.own import NotAnOwner, set_owner
from events.tta.actions.record import staff
from events.tta.enums import EntryKind, LetterState, OptionList
from events.tta.models import TTARequest
from events.tta.models.asked import Asked
from tests.make import (
    NOW,
    make_admin,
    make_desk_member,
    make_option,
    make_request,
    make_type,
    make_visitor,
)

pytestmark = pytest.mark.django_db
NOT_CORRECTED = {
    "email_key", "may_be_listed", "letter_plan", "agreed_text", "agreed_version", "agreed_name",
    "agreed_at",
}  # fmt: skip


@pytest.fixture
def doer(index):
    return staff(make_admin())


def test_every_asked_field_can_be_corrected_or_is_named_here():
    fields = {field.name for field in [*Asked._meta.fields, *Asked._meta.many_to_many]}
    assert fields - NOT_CORRECTED == set(ASKED)


def test_correcting_keeps_old_and_new_and_splits_what_the_requester_reads(doer):
    request = make_request(title="Old title")
    values = {"title": "New title", "grant_manager": "R. Diaz", "agency_name": request.agency_name}

    correct(request=request, values=values, doer=doer, now=NOW)

    public, internal = request.history.order_by("pk")
    assert (public.facts, public.is_public) == ({"title": ["Old title", "New title"]}, True)
    assert (internal.facts, internal.is_public) == ({"grant_manager": ["", "R. Diaz"]}, False)
    assert TTARequest.objects.get().title == "New title"


def test_another_type_changes_the_state_of_the_letter_and_keeps_answers(doer):
    request = make_request()
    request.answers.create(label="How many shifts?", text="Three")
    correct(request=request, values={"tta_type": make_type("inquiry")}, doer=doer, now=NOW)
    stored = TTARequest.objects.get()
    assert stored.letter_state == LetterState.NOT_NEEDED
    assert stored.answers.get().text == "Three"


def test_lists_and_dates_are_corrected(doer):
    area = make_option("Reentry")
    audience = make_option("Clinicians", of=OptionList.AUDIENCE)
    request = make_request()
    values = {"program_area": area, "audiences": [audience], "event_start_time": time(10)}

    correct(request=request, values=values, doer=doer, now=NOW)

    stored = TTARequest.objects.get()
    assert (stored.program_area, [*stored.audiences.all()]) == (area, [audience])
    assert stored.history.get().facts == {
        "event_start_time": ["09:00:00", "10:00:00"],
        "program_area": ["", "Reentry"],
        "audiences": ["", "Clinicians"],
    }


def test_nothing_new_changes_nothing(doer):
    request = make_request()
    correct(request=request, values={"title": request.title}, doer=doer, now=NOW)
    assert TTARequest.objects.get().version == 1


def test_request_whose_requester_said_no_is_not_listed(doer):
    request = make_request(may_be_listed=False)
    with pytest.raises(NotListed):
        correct(request=request, values={"is_in_catalog": True}, doer=doer, now=NOW)


def test_new_address_is_the_key_of_the_requester(doer):
    request = make_request()
    correct(request=request, values={"contact_email": "New@Example.org"}, doer=doer, now=NOW)
    assert TTARequest.objects.get().email_key == "new@example.org"


def test_owner_is_a_member_of_the_desk(doer):
    request, member = make_request(), make_desk_member("change")
    set_owner(request=request, owner=member, doer=doer, now=NOW)
    assert TTARequest.objects.get().owner == member
    assert request.history.get(kind=EntryKind.OWNER).words == "Owner: nobody → desk"
    with pytest.raises(NotAnOwner):
        set_owner(request=request, owner=make_visitor(), doer=doer, now=NOW)


def test_note_stands_in_the_record_and_not_in_the_history_of_the_requester(doer):
    request = make_request()
    add_note(request=request, text="Call the chief.", doer=doer, now=NOW)
    assert request.notes.get().text == "Call the chief."
    entry = request.history.get()
    assert (entry.comment, entry.is_public) == ("", False)
