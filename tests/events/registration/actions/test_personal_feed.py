"""Many buttons at once: one calendar, one address, one mail that has it."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from events.outbox.enums import MailState
from events.registration.actions import make_personal_feed
from events.registration.models import PersonalFeed
from events.registration.personal_feed import feed_path
from tests.events.registration.emails.written import owed, write
from tests.make import NOW, make_registration, make_webinar

pytestmark = pytest.mark.django_db(transaction=True)

ANA = "ana@county.example"
PRESSES = 6


def test_buttons_pressed_at_once_make_one_calendar(committed_index):
    first, second = (make_registration(event=make_webinar(), email=ANA) for _ in range(2))
    together = Barrier(PRESSES)

    def press(number: int) -> None:
        try:
            together.wait()
            registration = (first, second)[number % 2]
            make_personal_feed(registration=registration, now=NOW, seen="")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(PRESSES) as pool:
        list(pool.map(press, range(PRESSES)))

    [mail] = owed("feed")
    assert mail.state == MailState.QUEUED
    assert feed_path(PersonalFeed.objects.get()) in write(mail).text
