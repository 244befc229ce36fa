"""From the requester's report to the registrant's calendar: staff accept a date once, and everybody has it."""

from datetime import time, timedelta

import pytest

from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.registration.actions import tell_of_changes
from events.tta.actions.record import staff
from events.tta.actions.report import report
from events.tta.actions.settle_report import settle_report
from events.tta.dates import EventDate
from events.tta.enums import ReportKind, Stage
from events.tta.models import RequestEvent
from tests.events.registration.emails.written import owed, write
from tests.make import NOW, make_admin, make_registration, make_request, make_session, make_webinar
from tests.make.tta import DAY

pytestmark = pytest.mark.django_db

NEW = EventDate(
    date=DAY + timedelta(days=7), start_time=time(10), end_time=time(15), zone="America/Chicago"
)


def test_date_change_reaches_page_feeds_and_the_registrants_calendar(index, client):
    request = make_request(
        stage=Stage.SCHEDULED, title="Night shift", is_in_catalog=True, may_be_listed=True
    )
    page = make_webinar(title="Night shift online", sessions=[make_session(DAY, "09:00", "16:00")])
    RequestEvent.objects.create(request=request, page=page, made_at=NOW)
    make_registration(event=page, email="lee@county.example")
    [first] = [m for m in owed(to="lee@county.example") if "sequence" in m.payload]
    before = write(first).vevent
    OwedMail.objects.update(state=MailState.SENT, sent_at=NOW)
    told = report(request=request, kind=ReportKind.DATE_CHANGE, new=NEW, now=NOW)

    settled = settle_report(report=told, is_accepted=True, doer=staff(make_admin()), now=NOW)
    tell_of_changes(now=NOW)

    assert settled.to_do == []
    [mail] = [m for m in owed(to="lee@county.example") if m.state == MailState.QUEUED]
    letter = write(mail)
    [calendar, _copy] = letter.calendars
    after = letter.vevent
    assert calendar["METHOD"] == "REQUEST"
    assert (after["UID"], int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (before["UID"], 0, 1)
    assert after.DTSTART.astimezone(NEW.starts_at.tzinfo) == NEW.starts_at
    assert "The date was changed at the request of the host agency." in letter.text
    for url, words in (
        (page.url, "10:00 a.m.–3:00 p.m. CT"),
        (f"/tta/{request.number}/", "10:00 a.m.–3:00 p.m. CT"),
        ("/tta/?year=2027", "10:00 a.m.–3:00 p.m. CT"),
        ("/calendar/events.ics", "SEQUENCE:1"),
        ("/calendar/events.json", "2027-06-17"),
    ):
        assert words in client.get(url).content.decode(), url


def test_what_does_not_follow_is_told_to_who_accepts(index):
    request = make_request(stage=Stage.SCHEDULED)
    page = make_webinar(title="Elsewhen", sessions=[make_session(3)])
    RequestEvent.objects.create(request=request, page=page, made_at=NOW)
    told = report(request=request, kind=ReportKind.DATE_CHANGE, new=NEW, now=NOW)

    settled = settle_report(report=told, is_accepted=True, doer=staff(make_admin()), now=NOW)

    assert settled.to_do == [
        "No session of “Elsewhen” has the old date and time. Change the event page by hand."
    ]
    request.refresh_from_db()
    assert request.event_date == NEW.date
