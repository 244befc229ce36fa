"""Every kind of mail about requests for TTA, sent and opened as a page: under axe, and at the width of a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Site

from cms.demo.requests import build_requests
from events.outbox.models import OwedMail
from events.tta.actions.assign import assign_provider
from events.tta.actions.mail_link import mail_links
from events.tta.actions.record import staff
from events.tta.actions.report import report
from events.tta.actions.settle_report import settle_report
from events.tta.actions.write_message import write_message
from events.tta.chasing import chase_late
from events.tta.emails.kinds import MAIL_KINDS
from events.tta.enums import ReportKind, Stage
from events.tta.models import TTARequest
from tests.journeys.barriers import barriers
from tests.journeys.looks import beyond_the_edge
from tests.journeys.postbox import open_letter
from tests.journeys.test_mail import LOOKS, PAPER
from tests.make import make_admin, make_lists, make_provider

pytestmark = pytest.mark.journey


@pytest.fixture
def letters(site, postbox):
    """One letter of each kind, of what the demo's requests went through and a little more: (kind, letter)."""
    make_lists()
    user, now = make_admin(), timezone.now()
    home = Site.objects.get(is_default_site=True)
    build_requests(index=site, site=home, now=now, say=lambda line: None)
    request = TTARequest.objects.get(stage=Stage.IN_DELIVERY)
    doer = staff(user)
    write_message(request=request, text="Which shifts come?\n\nBoth?", doer=doer, now=now)
    told = report(request=request, kind=ReportKind.UNREACHABLE, words="No answer.", now=now)
    settle_report(report=told, is_accepted=True, answer="They call you today.", doer=doer, now=now)
    chase_late(now=now + timedelta(days=30))
    assign_provider(
        request=TTARequest.objects.get(stage=Stage.ASSIGNED), provider=make_provider(), doer=doer, now=now,
    )  # fmt: skip
    mail_links(email=request.contact_email, site=home, now=now)
    arrived = postbox.deliver()
    kinds = dict(OwedMail.objects.values_list("message_id", "kind"))
    # Wagtail's own notice to reviewers comes beside ours.
    by_id = {letter.message["Message-ID"]: letter for box in arrived.values() for letter in box}
    return {kinds[name]: letter for name, letter in by_id.items() if name in kinds}


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_mail_has_no_barrier_and_fits(letters, open_page, width, scheme):
    assert set(letters) == {kind.name for kind in MAIL_KINDS}
    page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    found = []
    for kind, letter in letters.items():
        open_letter(page, letter)
        page.add_style_tag(content=PAPER)
        found += barriers(page, kind) + beyond_the_edge(page, kind)
    assert found == []
