"""Every kind of mail of registration, sent and opened as a page: under axe, and at the width of a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone

from events.actions import cancel_event
from events.enums import JoinVisibility
from events.outbox.models import OwedMail
from events.registration.actions import (
    Registrant,
    add_sessions,
    cancel_registration,
    change_address,
    give_back_session,
    invite_to_team,
    make_personal_feed,
    send_invitation_again,
    send_links,
)
from events.registration.emails.kinds import MAIL_KINDS
from events.registration.enums import Part
from events.registration.replies.actions import take_mail
from tests.events.registration.moving import move
from tests.events.registration.replies.written_mail import answer
from tests.journeys.barriers import barriers
from tests.journeys.looks import beyond_the_edge
from tests.journeys.postbox import open_letter
from tests.make import (
    make_event,
    make_registration,
    make_series,
    make_session,
    make_webinar,
    publish,
    uids_of,
)

pytestmark = pytest.mark.journey

# The colors that a browser gives to mail that sets none, said aloud: axe takes paper for white.
PAPER = ":root { background: Canvas; color: CanvasText }"
LOOKS = [(600, "light"), (600, "dark"), (360, "light"), (360, "dark")]


@pytest.fixture
def letters(site, postbox):
    """What comes of registering, waiting, changing and cancelling: (kind, letter) in the order of arrival."""
    webinar = make_webinar(
        parent=site, title="Rural response", capacity=1, sessions=[make_session(1, "09:00", "10:00")],
        join_url="https://meet.example/a-rather-long-address-for-a-room/?password=0123456789abcdef",
        join_visibility=JoinVisibility.REGISTRANTS,
    )  # fmt: skip
    series = make_event(
        parent=site, title="Night shift", sessions=[make_session(day) for day in (3, 10)],
        place_address="1 Main Street\nSpringfield, MA 01103", contact_email="ana@tta.example",
        contact_name="Ana Prado", contact_phone="(555) 555-0142",
    )  # fmt: skip
    now = timezone.now()
    yesterday = now - timedelta(days=1)
    needs = {"needs_interpreter": True, "other_needs": "A seat near the door"}
    first = make_registration(event=webinar, name="Jordan Ellis", now=yesterday, **needs)
    _next, last = [make_registration(event=webinar, now=yesterday) for _ in range(2)]
    both = make_registration(event=series, now=yesterday)
    moving = make_registration(event=series, email="jordan@pine.example", now=yesterday)
    moved = make_event(parent=site, title="Moved", capacity=1, sessions=[make_session(5)])
    for _ in range(2):
        make_registration(event=moved, now=yesterday)
    presenter = Registrant(name="Ana Prado", email="ana@tta.example")
    invite_to_team(event=series, registrant=presenter, part=Part.PRESENTER, by=None, now=now)
    hours = make_series(parent=site, seats=(1, 2, 2))
    make_registration(event=hours, sessions=[0], now=yesterday)
    choosing = make_registration(event=hours, sessions=[1], now=yesterday)
    arrived = [postbox.deliver()]
    first_hour, second_hour, third_hour = uids_of(hours, [0, 1, 2])
    add_sessions(registration=choosing, uids=[first_hour], now=now)
    add_sessions(registration=choosing, uids=[third_hour], now=now)
    arrived.append(postbox.deliver())
    give_back_session(registration=choosing, uid=second_hour, now=now)
    take_mail(content=answer(both), now=now)
    webinar.join_url = "https://meet.example/another-room"
    publish(webinar)
    moved.place_name, moved.change_note = "Library", "The hall has no ramp.\n\nThe library has."
    move(moved)
    arrived.append(postbox.deliver())
    cancel_event(event=moved, reason="Nobody can come.", next_step="Ask us.", now=now)
    arrived.append(postbox.deliver())
    make_registration(event=series, email="jordan@pine.example", now=now)
    send_invitation_again(registration=both, now=now)
    send_links(email=first.email, now=now)
    make_personal_feed(registration=both, now=now)
    arrived.append(postbox.deliver())
    for registration in (first, last, both):
        cancel_registration(registration=registration, now=now)
    change_address(registration=moving, email="jordan@oak.example", now=now)
    arrived.append(postbox.deliver())
    kinds = dict(OwedMail.objects.values_list("message_id", "kind"))
    everything = [letter for turn in arrived for mailbox in turn.values() for letter in mailbox]
    return [(kinds[letter.message["Message-ID"]], letter) for letter in everything]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_mail_has_no_barrier_and_fits(letters, open_page, width, scheme):
    assert {kind for kind, _letter in letters} == {kind.name for kind in MAIL_KINDS}
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = []
    for kind, letter in letters:
        open_letter(page, letter)
        page.add_style_tag(content=PAPER)
        found += barriers(page, kind)
        found += beyond_the_edge(page, kind)
    assert found == []
