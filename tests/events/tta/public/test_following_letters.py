"""Letters by the link: refused in words, kept privately, given back to their own request only."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from events.outbox.models import OwedMail
from events.public_forms.tokens import new_form_token
from events.tta.actions.upload_letter import MOST_LETTERS
from events.tta.enums import Actor, EntryKind, LetterState, Stage
from events.tta.models import LetterFile, TTARequest, TTASettings
from events.tta.tokens import link_token
from tests.make import NOW, make_request

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path), "base_url": None},
        }
    }
    return Path(tmp_path)


def url(request: TTARequest, name: str = "letter", *args) -> str:
    return reverse(f"tta:{name}", args=[link_token(request), *args])


def send(client, request: TTARequest, *files: SimpleUploadedFile):
    token = new_form_token(now=NOW - timedelta(seconds=40))
    return client.post(url(request), {"form_token": token, "website": "", "letter": list(files)})


def pdf(name: str = "letter.pdf", *, content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_letter_is_kept_told_to_the_desk_and_to_be_checked(index, client):
    request = make_request()
    TTASettings.objects.create(site=request.site, staff_email="desk@tta.example")

    response = send(client, request, pdf("Brief “Süd”.pdf"))

    assert response["Location"] == f"{url(request, 'status')}?done=letter"
    letter = request.letters.get()
    assert (letter.name, letter.content_type, letter.size, letter.uploaded_by) == (
        "Brief “Süd”.pdf", "application/pdf", len(PDF), Actor.REQUESTER,
    )  # fmt: skip
    fresh = TTARequest.objects.get()
    assert (fresh.letter_state, fresh.version) == (LetterState.UNCHECKED, 2)
    assert fresh.history.get().kind == EntryKind.LETTER
    assert OwedMail.objects.get().kind == "tta.desk"
    page = client.get(response["Location"]).content.decode()
    assert "Brief “Süd”.pdf" in page
    assert "We have your letter and still have to check it." in page


def test_letter_comes_back_as_a_download_that_no_browser_runs(index, client):
    request = make_request()
    send(client, request, pdf("letter.pdf"))
    letter = LetterFile.objects.get()

    response = client.get(url(request, "letter_file", letter.key))

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "no-store"


def test_letter_of_another_request_or_that_is_lost_does_not_exist(index, client, private_folder):
    request, other = make_request(), make_request()
    send(client, request, pdf())
    letter = LetterFile.objects.get()
    assert client.get(url(request, "letter_file", letter.key)).status_code == 200

    assert client.get(url(other, "letter_file", letter.key)).status_code == 404
    assert client.get(url(request, "letter_file", uuid4())).status_code == 404
    Path(letter.file.path).unlink()
    assert client.get(url(request, "letter_file", letter.key)).status_code == 404


def test_two_of_one_name_are_both_kept_and_a_double_click_is_one(index, client):
    request = make_request()
    send(client, request, pdf(content=PDF + b"1"))
    send(client, request, pdf(content=PDF + b"1"))
    assert request.letters.count() == 1
    send(client, request, pdf(content=PDF + b"2"))
    assert [letter.name for letter in request.letters.all()] == ["letter.pdf"] * 2


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (None, "Choose the file of the letter"),
        (("letter.pdf", b""), "is empty"),
        (("letter.exe", b"MZ\x90\x00" + b"\x00" * 200), "can’t be used"),
        (("letter.pdf", b"MZ\x90\x00" + b"\x00" * 200), "is not what its name says"),
        (("letter.pdf", PDF + b"0" * 10_000_001), "is larger than 10 MB"),
    ],
)
def test_unusable_file_is_refused_at_its_field(index, client, private_folder, file, sentence):
    request = make_request()
    response = send(client, request, *([SimpleUploadedFile(*file)] if file else []))

    assert response.status_code == 200
    errors = response.context["form"].errors["letter"]
    assert sentence in errors[0]
    page = response.content.decode()
    assert 'href="#id_letter"' in page
    assert 'id="id_letter_error"' in page
    assert not LetterFile.objects.exists()
    assert not list(private_folder.rglob("*.*"))


@pytest.mark.parametrize("stage", [Stage.CLOSED, Stage.CANCELLED, Stage.WITHDRAWN])
def test_request_that_ended_takes_no_letter(index, client, stage):
    request = make_request(stage=stage)
    assert send(client, request, pdf())["Location"] == url(request, "status")
    assert not LetterFile.objects.exists()


def test_there_is_an_end_to_letters(index, client):
    request = make_request()
    for number in range(MOST_LETTERS):
        LetterFile.objects.create(
            request=request, key=uuid4(), file=f"x{number}", name="x.pdf", size=1, digest=str(number),
            content_type="application/pdf", uploaded_at=NOW, uploaded_by=Actor.REQUESTER,
        )  # fmt: skip
    response = send(client, request, pdf())
    assert "There are 20 letters already." in response.content.decode()


def test_upload_without_the_token_of_its_page_is_refused(index):
    from django.test import Client

    request, strict = make_request(), Client(enforce_csrf_checks=True)
    assert send(strict, request, pdf()).status_code == 403
    assert not LetterFile.objects.exists()
