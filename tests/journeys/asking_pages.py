"""Every page of asking for assistance in every state it has, with the way to it.

The way to a state may be walked again and again: it ends where it ended the first time.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from events.public_forms.addresses import address_key
from events.tta.actions.record import SYSTEM, remember
from events.tta.enums import EntryKind, OptionList, QuestionKind, Stage
from events.tta.models import Option, TTARequest, TTAType, TypeQuestion
from events.tta.tokens import link_token
from tests.journeys.public_page import PublicPage
from tests.make import NOW, make_request, make_type

FORM = ("tta/request.html",)


def _id(name: str, of: OptionList) -> str:
    return str(Option.objects.get(list=of, name=name).pk)


def _you() -> dict:
    return {
        "contact_name": ["Dana Whitfield"],
        "contact_email": ["dana@springfield.example"],
        "agency_name": ["Springfield Police Department"],
        "agency_place": ["Springfield, Massachusetts"],
        "agency_type": [_id("Law enforcement agency", OptionList.AGENCY_TYPE)],
        "agency_scope": [_id("City or town", OptionList.AGENCY_SCOPE)],
    }


def _need() -> dict:
    return {
        "title": ["Co-response for the night shift"],
        "narrative": ["Our officers answer most calls at night without a clinician."],
        "tta_type": [str(TTAType.objects.get(key="classroom-training").pk)],
        "program_area": [_id("Police and mental health collaboration", OptionList.PROGRAM_AREA)],
        "sub_topics": [_id("Housing", OptionList.SUB_TOPIC)],
        "supports_practice": ["on"],
        "practice_name": ["Crisis intervention teams"],
    }


def _event() -> dict:
    return {
        "has_event": ["yes"],
        "event_month": ["1"],
        "event_day": ["10"],
        "event_year": ["2027"],
        "event_start_time": ["9:00 a.m."],
        "event_zone": ["America/Chicago"],
        "delivery": ["in_person"],
        "place_name": ["Town Hall"],
    }


def make_asking_pages() -> None:
    """Drafts that are full, lacking, and empty; requests that came back, were sent, and are decided."""
    classroom = make_type()
    TypeQuestion.objects.create(
        tta_type=classroom, label="Is there a room with tables?", kind=QuestionKind.YES_NO
    )
    TypeQuestion.objects.create(
        tta_type=classroom, label="Which exercises did you hold last year?", kind=QuestionKind.LINES,
        is_required=True, help_text="One line for each.",
    )  # fmt: skip
    question = TypeQuestion.objects.get(kind=QuestionKind.LINES)
    full = {
        "you": _you(),
        "need": _need() | {f"q-{question.pk}": ["None."]},
        "event": _event(),
        "letter": {"letter_plan": ["email"]},
    }
    bad = {
        "event_day": ["30"],
        "event_month": ["2"],
        "event_start_time": ["2:30"],
        "event_zone": [""],
    }
    lacking = {
        "you": {"contact_email": ["dana@"]},
        "need": _need() | {"title": [""], "practice_name": [""], "program_area": [""]},
        "event": full["event"] | bad,
        "letter": {"letter_plan": ["upload"]},
    }
    for name, typed in {"full": full, "lacking": lacking, "empty": {}}.items():
        email = f"{name}@springfield.example" if name != "empty" else ""
        make_request(short_name=name, stage=Stage.DRAFT, typed=typed, contact_email=email, now=NOW)
    TTARequest.objects.filter(stage=Stage.DRAFT).update(title="")
    for stage in (Stage.RETURNED, Stage.SUBMITTED, Stage.APPROVED):
        made = make_request(short_name=stage.value, stage=stage, letter_plan="email")
        if stage == Stage.RETURNED:
            remember(
                made, kind=EntryKind.STAGE, doer=SYSTEM, now=NOW, is_public=True,
                comment="Which of the two shifts?", stages=(Stage.SUBMITTED, stage),
            )  # fmt: skip


def own(name: str, part: str) -> Callable[[], str]:
    """The address of a page of the request that goes by this short name."""
    return lambda: f"/tta/request/{link_token(TTARequest.objects.get(short_name=name))}/{part}"


def form(page: str, state: str, shows: str, query: str = "") -> PublicPage:
    return PublicPage(
        name=f"asking, {page}, {state}", path=own(state, f"form/{page}/{query}"), shows=shows,
        templates=("tta/_form.html", f"tta/form_{page}.html"),
    )  # fmt: skip


def _press(button: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=button).click()


def _send_links(email: str) -> Callable[[Page], None]:
    def step(page: Page) -> None:
        page.locator("main [name=email]").fill(address_key(email))
        _press("Send me my links")(page)

    return step


def _forge_token(page: Page) -> None:
    page.locator("main [name=form_token]").evaluate("field => field.value = 'forged'")
    _press("Save and continue")(page)


ASKING_PAGES = (
    PublicPage(name="asking", path="/tta/request/", shows="You and your agency", templates=FORM),
    PublicPage(
        name="asking, with errors", path="/tta/request/", shows="This form was open for a long time.",
        templates=FORM, step=_forge_token,
    ),
    PublicPage(
        name="asking, links", path="/tta/request/link/", shows="Get your links again",
        templates=("tta/links.html",),
    ),
    PublicPage(
        name="asking, links with an error", path="/tta/request/link/", shows="with a domain",
        templates=("tta/links.html",), step=_send_links("dana@county"),
    ),
    PublicPage(
        name="asking, links sent", path="/tta/request/link/?sent=1", shows="Look into your mailbox",
        templates=("tta/links.html",),
    ),
    form("you", "empty", "Your agency"),
    form("you", "lacking", "Enter your name", "?check=1"),
    form("need", "full", "further questions"),
    form("need", "lacking", "Enter a title", "?check=1"),
    form("need", "returned", "What our staff asks you to change"),
    form("event", "empty", "Is there an event?"),
    form("event", "full", "days too soon"),
    form("event", "lacking", "February 2027 has only 28 days", "?check=1"),
    form("letter", "full", "The letter must say"),
    form("letter", "lacking", "Choose the file of your letter", "?check=1"),
    form("review", "full", "Not sent, since they belong to another program area"),
    form("review", "lacking", "This page lacks something"),
    PublicPage(
        name="asking, review with errors", path=own("full", "form/review/"),
        shows="Confirm that you agree", templates=("tta/form_review.html",),
        step=_press("Submit the request"),
    ),
    PublicPage(
        name="asking, saved", path=own("full", "saved/"), shows="Your draft is saved",
        templates=("tta/saved.html",),
    ),
    PublicPage(
        name="asking, saved without an address", path=own("empty", "saved/"),
        shows="We don’t have a valid e-mail address of yours.", templates=("tta/saved.html",),
    ),
    PublicPage(
        name="asking, sent", path=own("submitted", "sent/"), shows="We have your request",
        templates=("tta/sent.html",),
    ),
    PublicPage(
        name="asking, withdraw", path=own("submitted", "withdraw/"), shows="Withdraw your request?",
        templates=("tta/withdraw.html",),
    ),
    PublicPage(
        name="asking, withdraw too late", path=own("approved", "withdraw/"),
        shows="can’t be withdrawn", templates=("tta/withdraw.html",),
    ),
)  # fmt: skip
