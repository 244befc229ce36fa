"""The letter of support on its page: what is kept, and what is refused in words."""

import pytest

from events.tta.models import LetterFile, TTARequest, TTASettings
from tests.events.tta import asker
from tests.events.tta.asker import PDF, begin, file, save, text_of, url, zipped
from tests.make import NOW

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + b"\0" * 30
DOCX = zipped("[Content_Types].xml", "_rels/.rels", "word/document.xml")
EXE = b"MZ\x90\x00" + b"\0" * 100


@pytest.fixture(autouse=True)
def private(settings, tmp_path):
    """A private storage of this test's own."""
    settings.STORAGES = settings.STORAGES | {
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path, "base_url": None},
        }
    }


def upload(client, draft: TTARequest, *files):
    return client.post(url(draft, "form/letter/"), {"letter_plan": "upload", "letter": list(files)})


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("Letter.PDF", PDF),
        ("letter.docx", DOCX),
        ("letter.png", PNG),
        ("brief.jpeg", b"\xff\xd8\xff\xe0" + b"\0" * 20),
    ],
)
def test_letter_is_kept_privately(client, name, content):
    draft = begin(client)
    response = upload(client, draft, file(name, content))
    letter = LetterFile.objects.get()
    assert response.url == url(draft, "form/review/")
    assert (letter.name, letter.size, letter.file.read()) == (name, len(content), content)
    assert letter.file.name == f"tta/letters/{letter.key}"
    assert name in text_of(client.get(url(draft, "form/letter/")))


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("letter.pdf", b"", "“letter.pdf” is empty. Choose the file again."),
        ("letter.exe", EXE, "“letter.exe” can’t be used."),
        ("letter.pdf", EXE, "“letter.pdf” is not what its name says."),
        ("letter.png", PDF, "“letter.png” is not what its name says."),
        ("letter", PDF, "“letter” can’t be used."),
        ("letter.pdf.exe", PDF, "“letter.pdf.exe” can’t be used."),
        ("letter.docx", zipped("x.txt"), "“letter.docx” is not what its name says."),
        ("letter.docx", zipped("word/document.xml", "word/vbaProject.bin"), "is not what its name"),
        ("letter.docx", b"PK\x03\x04broken", "is not what its name says."),
        ("letter.html", b"<script>", "“letter.html” can’t be used."),
    ],
)
def test_what_is_no_letter_is_refused_in_words(client, name, content, words):
    draft = begin(client)
    response = upload(client, draft, file(name, content))
    shown = text_of(response)
    assert response.status_code == 200
    assert '<a href="#id_letter">' in shown
    assert words in shown
    assert not LetterFile.objects.exists()
    draft.refresh_from_db()
    assert draft.typed["letter"] == {"letter_plan": ["upload"]}


def test_file_of_60_mb_is_refused_without_being_kept_anywhere(client, monkeypatch):
    draft = begin(client)
    kept = []
    monkeypatch.setattr("events.tta.uploads.check_upload", kept.append)
    shown = text_of(upload(client, draft, file("big.pdf", PDF + b"\0" * 60_000_000)))
    assert "“big.pdf” is larger than 10 MB." in shown
    assert (kept, LetterFile.objects.count()) == ([], 0)


def test_two_of_one_name_are_both_kept(client):
    draft = begin(client)
    upload(client, draft, file(), file(content=PDF + b"2"))
    assert [letter.name for letter in LetterFile.objects.all()] == ["letter.pdf", "letter.pdf"]


def test_same_file_twice_is_one(client):
    draft = begin(client)
    upload(client, draft, file())
    upload(client, draft, file())
    assert LetterFile.objects.count() == 1


def test_file_says_more_than_the_plan(client):
    draft = begin(client)
    client.post(url(draft, "form/letter/"), {"letter_plan": "later", "letter": file()})
    draft.refresh_from_db()
    assert draft.typed["letter"] == {"letter_plan": ["upload"]}


def test_plan_to_upload_wants_a_file(client):
    shown = text_of(save(client, begin(client), "letter", letter_plan="upload"))
    assert "Choose the file of your letter, or say that it comes later" in shown


def test_mailbox_for_letters_is_the_one_of_the_settings(client):
    draft = begin(client)
    texts = TTASettings.for_site(draft.site)
    texts.letter_email = "letters@tta.example"
    texts.save()
    assert 'href="mailto:letters@tta.example"' in text_of(client.get(url(draft, "form/letter/")))


def test_type_that_needs_no_letter_asks_for_none(client):
    draft = begin(client)
    save(client, draft, "need", tta_type=asker.type_id("inquiry"))
    shown = text_of(client.get(url(draft, "form/letter/")))
    assert "needs no letter of support" in shown
    assert 'name="letter_plan"' not in shown
    assert save(client, draft, "letter", letter_plan=None).url == url(draft, "form/review/")
