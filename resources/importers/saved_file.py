"""From the bytes of a saved file to text, or to a sentence that says why not."""

import codecs
import os
import re
import stat
from pathlib import Path
from typing import BinaryIO

from resources.names import longest_marks

LARGEST_FILE = 2_000_000
MOST_MARKS = 100

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8"),
)
_KINDS = (
    (b"%PDF", "a PDF document"),
    (b"PK\x03\x04", "a ZIP archive or an Office document"),
    (b"PK\x05\x06", "a ZIP archive"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "a rich text document"),
    (b"\x89PNG", "an image"),
    (b"GIF8", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"\x1f\x8b", "a compressed archive"),
    (b"<!doctype html", "the HTML source of a page"),
    (b"<html", "the HTML source of a page"),
    (b"<head", "the HTML source of a page"),
    (b"<body", "the HTML source of a page"),
    (b"<!--", "the HTML source of a page"),
    (b"<?xml", "an XML document"),
    (b"from: <saved by", "a web archive"),
    (b"mime-version:", "a web archive or a mail"),
)
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\v\f\r")) + b"\x7f"
_HIGHEST_CONTROL_SHARE = 0.3
_WINDOWS_ONLY = re.compile(rb"[\x80-\x9f]")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_LINE_END = re.compile(rb"\r\n|\r|\n")


class UnreadablePage(ValueError):
    """A saved page that can't become a draft; its text is the sentence to show."""


class EmptyFile(UnreadablePage):
    def __init__(self) -> None:
        super().__init__(
            "This file is empty. Save the page again as plain text and choose the new file."
        )


class NotText(UnreadablePage):
    """The bytes are no text; `kind` says what they look like."""

    def __init__(self, *, kind: str) -> None:
        self.kind = kind
        super().__init__(
            f"This file is {kind}, not plain text. Open the page, select all of it, "
            "paste it into a plain text file and choose that file."
        )


class UnknownEncoding(UnreadablePage):
    def __init__(self, *, encoding: str) -> None:
        self.encoding = encoding
        super().__init__(
            f"“{encoding}” isn't the name of a text encoding. Leave out --encoding to read "
            "UTF-8, or name one such as cp1252 or latin-1."
        )


class WrongEncoding(UnreadablePage):
    """The bytes don't fit the encoding; `position` (bytes) and `line` count from 1."""

    def __init__(self, *, encoding: str, position: int, line: int, suggestion: str) -> None:
        self.encoding = encoding
        self.position = position
        self.line = line
        self.suggestion = suggestion
        super().__init__(
            f"This file isn't {encoding}: byte {position}, on line {line}, doesn't fit. "
            f"Pass --encoding {suggestion}, or save the file again as UTF-8."
        )


class TooManyMarks(UnreadablePage):
    """A letter on `line` bears hundreds of accents, as nobody writes."""

    def __init__(self, *, line: int) -> None:
        self.line = line
        super().__init__(
            f"Line {line} has a letter with more than {MOST_MARKS} accents or other marks on it. No "
            "page is written so. Take them out and import the file again."
        )


class UnreadableFile(ValueError):
    """A file whose bytes can't be had; the text names the file and says why."""


def read_saved_file(file: str, *, standard_input: BinaryIO) -> bytes:
    """Return the bytes of a file, or of `standard_input` for "-"; at most 2 MB.

    A larger file is refused by its size, unread; of a device or a pipe, which have none,
    never more than one byte beyond the limit is read. Raises UnreadableFile.
    """
    try:
        if file == "-":
            content = standard_input.read(LARGEST_FILE + 1)
        else:
            with Path(file).open("rb") as source:
                _validate_size(file, os.fstat(source.fileno()))
                content = source.read(LARGEST_FILE + 1)
    except IsADirectoryError:
        raise UnreadableFile(f"{file} is a folder. Name one file.") from None
    except OSError as error:
        raise UnreadableFile(f"{file} can't be read: {error.strerror}.") from None
    except ValueError as error:
        if isinstance(error, UnreadableFile):
            raise
        raise UnreadableFile("The name of the file holds a character that no name has.") from None
    if len(content) > LARGEST_FILE:
        raise _too_large(file)
    return content


def _validate_size(file: str, status: os.stat_result) -> None:
    if stat.S_ISREG(status.st_mode) and status.st_size > LARGEST_FILE:
        raise _too_large(file)


def _too_large(file: str) -> UnreadableFile:
    return UnreadableFile(f"{file} is larger than 2 MB, which no saved page is.")


def decode_saved_page(data: bytes, *, encoding: str = "utf-8") -> str:
    """Return the text with "\\n" line ends and without a byte order mark.

    Raises EmptyFile, NotText, WrongEncoding, UnknownEncoding or TooManyMarks. Latin-1 accepts
    every byte, so a Windows-1252 file would lose its quotation marks unseen, and
    UTF-8 would turn into "Ã©": both are a WrongEncoding too.
    """
    if not data.strip():
        raise EmptyFile
    codec = _codec_name(encoding)
    is_wide = codec.startswith(("utf-16", "utf-32"))
    _validate_byte_order_mark(data, encoding=encoding, codec=codec)
    if not is_wide:
        _validate_is_text(data)
    _validate_single_bytes(data, encoding=encoding, codec=codec)
    try:
        text = data.decode(encoding)
    except LookupError as error:
        raise UnknownEncoding(encoding=encoding) from error
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        raise _wrong_encoding(data, encoding=encoding, start=start) from error
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise NotText(kind="binary data")
    if not text.strip():
        raise EmptyFile
    for number, line in enumerate(text.split("\n"), start=1):
        if longest_marks(line) > MOST_MARKS:
            raise TooManyMarks(line=number)
    return text


def _codec_name(encoding: str) -> str:
    try:
        return codecs.lookup(encoding).name
    except (LookupError, ValueError) as error:
        raise UnknownEncoding(encoding=encoding) from error


def _validate_byte_order_mark(data: bytes, *, encoding: str, codec: str) -> None:
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            if not codec.startswith(name):
                raise WrongEncoding(encoding=encoding, position=1, line=1, suggestion=name)
            return


def _validate_single_bytes(data: bytes, *, encoding: str, codec: str) -> None:
    if codec not in {"iso8859-1", "cp1252"}:
        return
    if (beyond := _BEYOND_ASCII.search(data)) and _suggested_encoding(data) == "utf-8":
        raise _wrong_encoding(data, encoding=encoding, start=beyond.start())
    if codec == "iso8859-1" and (found := _WINDOWS_ONLY.search(data)):
        raise _wrong_encoding(data, encoding=encoding, start=found.start())


def _validate_is_text(data: bytes) -> None:
    opening = data.removeprefix(codecs.BOM_UTF8).lstrip()[:32].lower()
    for magic, kind in _KINDS:
        if opening.startswith(magic.lower()):
            raise NotText(kind=kind)
    controls = len(data) - len(data.translate(None, _CONTROL_BYTES))
    if b"\0" in data or controls > len(data) * _HIGHEST_CONTROL_SHARE:
        raise NotText(kind="binary data")


def _wrong_encoding(data: bytes, *, encoding: str, start: int) -> WrongEncoding:
    return WrongEncoding(
        encoding=encoding,
        position=start + 1,
        line=len(_LINE_END.findall(data[:start])) + 1,
        suggestion=_suggested_encoding(data),
    )


def _suggested_encoding(data: bytes) -> str:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252" if _WINDOWS_ONLY.search(data) else "latin-1"
    return "utf-8"
