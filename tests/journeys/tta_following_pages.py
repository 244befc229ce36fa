"""Every page of following a request for assistance in every state it has, with the way to it.

`TTA_FOLLOWING_PAGES` stand on the list of test_access.py; `make_tta_following_pages` makes what they show.
"""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse

from events.tta.actions.move import move
from events.tta.actions.record import requester, staff
from events.tta.actions.report import report
from events.tta.actions.write_message import write_message
from events.tta.enums import LetterState, ReportKind, Stage
from events.tta.models import Milestone, RequestEvent, TTARequest
from events.tta.tokens import link_token
from tests.journeys.public_page import PublicPage
from tests.journeys.registration_pages import press
from tests.make import NOW, make_admin, make_provider, make_request, make_webinar

# Title of the request → what its page is for.
AT_WORK, DRAFT, RETURNED = "Co-response at night", "Not yet sent", "Sent back"
MILESTONES = [
    ("Kick-off call", -60, -58),
    ("Agenda agreed with the agency and its partners", -25, None),
    ("Visit to the agency", None, -2),
    ("Trainers booked", 5, None),
    ("Travel approved", 6, None),
    ("Evaluation of the first half-year", 150, None),
]


def own(title: str, name: str = "status") -> Callable[[], str]:
    """The address of one page of the request of that title."""
    return lambda: reverse(f"tta:{name}", args=[link_token(TTARequest.objects.get(title=title))])


def _page(name: str, path: Callable[[], str], shows: str, template: str, **more) -> PublicPage:
    return PublicPage(
        name=name, path=path, shows=shows, templates=(f"tta/{template}.html",), **more
    )


TTA_FOLLOWING_PAGES = (
    _page("own request in work", own(AT_WORK), "Agenda agreed", "status"),
    _page("own draft", own(DRAFT), "Go on writing your request", "status"),
    _page("own request sent back", own(RETURNED), "Name the hall.", "status"),
    _page(
        "message with errors", own(AT_WORK), "Write your message", "status", step=press("Send")
    ),
    _page("date change", own(AT_WORK, "date_change"), "New date", "report"),
    _page(
        "date change with errors", own(AT_WORK, "date_change"), "Enter the new date", "report",
        step=press("Report it"),
    ),
    _page("cancelled", own(AT_WORK, "cancelled"), "Why is it cancelled?", "report"),
    _page(
        "provider out of reach, reported before", own(AT_WORK, "unreachable"),
        "You reported this already", "report",
    ),
    _page("letter", own(AT_WORK, "letter"), "Send the letter of support", "letter"),
    _page(
        "letter with errors", own(AT_WORK, "letter"), "Choose the file of the letter", "letter",
        step=press("Send the letter"),
    ),
)  # fmt: skip


def make_tta_following_pages(index) -> None:
    """Content for all of TTA_FOLLOWING_PAGES, true at NOW."""
    user = make_admin(username="desk")
    provider = make_provider(
        "Center for Crisis Response Practice",
        contact_name="Ana Ruiz",
        contact_phone="(555) 555-0100",
    )
    request = make_request(
        title=AT_WORK, stage=Stage.SCHEDULED, provider=provider, letter_state=LetterState.CHECKED,
        now=NOW - timedelta(days=70),
    )  # fmt: skip
    for order, (text, due, done) in enumerate(MILESTONES):
        Milestone.objects.create(
            request=request, text=text, sort_order=order,
            due_date=None if due is None else NOW.date() + timedelta(days=due),
            done_date=None if done is None else NOW.date() + timedelta(days=done),
        )  # fmt: skip
    event = make_webinar(parent=index, title="Co-response: the night shift")
    RequestEvent.objects.create(request=request, page=event, made_at=NOW)
    move(request=request, to=Stage.IN_DELIVERY, doer=staff(user), now=NOW, comment="All is ready.")
    write_message(request=request, text="Which shifts come?", doer=staff(user), now=NOW)
    write_message(request=request, text="The night.\nTwelve.", doer=requester(request), now=NOW)
    report(request=request, kind=ReportKind.UNREACHABLE, words="Two calls, no answer.", now=NOW)
    make_request(title=DRAFT, stage=Stage.DRAFT)
    back = make_request(title=RETURNED, stage=Stage.RETURNED)
    back.history.create(
        kind="stage", at=NOW, actor="staff", by=user, by_name="desk", from_stage=Stage.UNDER_REVIEW,
        to_stage=Stage.RETURNED, words="Under review → Returned for changes", comment="Name the hall.",
        is_public=True,
    )  # fmt: skip
