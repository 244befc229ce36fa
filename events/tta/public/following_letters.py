"""The letter of support, sent later by the link, and one's own letters to read again."""

from datetime import datetime
from uuid import UUID

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.defaults import page_not_found

from events.public_forms.form import PersonForm
from events.public_forms.guarded import TOO_OFTEN
from events.site_tokens import fill_text, site_values
from events.tta.actions.record import requester
from events.tta.actions.upload_letter import NoMoreLetters, takes_letter, upload_letter
from events.tta.models import TTARequest, TTASettings
from events.tta.public.following import back, by_token, is_within_limit, too_often
from events.tta.uploads import ACCEPT, UnusableUpload, limit_uploads, uploaded


class LetterForm(PersonForm):
    """One or more files; `uploads.py` looks at them."""

    button = _("Send the letter")
    letter = forms.FileField(
        label=_("Letter of support"),
        required=False,
        help_text=_("PDF, Word (.docx), ODT, JPG or PNG, up to 10 MB."),
        widget=forms.ClearableFileInput(
            attrs={"class": "input", "accept": ACCEPT, "aria-describedby": "id_letter_helptext"}
        ),
    )


def letter(request: HttpRequest, token: str) -> HttpResponse:
    """Upload a letter. The limit of size has to stand before anything of the request is read."""
    return _letter(request, token=token, limit=limit_uploads(request))


# `by_token` checks the token of the form within, after the limit was set.
letter.csrf_exempt = True  # ty: ignore[missing-attribute]


@by_token("GET", "HEAD", "POST")
def _letter(request, own: TTARequest, token: str, now: datetime, *, limit) -> HttpResponse:
    if not takes_letter(own):
        return back(token)
    status, form = 200, LetterForm(now=now)
    if request.method == "POST":
        form = LetterForm(request.POST, now=now)
        if not request.FILES.getlist("letter") and not limit.too_large:
            _refuse(form, _now("Choose the file of the letter"))
        elif form.is_valid():
            if not is_within_limit(own):
                form.add_error(None, too_often())
                status = TOO_OFTEN
            elif _is_kept(request, own, form, now, limit):
                return back(token, done="letter")
    texts = TTASettings.objects.filter(site=own.site_id).first() or TTASettings()
    values = site_values(site=own.site)
    context = {
        "tta": own,
        "token": token,
        "form": form,
        "letter_help": fill_text(str(texts.letter_help), values),
        "mailbox": texts.letter_email or texts.sender_email,
        "help_line": fill_text(str(texts.help_line), values),
    }
    return render(request, "tta/letter.html", context, status=status)


def _is_kept(request, own: TTARequest, form: LetterForm, now: datetime, limit) -> bool:
    try:
        for file, checked in uploaded(request, limit):
            upload_letter(request=own, file=file, checked=checked, doer=requester(own), now=now)
    except (UnusableUpload, NoMoreLetters) as error:
        _refuse(form, str(error))
        return False
    return True


def _refuse(form: LetterForm, sentence: str) -> None:
    form.add_error("letter", sentence)
    form.fields["letter"].widget.attrs |= {
        "aria-invalid": "true",
        "aria-describedby": "id_letter_helptext id_letter_error",
    }


@by_token("GET", "HEAD")
def letter_file(
    request, own: TTARequest, token: str, now: datetime, *, key: UUID
) -> HttpResponseBase:
    """One of the request's own letters, to keep and never to be shown by a browser as a page of ours."""
    found = own.letters.filter(key=key).first()
    if found is None:
        return page_not_found(request, Http404())
    try:
        file = found.file.open("rb")
    except FileNotFoundError:
        return page_not_found(request, Http404())
    response = FileResponse(
        file, as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
