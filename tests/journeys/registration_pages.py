"""Every page of registration in every state it has, with the way to it.

`REGISTRATION_PAGES` stand on the list of test_access.py beside PUBLIC_PAGES. The way to a state may
be walked again and again: it ends where it ended the first time.
"""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from playwright.sync_api import Page

from events.actions import cancel_event
from events.enums import Delivery, JoinVisibility
from events.models import EventPage
from events.registration import actions
from events.registration.models import Registration, SessionPlace
from events.registration.tokens import link_token, result_token
from tests.journeys.public_page import PublicPage
from tests.make import NOW, make_event, make_registration, make_session, make_webinar

TOO_LONG = "Telecommunicator " * 80
MEETING = "https://meet.example/room-5"


# ---- ways to a state ----


def own(name: str, part: str = "") -> Callable[[], str]:
    """The address of somebody's own page, or of one below it such as `cancel/`."""
    return lambda: f"/registrations/{link_token(Registration.objects.get(name=name))}/{part}"


def result(name: str) -> Callable[[], str]:
    """The address of the page that somebody saw after registering."""

    def address() -> str:
        registration = Registration.objects.select_related("event").get(name=name)
        args = [f"events/{registration.event.slug}", result_token(registration)]
        return reverse("event_registration:done", args=args)

    return address


def press(button: str) -> Callable[[Page], None]:
    return lambda page: page.get_by_role("button", name=button).click()


def send(button: str, **answers: str) -> Callable[[Page], None]:
    """Answer the fields of these names, and press."""

    def step(page: Page) -> None:
        for name, answer in answers.items():
            page.locator(f"main [name={name}]").fill(answer)
        press(button)(page)

    return step


def register_where_it_closed(page: Page) -> None:
    """As if registration had closed since the form was opened."""
    page.locator("main form").evaluate(
        "form => form.setAttribute('action', '/events/sign-up-closed/register/')"
    )
    send("Register", name="Jordan Ellis", email="late@pine.example")(page)


def register_as_a_robot(page: Page) -> None:
    page.locator("[name=website]").evaluate("field => { field.value = 'https://robot.example' }")
    send("Register", name="Robot", email="robot@pine.example")(page)


def send_without_cookie(page: Page) -> None:
    page.context.clear_cookies()
    press("Register")(page)


def send_what_no_browser_sends(page: Page) -> None:
    """More fields than Django reads."""
    page.locator("main form").evaluate(
        "form => form.insertAdjacentHTML('beforeend', '<input type=hidden name=x>'.repeat(10001))"
    )
    press("Register")(page)


# ---- the list ----


def registration(name: str, template: str, path, shows: str, **more) -> PublicPage:
    templates = (f"events/registration/{template}.html",)
    if isinstance(path, str) and not path.startswith("/"):
        path = f"/events/sign-up-{path}/"
    return PublicPage(name=name, path=path, shows=shows, templates=templates, **more)


FORM = registration("form", "register", "open/register", "Register for Sign up open")
FORM_WITH_ERRORS = registration(
    "form, everything wrong",
    "register",
    "open/register",
    "Six answers need another look",
    step=send("Register", name="7", email="jordan@", organization=TOO_LONG, other_needs=TOO_LONG),
)
CONFIRMED = registration("result, place", "done", result("Placed"), "You’re registered")
MANAGE = registration("own page, place", "manage", own("Placed"), "You have a place.")

FORM_PAGES = (
    FORM,
    FORM_WITH_ERRORS,
    registration("form, in person", "register", "series/register", "2 sessions"),
    registration("form, sessions", "register", "chosen/register", "Which sessions do you want?"),
    registration(
        "form, no session chosen", "register", "chosen/register", "Choose at least one session",
        step=send("Register", name="Jordan Ellis", email="jordan@pine.example"),
    ),
    registration("form, waitlist", "register", "full/register", "This event is full"),
    registration(
        "form, sent by a robot", "register", "open/register", "A hidden field was filled in",
        step=register_as_a_robot,
    ),
    registration("form, not yet", "closed", "later/register", "Registration opens on November 25"),
    registration("form, closed", "closed", "closed/register", "Registration closed on November 21"),
    registration("form, called off", "closed", "off/register", "The host agency withdrew."),
    registration("form, over", "closed", "over/register", "This event is over."),
    registration(
        "form, closed meanwhile", "closed", "open/register", "What you wrote",
        step=register_where_it_closed, status=409,
    ),
    CONFIRMED,
    registration("result, waitlist", "done", result("Second in line"), "You’re on the waitlist"),
    registration("result, sessions", "done", result("Chooser"), "Your sessions"),
    registration("result, called off since", "done", result("Called off"), "was called off"),
    registration("result, too old", "dead_link", result("Early"), "stays for a day", status=404),
)  # fmt: skip

