"""The desk's pages of TTA requests under axe: WCAG 2.2, levels A and AA; on a desk and on a phone, light and dark."""

import pytest
from django.urls import reverse

from events.tta.actions.assign import assign_provider
from events.tta.actions.note import add_note
from events.tta.actions.record import staff
from events.tta.actions.report import report
from events.tta.enums import ReportKind, Stage
from events.tta.models import SavedView
from tests.journeys import editor
from tests.journeys.barriers import barriers
from tests.make import NOW, make_admin, make_provider, make_request

pytestmark = pytest.mark.journey

LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]
ACTS = ["own", "assign", "move", "letter", "lead", "correct", "message", "note", "cancel"]
DECISIONS = ["approve", "return", "decline"]
# Wagtail's own: on a phone the button that opens the list of a form's sections is narrower than 24 px.
NOT_OURS = ("target-size: ['#w-minimap-toggle']",)


@pytest.fixture(params=LOOKS, ids=lambda look: f"{look[0]}-{look[1]}")
def page(request, site, open_page):
    """The page of an administrator, in one of LOOKS."""
    make_admin()
    width, scheme = request.param
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    editor.log_in(page)
    return page


def test_desk_has_no_barrier(page, live_server):
    given, new = _requests()
    pages = [("list", []), ("inspect", [given.pk]), ("milestone_add", [given.pk])]
    pages += [(name, [given.pk]) for name in ACTS] + [(name, [new.pk]) for name in DECISIONS]
    pages.append(("settle", [given.pk, given.reports.get().pk]))
    found = []

    for name, args in pages:
        page.goto(live_server.url + reverse(f"tta_requests:{name}", args=args))
        found += barriers(page, name)
    page.goto(live_server.url + reverse("tta_requests:return", args=[new.pk]))
    page.get_by_role("button", name="Return it and send the mail").click()
    page.get_by_role("alert").first.wait_for()
    found += barriers(page, "an error")
    page.goto(f"{live_server.url}/admin/bulk/tta/ttarequest/tta_assign/?id={given.pk}&next=/admin/")
    found += barriers(page, "bulk action")

    assert [line for line in found if not any(part in line for part in NOT_OURS)] == []


def _requests():
    """One that is with a provider and has everything, one that is new."""
    user = make_admin(username="chief")
    given = make_request(stage=Stage.APPROVED, owner=user)
    doer = staff(user)
    assign_provider(request=given, provider=make_provider(), doer=doer, now=NOW)
    add_note(request=given, text="Call them.", doer=doer, now=NOW)
    report(request=given, kind=ReportKind.UNREACHABLE, now=NOW, words="No answer for a week.")
    given.milestones.create(text="Kick-off call", due_date=NOW.date())
    given.milestones.create(text="Agenda agreed", due_date=NOW.date())
    SavedView.objects.create(user=user, name="Mine", query="owner=me", is_shared=True)
    return given, make_request()
