"""`manage.py import_webinar` and files that are no saved page: a sentence, and nothing written."""

from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from events.models import WebinarPage
from tests.events.test_import_webinar import refused, run

pytestmark = pytest.mark.usefixtures("index")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "This file is empty. Save the page again"),
        (b" \r\n\t\n", "This file is empty. Save the page again"),
        (b"%PDF-1.7\n\x00", "This file is a PDF document, not plain text."),
        (b"Title\x00\x01\x02", "This file is binary data, not plain text."),
        ("Café “Title”".encode("cp1252"), "Pass --encoding cp1252, or save the file again"),
        ("Café".encode("latin-1"), "Pass --encoding latin-1, or save the file again"),
        ("Title".encode("utf-16"), "Pass --encoding utf-16, or save the file again"),
        (b"x" * 2_000_001, "is larger than 2 MB, which no saved page is."),
    ],
)
def test_file_that_is_no_saved_page_is_refused_with_a_sentence(tmp_path, content, sentence):
    file = tmp_path / "page.txt"
    file.write_bytes(content)
    answer = refused(file)
    assert sentence in answer
    assert answer.startswith(str(file))


def test_file_in_another_encoding_is_read_when_that_is_named(tmp_path):
    file = tmp_path / "page.txt"
    file.write_bytes("Café “Nights”".encode("cp1252"))
    run(file, encoding="cp1252")
    assert WebinarPage.objects.get().title == "Café “Nights”"
    assert "isn't the name of a text encoding" in refused(file, encoding="utf-nine")


def test_folder_missing_and_unreadable_file_are_named(tmp_path):
    assert refused(tmp_path) == f"{tmp_path} is a folder. Name one file."
    missing = tmp_path / "none.txt"
    assert refused(missing) == f"{missing} can't be read: No such file or directory."
    below = Path(__file__) / "none.txt"
    assert refused(below) == f"{below} can't be read: Not a directory."
    assert "larger than 2 MB" in refused("/dev/zero")


def test_standard_input_is_read_up_to_the_same_size(monkeypatch):
    for content, answer in ((b"A Title", None), (b"x" * 2_000_001, "larger than 2 MB")):
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(content)))
        if answer:
            assert answer in refused("-")
        else:
            run("-")
    assert WebinarPage.objects.get().title == "A Title"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("T" * 300, "Line 1 stands where the title should be and has 300 characters;"),
        (
            f"Title\n\nPresenters:\n1. {'N' * 300}, Manager, Group",
            f"“{'N' * 40}…” has 300 characters; name takes at most 200. Shorten it in the file,",
        ),
        (
            f"Title\n\nRecording\nhttps://video.example.org/{'v' * 1100}",
            "has 1126 characters; recording: link takes at most 1000.",
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
