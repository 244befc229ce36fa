"""Check everything, agree, submit; the receipt; and withdrawing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from events.tta.actions.mail_link import mail_link
from events.tta.actions.move import CannotMove
from events.tta.actions.record import ChangedMeanwhile
from events.tta.actions.save_page import NotOpen, save_page
from events.tta.actions.submit import submit
from events.tta.actions.withdraw import may_withdraw, withdraw
from events.tta.agreement import agreement_of
from events.tta.clock import center_date
from events.tta.enums import LetterPlan, LetterState, Stage
from events.tta.lead_time import lead_time
from events.tta.models import TTARequest, TTASettings
from events.tta.public.asking import frame, is_open, pages_of
from events.tta.public.asking_doors import by_link
from events.tta.public.asking_pages import Pages
from events.tta.public.asking_texts import help_line, letter_mailbox
from events.tta.public.forms import PAGES, REVIEW, ReviewForm, raw_texts
from events.tta.tokens import link_token
from events.tta.words import next_step


@by_link("GET", "HEAD", "POST")
def review(request: HttpRequest, found: TTARequest) -> HttpResponse:
    """All answers with what they lack; POST submits, once every page is valid and the agreement given."""
    now = timezone.now()
    if not is_open(found):
        return _to_where_it_stands(request, found)
    pages = pages_of(found, now)
    agreement = agreement_of(pages.texts)
    if request.method != "POST":
        name = (found.typed.get(REVIEW) or {}).get("agreed_name", [""])[0]
        form = ReviewForm(agreement=agreement, initial={"agreed_name": name})
        return _show(request, pages, form)
    form = ReviewForm(request.POST, agreement=agreement)
    if "leave" in request.POST:
        return _leave(request, found, now)
    if not form.is_valid() or pages.invalid():
        return _show(request, pages, form)
    try:
        found = submit(
            request=found, answers=pages.answers(), consent=form.consent, now=now,
            seen=found.version,
        )  # fmt: skip
    except NotOpen:
        return _to_where_it_stands(request, found)
    except ChangedMeanwhile:
        form.add_error(
            None,
            _(
                "A page was saved in another window just now. Look at the answers again, then submit."
            ),
        )
        found.refresh_from_db()
        return _show(request, pages_of(found, now), form, status=409)
    return redirect("tta:sent", link_token(found))


def _leave(request: HttpRequest, found: TTARequest, now) -> HttpResponse:
    typed = raw_texts(request.POST)
    kept = {"agreed_name": typed.get("agreed_name", [""])[:1]}
    try:
        found = save_page(request=found, page=REVIEW, typed=kept, now=now)
    except NotOpen:
        return _to_where_it_stands(request, found)
    mail_link(request=found, now=now)
    return redirect("tta:saved", link_token(found))


def _to_where_it_stands(request: HttpRequest, found: TTARequest) -> HttpResponse:
    """Who pressed twice gets the receipt that the first press led to."""
    is_second = request.method == "POST" and found.stage == Stage.SUBMITTED
    return redirect("tta:sent" if is_second else "tta:status", link_token(found))


def _show(
    request: HttpRequest, pages: Pages, form: ReviewForm, *, status: int = 200
) -> HttpResponse:
    words = pages.in_words()
    token = link_token(pages.request)
    sections = [
        {
            "page": page,
            "heading": PAGES[page].heading,
            "lines": words[page],
            "problems": pages.read(page).summary,
            "address": reverse("tta:form", args=[token, page]),
        }
        for page in PAGES
    ]
    imagined = pages.imagined()
    today = center_date(pages.now)
    lead = lead_time(imagined, today)
    context = frame(pages, REVIEW) | {
        "form": form,
        "sections": sections,
        "is_complete": not any(section["problems"] for section in sections),
        "letters": pages.letters,
        "needs_letter": pages.needs_letter,
        "lead": lead if lead and lead.is_short else None,
        "dropped_topics": getattr(pages.read("need"), "dropped_topics", []),
    }
    return render(request, "tta/form_review.html", context, status=status)


@by_link("GET", "HEAD")
def sent(request: HttpRequest, found: TTARequest) -> HttpResponse:
    """The receipt: the number, what comes next, and the link to keep."""
    if found.stage != Stage.SUBMITTED:
        return redirect("tta:status", link_token(found))
    texts = TTASettings.for_site(found.site)
    token = link_token(found)
    context = {
        "tta_request": found,
        "token": token,
        "link": request.build_absolute_uri(reverse("tta:status", args=[token])),
        "next_step": next_step(found.stage),
        "letter_is_missing": found.letter_state == LetterState.MISSING,
        "is_by_email": found.letter_plan == LetterPlan.EMAIL,
        "letter_mailbox": letter_mailbox(texts),
        "help_line": help_line(texts),
    }
    return render(request, "tta/sent.html", context)


@by_link("GET", "HEAD", "POST")
def withdraw_page(request: HttpRequest, found: TTARequest) -> HttpResponse:
    """Asks once more; POST withdraws."""
    token = link_token(found)
    if request.method == "POST":
        try:
            withdraw(request=found, now=timezone.now())
        except CannotMove:
            found.refresh_from_db()
        else:
            return redirect("tta:status", token)
    context = {
        "tta_request": found,
        "token": token,
        "may_withdraw": may_withdraw(found),
        "help_line": help_line(TTASettings.for_site(found.site)),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "tta/withdraw.html", context, status=status)
