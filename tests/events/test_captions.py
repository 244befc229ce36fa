"""Captions files that a browser will show, and sentences for those that it won't."""

import pytest

from events.captions import CaptionsUnreadable, check_captions
from tests.make import VTT, make_document

pytestmark = pytest.mark.usefixtures("index")

CUE = "00:00.000 --> 00:02.000\nHello\n"


@pytest.mark.parametrize(
    "content",
    [
        VTT,
        f"WEBVTT - a title\n\n{CUE}",
        f"WEBVTT\n\nNOTE by a person\n\n1\n{CUE}",
        "WEBVTT\r\n\r\n00:00:00.000 --> 00:00:02.000 line:0\r\n<v Ana Prado>¿Qué tal? 🎧\r\n",
        f"WEBVTT\n\nSTYLE\n::cue {{ color: white }}\n\n{CUE}",
    ],
)
def test_webvtt_is_accepted(content):
    check_captions(make_document(name="captions.vtt", content=content.encode()))


def test_byte_order_mark_and_capital_ending_are_accepted():
    check_captions(make_document(name="CAPTIONS.VTT", content=b"\xef\xbb\xbf" + VTT.encode()))


@pytest.mark.parametrize("name", ["captions.srt", "captions.txt", "captions.pdf", "captions"])
def test_other_file_is_refused_by_its_name(name):
    document = make_document(name=name, content=VTT.encode())
    with pytest.raises(CaptionsUnreadable) as refused:
        check_captions(document)
    assert str(refused.value) == (
        f"“{document.filename}” is not a captions file. Upload a .vtt file (WebVTT)."
    )


@pytest.mark.parametrize(
    "content",
    [
        b"",
        CUE.encode(),
        f"1\n{CUE.replace('.', ',')}".encode(),
        b"\xff\xfe\x00W",
        "WEBVTT\n\n00:00.000 --> 00:02.000\nCaf\xe9\n".encode("latin-1"),
        b"\0\0\0\x18ftypmp42",
        b"webvtt\n\nno",
    ],
)
def test_file_that_is_no_webvtt_is_refused(content):
    document = make_document(name="captions.vtt", content=content)
    with pytest.raises(CaptionsUnreadable) as refused:
        check_captions(document)
    assert str(refused.value) == (
        f"“{document.filename}” can't be read as WebVTT. Export the captions again as .vtt in UTF-8."
    )


@pytest.mark.parametrize("content", [b"WEBVTT\n", b"WEBVTT\n\nNOTE nothing yet\n"])
def test_file_without_a_caption_is_refused(content):
    document = make_document(name="captions.vtt", content=content)
    with pytest.raises(CaptionsUnreadable) as refused:
        check_captions(document)
    assert str(refused.value) == f"“{document.filename}” has no captions in it. Check the export."


def test_file_that_is_gone_from_the_storage_is_named():
    document = make_document(name="captions.vtt", content=VTT.encode())
    document.file.storage.delete(document.file.name)
    with pytest.raises(CaptionsUnreadable) as refused:
        check_captions(document)
    assert str(refused.value) == f"The file of “{document.filename}” is missing. Upload it again."
