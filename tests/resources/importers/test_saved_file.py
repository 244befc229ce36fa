from io import BytesIO

import pytest

from resources.importers.saved_file import (
    LARGEST_FILE,
    EmptyFile,
    NotText,
    TooManyMarks,
    UnknownEncoding,
    UnreadableFile,
    WrongEncoding,
    decode_saved_page,
    read_saved_file,
)


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        (b"One\nTwo\n", "utf-8", "One\nTwo\n"),
        (b"One\r\nTwo\r\n", "utf-8", "One\nTwo\n"),
        (b"One\rTwo\r", "utf-8", "One\nTwo\n"),
        (b"\xef\xbb\xbfOne", "utf-8", "One"),
        (b"\xef\xbb\xbfOne", "utf-8-sig", "One"),
        ("Café • “One”".encode(), "utf-8", "Café • “One”"),
        ("Café".encode("latin-1"), "latin-1", "Café"),
        ("“Café”".encode("cp1252"), "cp1252", "“Café”"),
        ("Café\r\n".encode("utf-16"), "utf-16", "Café\n"),
        ("Café".encode("utf-16-be"), "utf-16-be", "Café"),
        (b"PKU and the night shift", "utf-8", "PKU and the night shift"),
        (b"END:VEVENT\x07", "utf-8", "END:VEVENT\x07"),
    ],
)
def test_text_is_decoded_with_plain_line_ends(data: bytes, encoding: str, text: str) -> None:
    assert decode_saved_page(data, encoding=encoding) == text


@pytest.mark.parametrize(
    "data", [b"", b" \r\n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\xc2\xa0"]
)
def test_empty_file_is_named(data: bytes) -> None:
    with pytest.raises(EmptyFile, match="Save the page again as plain text"):
        decode_saved_page(data)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "a PDF document"),
        (b"\n%PDF-1.7", "a PDF document"),
        (b"PK\x03\x04rest", "a ZIP archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"{\\rtf1 Title}", "a rich text document"),
        (b"<!DOCTYPE HTML><title>Title</title>", "the HTML source of a page"),
        (b"\xef\xbb\xbf<html>", "the HTML source of a page"),
        (b"Title\x00and more", "binary data"),
        (bytes(range(1, 30)) * 9, "binary data"),
    ],
)
def test_binary_file_is_named_for_what_it_is(data: bytes, kind: str) -> None:
    with pytest.raises(NotText) as caught:
        decode_saved_page(data)

    assert caught.value.kind == kind
    assert str(caught.value).startswith(f"This file is {kind}, not plain text.")


def test_nul_in_a_wide_encoding_is_binary() -> None:
    with pytest.raises(NotText):
        decode_saved_page("One\0Two".encode("utf-16"), encoding="utf-16")


@pytest.mark.parametrize(
    ("data", "encoding", "position", "line", "suggestion"),
    [
        ("One\r\nTwo\rCafé".encode("latin-1"), "utf-8", 13, 3, "latin-1"),
        ("One\n“Two” café".encode("cp1252"), "utf-8", 5, 2, "cp1252"),
        ("One\n“Two”".encode("cp1252"), "latin-1", 5, 2, "cp1252"),
        ("One\n“Two”".encode(), "cp1252", 5, 2, "utf-8"),
        ("Café".encode(), "latin-1", 4, 1, "utf-8"),
        (b"\xef\xbb\xbfOne", "cp1252", 1, 1, "utf-8"),
        ("Café".encode(), "ascii", 4, 1, "utf-8"),
        ("Café".encode("utf-16"), "utf-8", 1, 1, "utf-16"),
        ("Café".encode("utf-32"), "utf-8", 1, 1, "utf-32"),
        (b"odd", "utf-16-le", 3, 1, "utf-8"),
    ],
)
def test_wrong_encoding_names_the_byte_and_the_way_out(
    data: bytes, encoding: str, position: int, line: int, suggestion: str
) -> None:
    with pytest.raises(WrongEncoding) as caught:
        decode_saved_page(data, encoding=encoding)

    assert str(caught.value) == (
        f"This file isn't {encoding}: byte {position}, on line {line}, doesn't fit. "
        f"Pass --encoding {suggestion}, or save the file again as UTF-8."
    )


@pytest.mark.parametrize("encoding", ["", "utf-nine", "base64", "a\0b"])
def test_unknown_encoding_is_named(encoding: str) -> None:
    with pytest.raises(UnknownEncoding, match="isn't the name of a text encoding"):
        decode_saved_page(b"One", encoding=encoding)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (
            b"<!-- saved from url=(0030)https://old.example/ -->\n<html>",
            "the HTML source of a page",
        ),
        (b"<body>", "the HTML source of a page"),
        (b"<?xml version='1.0'?>", "an XML document"),
        (b"From: <Saved by a browser>\n", "a web archive"),
    ],
)
def test_page_saved_as_source_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(NotText, match=kind):
        decode_saved_page(data)


def test_file_is_read_whole_up_to_two_megabytes(tmp_path) -> None:
    file = tmp_path / "page.txt"
    file.write_bytes(b"x" * LARGEST_FILE)

    assert len(read_saved_file(str(file), standard_input=BytesIO())) == LARGEST_FILE
    assert read_saved_file("-", standard_input=BytesIO(b"One")) == b"One"


@pytest.mark.parametrize("size", [LARGEST_FILE + 1, 100_000_000, 10**12])
def test_larger_file_is_refused_by_its_size(tmp_path, size: int) -> None:
    file = tmp_path / "page.txt"
    with file.open("wb") as sparse:
        sparse.truncate(size)
    assert file.stat().st_size == size

    with pytest.raises(UnreadableFile, match=r"page\.txt is larger than 2 MB"):
        read_saved_file(str(file), standard_input=BytesIO())


def test_what_has_no_size_is_read_no_further_than_the_limit() -> None:
    endless = BytesIO(b"x" * (LARGEST_FILE + 50))

    for file in ("-", "/dev/zero"):
        with pytest.raises(UnreadableFile, match="larger than 2 MB"):
            read_saved_file(file, standard_input=endless)
    assert endless.tell() == LARGEST_FILE + 1


def test_folder_and_missing_file_are_named(tmp_path) -> None:
    for file, sentence in (
        (str(tmp_path), f"{tmp_path} is a folder. Name one file."),
        (str(tmp_path / "none"), f"{tmp_path}/none can't be read: No such file or directory."),
        ("a\0b", "The name of the file holds a character that no name has."),
    ):
        with pytest.raises(UnreadableFile) as caught:
            read_saved_file(file, standard_input=BytesIO())
        assert str(caught.value) == sentence


def test_letter_with_hundreds_of_marks_is_refused_with_its_line():
    allowed = "One\nTwo a" + "\u0315" * 100
    assert decode_saved_page(allowed.encode()) == allowed
    with pytest.raises(TooManyMarks) as raised:
        decode_saved_page(("One\nTwo a" + "\u0315\u05ae" * 400_000).encode())
    assert raised.value.line == 2
    assert str(raised.value).startswith("Line 2 has a letter with more than 100 accents")
