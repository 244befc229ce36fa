"""What a batch reads, how often, and whose site and sender it is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from events.outbox.messages import Writer
from events.outbox.models import OwedMail
from events.registration.actions import send_links
from events.registration.emails.loading import NoSite, load
from events.registration.models import RegistrationSettings
from tests.events.registration.emails.written import MEETING, owed, write, written
from tests.make import NOW, make_event, make_other_site, make_registration, make_webinar

pytestmark = pytest.mark.django_db


def queries(action) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        action()
    return len(captured)


@pytest.mark.parametrize("number", [1, 3, 50])
def test_batch_of_one_event_reads_five_times_and_writes_without_reading(index, number):
    event = make_webinar(join_url=MEETING)
    for _ in range(number):
        make_registration(event=event)
    mails = owed("confirmed")
    writers = []
    assert queries(lambda: writers.append(Writer(mails))) == 5
    assert queries(lambda: [writers[0].write(mail, now=NOW) for mail in mails]) == 0
    assert len(mails) == number


@pytest.mark.parametrize("number", [1, 3, 50])
def test_batch_of_many_events_with_links_reads_as_often(index, number):
    target = make_event()
    target.get_url()
    for _ in range(number):
        event = make_webinar(
            capacity=1, description=f'<p>See <a linktype="page" id="{target.pk}">this</a>.</p>'
        )
        make_registration(event=event)
        make_registration(event=event)
    mails = owed("waitlisted")
    assert len(mails) == number
    writers = []
    assert queries(lambda: writers.append(Writer(mails))) == 7  # two find the linked page
    assert queries(lambda: [writers[0].write(mail, now=NOW) for mail in mails]) == 0
    confirmed = owed("confirmed")
    loaded = Writer(confirmed)
    assert queries(lambda: [loaded.write(mail, now=NOW) for mail in confirmed]) == 0


@pytest.mark.parametrize("number", [1, 3, 50])
def test_links_of_many_registrations_read_five_times(index, number):
    for _ in range(number):
        make_registration(event=make_webinar(), email="ana@county.example")
    OwedMail.objects.all().delete()  # else strangers have caused enough
    send_links(email="ana@county.example", now=NOW)
    mails = owed("links")
    writers = []
    assert queries(lambda: writers.append(Writer(mails))) == 5
    assert queries(lambda: writers[0].write(mails[0], now=NOW)) == 0
    assert written("links").text.count("/registrations/") == number


@pytest.mark.parametrize("broken", ["<p>Broken</p>", '<p>Broken</p><a linktype="page" id="0"'])
def test_links_in_descriptions_stay_with_their_events(index, broken):
    target = make_event(slug="target")
    make_registration(event=make_webinar(description=broken))
    linked = make_webinar(description=f'<p>Read <a linktype="page" id="{target.pk}">one</a>.</p>')
    make_registration(event=linked)
    mails = owed("confirmed")
    writer = Writer(mails)
    calendars = [writer.write(mail, now=NOW).attachments[0][1].decode() for mail in mails]
    first, second = (calendar.replace("\r\n ", "") for calendar in calendars)
    assert "Broken" in first
    assert "one (http://testserver/events/target/)" in second
    assert "target" not in first
    assert "Broken" not in second


def test_mail_comes_from_the_sender_of_the_events_site(index):
    parent = make_other_site()
    RegistrationSettings.objects.create(
        site=Site.objects.get(hostname="other.example"),
        sender_name="Peer, Center \u202e\r\n",
        sender_email="hello@bücher.example",
    )
    event = make_webinar(parent=parent, slug="night-shift")
    make_registration(event=event)
    arrived = written("confirmed")
    (sender,) = arrived.message["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (
        "Peer, Center",
        "hello@xn--bcher-kva.example",
    )
    assert arrived.vevent["ORGANIZER"] == f"mailto:{sender.addr_spec}"
    assert arrived.vevent["ORGANIZER"].params["CN"] == "Peer, Center"
    assert "http://other.example/events/night-shift/" in arrived.text
    assert "testserver" not in str(arrived.message) + arrived.text + arrived.html
    assert "Center at other.example\nhttp://other.example\n" in arrived.text


def test_event_outside_of_every_site_is_told_from_the_default_site(index):
    event = make_webinar()
    make_registration(event=event)
    (mail,) = owed("confirmed")
    site = Site.objects.get()
    site.root_page = make_other_site().get_parent()
    site.save()
    Site.objects.exclude(pk=site.pk).delete()
    arrived = write(mail)
    assert "http://testserver/registrations/" in arrived.text
    assert "The event's page" not in arrived.text


def test_without_any_site_the_error_says_what_to_do(index):
    make_registration(event=make_webinar())
    Site.objects.all().delete()
    with pytest.raises(NoSite, match=r"^There is no site\. Add one under Settings, Sites\.$"):
        load(owed("confirmed"))


def test_texts_of_the_site_are_printed(index):
    RegistrationSettings.objects.create(
        site=Site.objects.get(), captioning_line="Captions by a person.", accommodation_line="",
        recording_notice="",
    )  # fmt: skip
    make_registration(event=make_webinar())
    assert "GOOD TO KNOW\n- Captions by a person.\n\nChange" in written("confirmed").text
