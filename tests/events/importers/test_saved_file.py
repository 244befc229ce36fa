import pytest

from events.importers.saved_page import (
    EmptyFile,
    NotText,
    UnknownEncoding,
    WrongEncoding,
    decode_saved_page,
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