OWN_PAGES = (
    MANAGE,
    registration("own page, series", "manage", own("In series"), "The invitation"),
    registration("own page, sessions", "manage", own("Chooser"), "Choose more sessions"),
    registration(
        "own page, no session chosen", "manage", own("Chooser"), "Choose at least one session",
        step=press("Add these sessions"),
    ),
    registration(
        "give a session back", "leave_session", lambda: leaving("Chooser"), "Give this session back?"
    ),
    registration("own page, waitlist", "manage", own("Second in line"), "You are number 2"),
    registration("own page, cancelled", "manage", own("Gone"), "Register again"),
    registration("own page, live", "manage", own("Live"), "Join now"),
    registration("own page, over", "manage", own("Over"), "This event is over."),
    registration("own page, called off", "manage", own("Called off"), "will not take place"),
    registration(
        "own page, after a change", "manage", own("Placed", "?done=details"),
        "Your changes are saved.",
    ),
    registration(
        "own page, refused", "manage", own("Often invited"), "We sent it three times",
        step=press("Send me the invitation again"), status=429,
    ),
    registration("own page, calendar", "manage", own("Subscriber"), "Stop this calendar"),
    registration(
        "own page, calendar made", "manage", own("Subscriber", "?done=feed"), "is on its way to you"
    ),
    registration(
        "own page, calendar refused", "manage", own("Often renewed"), "an address three times",
        step=press("Make a new address"), status=429,
    ),
    registration("details", "details", own("Placed", "details/"), "Correct your answers"),
    registration(
        "details with errors", "details", own("Placed", "details/"), "Three answers need",
        step=send("Save", name=" ", organization=TOO_LONG, other_needs=TOO_LONG),
    ),
    registration("address", "address", own("Placed", "address/"), "Change your e-mail address"),
    registration(
        "address with an error", "address", own("Placed", "address/"), "One answer needs",
        step=send("Change my address", email="jordan"),
    ),
    registration(
        "address changed", "address_changed", own("Moving", "address/"), "A new link is on its way",
        step=send("Change my address", email="moved@pine.example"),
    ),
    registration("cancel", "cancel", own("Placed", "cancel/"), "Cancel your registration?"),
    registration(
        "leave the waitlist", "cancel", own("Second in line", "cancel/"), "Leave the waitlist?"
    ),
    registration(
        "dead link", "dead_link", "/registrations/nobody/", "does not work any more", status=404
    ),
)  # fmt: skip

DOORS = (
    registration("links", "links", "/registrations/", "Get your link again"),
    registration(
        "links with an error", "links", "/registrations/", "One answer needs another look",
        step=send("Send me my link", email="jordan"),
    ),
    registration(
        "links sent", "links", "/registrations/", "Look into your mailbox",
        step=send("Send me my link", email="nobody@pine.example"),
    ),
    registration("door", "join", "open/join", "The way in is for people who are registered."),
    registration(
        "door with an error", "join", "open/join", "One answer needs another look",
        step=send("Send me my link", email="jordan"),
    ),
    registration(
        "door, link sent", "join", "open/join", "Look into your mailbox",
        step=send("Send me my link", email="nobody@pine.example"),
    ),
    registration("door, in person", "join", "series/join", "nothing to join online"),
    registration("door, over", "join", "over/join", "This event is over"),
    registration("door, called off", "join", "off/join", "does not take place then"),
)  # fmt: skip

