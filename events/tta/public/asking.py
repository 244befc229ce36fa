"""The pages of the form behind the signed link: each POST keeps what was typed, whether it is valid or not."""

from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from events.times import format_moment
from events.tta.actions.mail_link import mail_link
from events.tta.actions.record import requester
from events.tta.actions.save_page import NotOpen, save_page
from events.tta.actions.upload_letter import NoMoreLetters, upload_letter
from events.tta.enums import OPEN_TO_REQUESTER, LetterPlan, Stage
from events.tta.models import TTARequest, TTASettings
from events.tta.public.asking_doors import by_link
from events.tta.public.asking_pages import Pages
from events.tta.public.asking_texts import help_line, letter_help, letter_mailbox
from events.tta.public.forms import (
    PAGES,
    REVIEW,
    EventForm,
    LetterForm,
    NeedForm,
    PageForm,
    Typed,
    YouForm,
    raw_texts,
    usable_contact,
)
from events.tta.tokens import link_token
from events.tta.uploads import SizeLimit, UnusableUpload, limit_uploads, uploaded


def pages_of(found: TTARequest, now: datetime) -> Pages:
    return Pages(found, texts=TTASettings.for_site(found.site), now=now)


def is_open(found: TTARequest) -> bool:
    """Whether the requester writes; who comes with an old link otherwise is led to where it stands."""
    return found.stage in OPEN_TO_REQUESTER


@by_link("GET", "HEAD")
def resume(request: HttpRequest, found: TTARequest) -> HttpResponse:
    """To the first page that lacks something."""
    if not is_open(found):
        return redirect("tta:status", link_token(found))
    return _to(found, pages_of(found, timezone.now()).first_lacking())


@by_link("GET", "HEAD", "POST")
def page(request: HttpRequest, found: TTARequest, page: str) -> HttpResponse:
    """One page; POST keeps it and goes on, or stays and shows what is missing."""
    if page not in PAGES:
        raise Http404
    now = timezone.now()
    limit = limit_uploads(request)
    if request.method == "POST":
        return _keep(request, found, page, limit, now)
    if not is_open(found):
        return redirect("tta:status", link_token(found))
    pages = pages_of(found, now)
    typed = pages.typed(page)
    form = pages.form(page, typed)
    if "check" in request.GET:
        form = pages.form(page, typed or {})
    elif form.is_bound:
        form.forget_errors()
    return show(request, pages, page, form)


def _keep(
    request: HttpRequest, found: TTARequest, page: str, limit: SizeLimit, now
) -> HttpResponse:
    pages = pages_of(found, now)
    raw = raw_texts(request.POST)
    typed = pages.form(page, raw).typed_from(raw)
    if _brings_a_file(request, limit):
        typed["letter_plan"] = [LetterPlan.UPLOAD]
    name = email = ""
    form = pages.form(page, typed)
    if isinstance(form, YouForm):
        name, email = usable_contact(form)
    try:
        found = save_page(request=found, page=page, typed=typed, now=now, name=name, email=email)
    except NotOpen as closed:
        return _closed(request, found, form, str(closed))
    refused = _keep_letters(request, found, limit, now) if page == "letter" else ""
    pages = pages_of(found, now)
    form = pages.read(page)
    if "leave" in request.POST and not refused:
        mail_link(request=found, now=now)
        return redirect("tta:saved", link_token(found))
    if isinstance(form, NeedForm) and _has_unseen_questions(form, raw):
        return redirect(f"{_address(found, page)}?more=1#further")
    if refused and isinstance(form, LetterForm):
        form.refuse_file(refused)
    if not form.is_valid():
        return show(request, pages, page, form)
    following = [*PAGES, REVIEW]
    return _to(found, following[following.index(page) + 1])


def _brings_a_file(request: HttpRequest, limit: SizeLimit) -> bool:
    return bool(request.FILES.get("letter") or limit.too_large)


def _keep_letters(request: HttpRequest, found: TTARequest, limit: SizeLimit, now) -> str:
    """Keep the files of the page; why not, where they can't be."""
    try:
        for file, checked in uploaded(request, limit):
            upload_letter(request=found, file=file, checked=checked, doer=requester(found), now=now)
    except (UnusableUpload, NoMoreLetters) as refused:
        return str(refused)
    return ""


def _has_unseen_questions(form: NeedForm, raw: Typed) -> bool:
    """Whether the type that was just chosen asks what the page did not show yet."""
    chosen = form.chosen_type
    return bool(form.questions) and chosen is not None and raw.get("asked_for") != [str(chosen.pk)]


def show(request: HttpRequest, pages: Pages, page: str, form: PageForm) -> HttpResponse:
    """A page of the form, with its errors where it has some."""
    context = frame(pages, page) | {
        "form": form,
        "has_more": "more" in request.GET,
        "letters": pages.letters,
        "letter_help": letter_help(pages.texts),
        "letter_mailbox": letter_mailbox(pages.texts),
        "needs_letter": pages.needs_letter,
        "lead": form.lead_time() if isinstance(form, EventForm) else None,
    }
    return render(request, f"tta/form_{page}.html", context)


def frame(pages: Pages, current: str) -> dict:
    """What stands around every page: the steps, the number, when it was saved, whom to ask."""
    found = pages.request
    steps = pages.steps(current)
    number = [step.page for step in steps].index(current) + 1
    comment = ""
    if found.stage == Stage.RETURNED:
        entry = found.history.filter(to_stage=Stage.RETURNED).order_by("-pk").first()
        comment = entry.comment if entry else ""
    return {
        "tta_request": found,
        "token": link_token(found),
        "steps": steps,
        "step_number": number,
        "heading": steps[number - 1].heading,
        "saved_at": format_moment(at=found.changed_at, zone=settings.TTA_TIME_ZONE),
        "help_line": help_line(pages.texts),
        "comment": comment,
    }


def _closed(request: HttpRequest, found: TTARequest, form: PageForm, sentence: str) -> HttpResponse:
    """Refused since it is with staff: why, and what was typed, to be copied into a message."""
    typed = [(field.label, field.value()) for field in form]
    context = {
        "tta_request": found,
        "token": link_token(found),
        "sentence": sentence,
        "typed": [(label, value) for label, value in typed if isinstance(value, str) and value],
        "help_line": help_line(TTASettings.for_site(found.site)),
    }
    return render(request, "tta/form_closed.html", context, status=409)


@by_link("GET", "HEAD")
def saved(request: HttpRequest, found: TTARequest) -> HttpResponse:
    """It is kept; where the link went, and the link itself."""
    if not is_open(found):
        return redirect("tta:status", link_token(found))
    token = link_token(found)
    context = {
        "tta_request": found,
        "token": token,
        "link": request.build_absolute_uri(reverse("tta:resume", args=[token])),
        "help_line": help_line(TTASettings.for_site(found.site)),
    }
    return render(request, "tta/saved.html", context)


def _address(found: TTARequest, page: str) -> str:
    token = link_token(found)
    if page == REVIEW:
        return reverse("tta:review", args=[token])
    return reverse("tta:form", args=[token, page])


def _to(found: TTARequest, page: str) -> HttpResponse:
    return redirect(_address(found, page))
