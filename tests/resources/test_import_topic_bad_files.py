"""`manage.py import_topic` and files that are no saved topic page: a sentence, and nothing written."""

from io import BytesIO, TextIOWrapper

import pytest
from django.db import IntegrityError

from resources.actions.import_topic import WrittenMeanwhile, import_topic
from resources.importers.saved_topic import parse_saved_topic
from resources.models import Keyword, ResourcePage, TopicPage
from resources.signals import topic_synced
from tests.events.importers.samples import SAMPLES as WEBINARS
from tests.make import make_library
from tests.resources.test_import_topic import PLAIN, refused, rows, run

pytestmark = pytest.mark.usefixtures("library")

# One character whose compatibility form has eighteen.
LIGATURE = "\ufdfa"
PAGE = "Café “Nights”\nOther Resources\nFirst – “Shift”\nKeywords: naïve\n"


@pytest.fixture
def library(index):
    return make_library()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty. Save the page again"),
        (b" \r\n\t\n", "This file is empty. Save the page again"),
        (b"%PDF-1.7\n\x00", "This file is a PDF document, not plain text."),
        (b"<!DOCTYPE html>\n<title>T</title>", "This file is the HTML source of a page, not plain"),
        (b"<!-- saved from url -->\n<html>", "This file is the HTML source of a page, not plain"),
        (b"Topic\x00\nOther Resources", "This file is binary data, not plain text."),
        (PAGE.encode("cp1252"), "Pass --encoding cp1252, or save the file again"),
        ("Café\nOther Resources".encode("latin-1"), "Pass --encoding latin-1, or save the file"),
        (PAGE.encode("utf-16"), "Pass --encoding utf-16, or save the file again"),
        (b"x" * 2_000_001, "is larger than 2 MB, which no saved page is."),
        (b"Only a title", "This isn't a topic page: it has no heading such as"),
        (b"Other Resources\nFirst\nKeywords: a", "isn't the title of a topic."),
    ],
)
def test_file_that_is_no_topic_page_is_refused_with_a_sentence(tmp_path, content, sentence):
    file = tmp_path / "page.txt"
    file.write_bytes(content)
    answer = refused(file)
    assert sentence in answer
    assert answer.startswith(str(file))


@pytest.mark.parametrize("name", ["webinar_page.txt", "webinar_page_irregular.txt"])
def test_webinar_page_is_recognized(name):
    answer = refused(WEBINARS / name)
    assert "This reads like a webinar page (line " in answer
    assert answer.endswith("Import it with import_webinar.")


def test_file_of_a_hundred_megabytes_is_refused_by_its_size(tmp_path):
    file = tmp_path / "page.txt"
    with file.open("wb") as sparse:
        sparse.truncate(100_000_000)
    assert refused(file) == f"{file} is larger than 2 MB, which no saved page is."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_file_in_a_named_encoding_is_read(tmp_path, encoding, ends):
    file = tmp_path / "page.txt"
    file.write_bytes(PAGE.replace("\n", ends).encode(encoding))
    run(file, encoding=encoding)
    assert TopicPage.objects.get().title == "Café “Nights”"
    assert ResourcePage.objects.get().title == "First – “Shift”"
    assert Keyword.objects.get().label == "naïve"


def test_folder_missing_file_and_unknown_encoding_are_named(tmp_path):
    assert refused(tmp_path) == f"{tmp_path} is a folder. Name one file."
    missing = tmp_path / "none.txt"
    assert refused(missing) == f"{missing} can't be read: No such file or directory."
    assert "larger than 2 MB" in refused("/dev/zero")
    assert "isn't the name of a text encoding" in refused(PLAIN, encoding="utf-nine")


def test_standard_input_is_read(monkeypatch):
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(PAGE.encode())))
    run("-")
    assert TopicPage.objects.get().title == "Café “Nights”"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            f"{'T' * 300}\nOther Resources\nA\nKeywords: b",
            "Line 1 stands where the title should be",
        ),
        (
            f"T\nOther Resources\n{'A' * 300}\nKeywords: b",
            "Line 3 stands where the title should be",
        ),
        (f"T\nOther Resources\nA\nKeywords: ok; {'k' * 121}", "keyword takes at most 120."),
        (f"T\nOther Resources\nA\nProduced By: {'k' * 301}", "name takes at most 300."),
        (f"T\nOther Resources\nA\nSupported By: {LIGATURE * 290}", "key takes at most 300."),
        (
            f"T\nOther Resources\nA\nProduced By: Luz T. P{'p' * 250}, Ansel B. Poe",
            "or a person takes at most 200.",
        ),
    ],
)
def test_text_too_long_for_its_field_is_refused_before_anything_is_written(
    tmp_path, text, sentence
):
    file = tmp_path / "page.txt"
    file.write_text(text)
    assert sentence in refused(file)
    assert sentence in refused(file, dry_run=True)


@pytest.mark.parametrize(
    ("fact", "answer"),
    [
        (IntegrityError("the name is taken"), WrittenMeanwhile),
        (RuntimeError("power"), RuntimeError),
    ],
)
def test_nothing_is_half_written(library, fact, answer):
    saved = parse_saved_topic(PLAIN.read_text())
    before = rows()
    seen = []

    def fails(sender, topic, **kwargs):
        seen.append(rows())
        raise fact

    topic_synced.connect(fails)
    try:
        with pytest.raises(answer):
            import_topic(saved=saved, parent=library)
    finally:
        topic_synced.disconnect(fails)
    assert seen[0] != before
    assert rows() == before
    assert import_topic(saved=saved, parent=library).is_new