REFUSALS = (
    PublicPage(
        name="form without its cookie", path="/events/sign-up-open/register/", status=403,
        templates=("403_csrf.html",), shows="The form could not be checked", step=send_without_cookie,
    ),
    PublicPage(
        name="form that can't be read", path="/events/sign-up-open/register/", status=400,
        templates=("400.html",), shows="What was sent can’t be read", step=send_what_no_browser_sends,
    ),
)  # fmt: skip

REGISTRATION_PAGES = (*FORM_PAGES, *OWN_PAGES, *DOORS, *REFUSALS)


# ---- what they show ----


def make_sign_up(state: str, *, make=make_webinar, **fields) -> EventPage:
    slug = f"sign-up-{state}"
    title = slug.replace("-", " ").capitalize()
    return make(title=title, slug=slug, contact_email="ana@tta.example", **fields)


def leaving(name: str) -> str:
    """The page that asks before the last of somebody's sessions is given back."""
    place = SessionPlace.objects.filter(registration__name=name).latest("pk")
    return own(name, f"sessions/{place.record.uid}/leave/")()


def join(event: EventPage, name: str, *, now=NOW, **chosen) -> Registration:
    address = f"{name.lower().replace(' ', '-')}@pine.example"
    return make_registration(
        event=event, name=name, email=address, now=now,
        organization="Pine County Sheriff’s Office", role="Dispatcher or call taker",
        needs_interpreter=True, other_needs="A seat near the door.\nNo flashing lights.", **chosen,
    )  # fmt: skip


def make_registration_pages(index) -> None:
    """Content for all of REGISTRATION_PAGES, true at NOW."""
    days = {"yesterday": make_session(-1), "soon": make_session(3)}
    to_join = {"join_url": MEETING, "join_visibility": JoinVisibility.REGISTRANTS}
    registrants = make_sign_up("open", parent=index, capacity=50, **to_join)
    for name in ("Placed", "Moving", "Often invited"):
        join(registrants, name)
    actions.cancel_registration(registration=join(registrants, "Gone"), now=NOW)
    often = Registration.objects.get(name="Often invited")
    for _ in range(3):
        actions.send_invitation_again(registration=often, now=NOW)
    actions.make_personal_feed(registration=join(registrants, "Subscriber"), now=NOW)
    renewed = join(registrants, "Often renewed")
    for _ in range(3):
        actions.make_personal_feed(registration=renewed, now=NOW)
    join(registrants, "Early", now=NOW - timedelta(days=2))
    full = make_sign_up("full", parent=index, capacity=1)
    for name in ("First", "First in line", "Second in line"):
        join(full, name)
    make_sign_up(
        "later", parent=index, registration_opens_date=days["soon"].date,
        registration_opens_time=days["soon"].start_time,
    )  # fmt: skip
    make_sign_up(
        "closed", parent=index, registration_closes_date=days["yesterday"].date,
        registration_closes_time=days["yesterday"].start_time,
    )  # fmt: skip
    off = make_sign_up("off", parent=index)
    join(off, "Called off")
    cancel_event(
        event=off, reason="The host agency withdrew.", next_step="A new date follows.", now=NOW
    )
    over = make_sign_up("over", parent=index, sessions=[make_session(-3)])
    join(over, "Over", now=NOW - timedelta(days=9))
    live = make_sign_up(
        "live", parent=index, sessions=[make_session(0, "09:30", "11:00")], **to_join
    )
    join(live, "Live", now=NOW - timedelta(days=1))
    days = [make_session(9, "09:00", "16:00"), make_session(10, "09:00", "12:00")]
    series = make_sign_up(
        "series", make=make_event, parent=index, delivery=Delivery.IN_PERSON, sessions=days,
        place_name="Town Hall, Room 2", place_city="Springfield, Massachusetts",
    )  # fmt: skip
    join(series, "In series")
    weeks = [make_session(5, capacity=1), make_session(12, capacity=9), make_session(19)]
    chosen = make_sign_up("chosen", parent=index, sessions=weeks, registration_covers="chosen")
    join(chosen, "Quick", sessions=[0])
    join(chosen, "Chooser", sessions=[0, 1])
