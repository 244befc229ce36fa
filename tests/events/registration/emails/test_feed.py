"""Mail with the address of “my registrations”: to the mailbox alone, and only while it is true."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from events.outbox.enums import MailState
from events.outbox.kinds import NotNeeded
from events.outbox.messages import Writer
from events.outbox.models import OwedMail
from events.registration.actions import change_address, make_personal_feed, stop_personal_feed
from events.registration.models import PersonalFeed
from events.registration.personal_feed import feed_path
from events.registration.tokens import link_token
from tests.events.registration.emails.written import owed, write, written
from tests.make import NOW, make_other_site, make_registration, make_webinar

pytestmark = pytest.mark.django_db
ANA = "ana@county.example"


@pytest.fixture
def registration(index):
    event = make_webinar(title="Night Shift", join_url="https://meet.example/room-5")
    return make_registration(event=event, name="Ana Ruiz", email=ANA)


def make(registration, *, now=NOW):
    return make_personal_feed(registration=registration, now=now)


def test_mail_has_the_address_and_says_how_to_subscribe(registration):
    path = feed_path(make(registration))

    arrived = written("feed", to=ANA)

    assert arrived.subject == "Your registrations as a calendar, at TTA Center"
    assert arrived.types == ["text/plain", "text/html"]
    for words in (
        f"\nTHE ADDRESS OF YOUR CALENDAR\nhttp://testserver{path}\n",
        f"\nwebcal://testserver{path}\n",
        "\nhttp://testserver/calendar/\n",
        f"\nhttp://testserver/registrations/{link_token(registration)}/\n",
        "Keep the address to yourself",
    ):
        assert words in arrived.text
    assert f'href="webcal://testserver{path}"' in arrived.html
    assert f">http://testserver{path}</span>" in arrived.html
    assert "meet.example" not in arrived.text + arrived.html


def test_address_is_that_of_the_registrations_site(index):
    elsewhere = make_registration(event=make_webinar(parent=make_other_site()), email=ANA)
    path = feed_path(make(elsewhere))
    assert f"\nhttp://other.example{path}\n" in written("feed").text


def test_newer_address_takes_the_place_of_one_that_was_not_sent(registration):
    make(registration)
    make(registration, now=NOW + timedelta(minutes=1))

    first, second = owed("feed")

    assert (first.state, second.state) == (MailState.SUPERSEDED, MailState.QUEUED)
    with pytest.raises(NotNeeded, match="another address now"):
        write(first)
    assert feed_path(PersonalFeed.objects.get()) in write(second).text


def test_address_of_a_stopped_calendar_is_not_sent(registration):
    make(registration)
    stop_personal_feed(registration=registration, now=NOW)
    with pytest.raises(NotNeeded, match="was stopped"):
        written("feed")


def test_address_is_not_sent_where_the_registration_has_moved_to_another_mailbox(registration):
    make(registration)
    change_address(registration=registration, email="new@county.example", now=NOW)
    with pytest.raises(NotNeeded, match="another e-mail address"):
        written("feed")


def test_mail_waits_where_strangers_caused_enough(index):
    registrations = [make_registration(event=make_webinar(), email=ANA) for _ in range(3)]
    assert OwedMail.objects.filter(to_address=ANA, by_stranger=True).count() == 3

    make(registrations[0])

    (mail,) = owed("feed")
    assert mail.by_stranger
    assert mail.not_before == NOW + timedelta(hours=1)


@pytest.mark.parametrize("number", [1, 3, 30])
def test_batch_reads_six_times_and_writes_without_reading(index, number):
    for _ in range(number):
        make(make_registration(event=make_webinar()))
    mails = owed("feed")
    assert len(mails) == number

    with CaptureQueriesContext(connection) as loading:
        writer = Writer(mails)
    with CaptureQueriesContext(connection) as writing:
        for mail in mails:
            writer.write(mail, now=NOW)

    assert (len(loading), len(writing)) == (6, 0)
