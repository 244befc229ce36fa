"""An alias always matches its original, also in what people decided about it."""

import pytest

from events.actions import cancel_event, restore_event
from events.enums import EventStatus
from events.models import CalendarRecord, EventPage
from tests.make import NOW, make_event

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def status_and_text(page) -> tuple[str, bool]:
    record = CalendarRecord.objects.get(page_id=page.pk)
    return EventPage.objects.get(pk=page.pk).status, "STATUS:CANCELLED" in record.text


def test_alias_is_cancelled_and_restored_with_its_original(index):
    page = make_event()
    alias = page.create_alias(update_slug="alias")

    cancel_event(event=page, reason="The host withdrew.", now=NOW)
    assert status_and_text(alias) == (EventStatus.CANCELLED, True)

    restore_event(event=page, now=NOW)
    assert status_and_text(alias) == (EventStatus.SCHEDULED, False)


def test_alias_of_a_cancelled_event_is_cancelled_from_the_start(index):
    page = make_event()
    cancel_event(event=page, reason="The host withdrew.", now=NOW)

    alias = page.create_alias(update_slug="alias")

    assert status_and_text(alias) == (EventStatus.CANCELLED, True)


def test_copy_of_a_cancelled_event_is_not_cancelled(index):
    page = make_event()
    cancel_event(event=page, reason="The host withdrew.", now=NOW)

    copy = page.copy(update_attrs={"slug": "copy"}, copy_revisions=False)

    assert status_and_text(copy) == (EventStatus.SCHEDULED, False)
