"""The first page, before there is a request, and “send me my links again”."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from events.public_forms.guarded import TOO_OFTEN
from events.public_forms.limits import is_within
from events.public_forms.networks import network_of
from events.tta.actions.mail_link import mail_link, mail_links
from events.tta.actions.save_page import NotOpen, save_page
from events.tta.actions.start_draft import start_draft
from events.tta.limits import LINKS_BY_NETWORK, REQUESTS_BY_NETWORK
from events.tta.models import TTARequest, TTASettings
from events.tta.public.asking_doors import unlocked
from events.tta.public.asking_texts import help_line, introduction, site_of
from events.tta.public.forms import PAGES, FirstForm, LinksForm, raw_texts, usable_contact
from events.tta.tokens import link_token


@unlocked("GET", "HEAD", "POST")
def first(request: HttpRequest) -> HttpResponse:
    """Who is asking. The first POST makes the draft, also when something is missing, and goes on behind its link."""
    now = timezone.now()
    site = site_of(request)
    texts = TTASettings.for_site(site)
    data = raw_texts(request.POST) if request.method == "POST" else None
    form = FirstForm(data, request=None, texts=texts, now=now)
    if data is None:
        response = _page(request, form, texts)
        # Not no-store: who goes back finds what they typed.
        response.headers["Cache-Control"] = "private, no-cache"
        return response
    if sentence := form.refusal():
        form.add_error(None, sentence)
        return _page(request, form, texts)
    # A second press of the same form begins nothing, and counts for nothing.
    is_known = TTARequest.objects.filter(form_token=form.token_key).exists()
    if not is_known and not is_within(REQUESTS_BY_NETWORK, who=network_of(request.META)):
        form.add_error(
            None,
            _("Very many requests came from your network within the hour. Please try again later, or"
              " write to us. Your answers are still here."),
        )  # fmt: skip
        return _page(request, form, texts, status=TOO_OFTEN)
    return _begin(request, form, site, now)


def _begin(request: HttpRequest, form: FirstForm, site: Site, now) -> HttpResponse:
    name, email = usable_contact(form)
    typed = form.typed_from(raw_texts(request.POST))
    draft, is_new = start_draft(
        site=site, form_token=form.token_key, typed=typed, name=name, email=email, now=now
    )
    token = link_token(draft)
    if not is_new:
        try:
            save_page(request=draft, page="you", typed=typed, now=now, name=name, email=email)
        except NotOpen:
            return redirect("tta:status", token)
    if "leave" in request.POST:
        mail_link(request=draft, now=now)
        return redirect("tta:saved", token)
    if not form.is_valid():
        return redirect(f"{reverse('tta:form', args=[token, 'you'])}?check=1")
    return redirect("tta:form", token, list(PAGES)[1])


def _page(request: HttpRequest, form, texts: TTASettings, *, status: int = 200) -> HttpResponse:
    context = {
        "form": form,
        "introduction": introduction(texts),
        "help_line": help_line(texts),
        "headings": [page.heading for page in PAGES.values()],
    }
    return render(request, "tta/request.html", context, status=status)


@unlocked("GET", "HEAD", "POST")
def links(request: HttpRequest) -> HttpResponse:
    """Ask for the links of one's requests; the answer is the same for every address."""
    now = timezone.now()
    site = site_of(request)
    status = 200
    form = LinksForm(request.POST if request.method == "POST" else None, now=now)
    if form.is_bound and form.is_valid():
        if is_within(LINKS_BY_NETWORK, who=network_of(request.META)):
            mail_links(email=form.cleaned_data["email"], site=site, now=now)
            return redirect(f"{reverse('tta:links')}?sent=1")
        status = TOO_OFTEN
        form.add_error(
            None, _("Your network asked very often within the hour. Please try again later.")
        )
    context = {
        "form": form,
        "is_sent": not form.is_bound and request.GET.get("sent") == "1",
        "help_line": help_line(TTASettings.for_site(site)),
    }
    return render(request, "tta/links.html", context, status=status)
