import contextlib
import random
from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from events.importers.placed_line import LineKind, place_lines
from events.importers.saved_page import (
    NoTitle,
    TitleTooLong,
    UnplacedLine,
    UnreadablePage,
    decode_saved_page,
    parse_saved_page,
)
from resources.importers.clean_line import clean_lines
from tests.events.importers.samples import SAMPLE_NAMES, sample

SHUFFLES = 60
EXAMPLES = 300
ANCHORS = {"top of page", "bottom of page"}
HEADINGS = {
    "webinar recording",
    "recording",
    "webinar slides",
    "slides",
    "presenters",
    "description",
}


def assert_nothing_is_lost(text: str) -> None:
    """Rebuild the lines of the file from the result alone, and compare."""
    webinar = parse_saved_page(text)
    placed = place_lines(text)
    by_line = {clean.line: clean.text for clean in clean_lines(text)}
    downloads = {download.line for download in webinar.downloads}

    dropped = [
        line
        for line in by_line.values()
        if line.casefold() in ANCHORS or line.casefold().rstrip(":").rstrip() in HEADINGS
    ]
    kept = [
        webinar.title,
        *webinar.paragraphs,
        *(person.text for person in webinar.presenters),
        *(by_line[line] for line in downloads),
        *([webinar.recording_url] if webinar.recording_url else []),
        *(line.text for line in webinar.unplaced),
    ]
    assert Counter(kept + dropped) == Counter(by_line.values())
    assert [place.line for place in placed] == list(by_line)
    assert all(by_line[person.line] == person.text for person in webinar.presenters)
    assert all(by_line[line.line] == line.text for line in webinar.unplaced)
    assert len(webinar.downloads) == sum(place.kind is LineKind.DOWNLOAD for place in placed)


def error_or_nothing_lost(text: str) -> UnreadablePage | None:
    try:
        assert_nothing_is_lost(text)
    except UnreadablePage as error:
        return error
    return None


@pytest.mark.parametrize("name", SAMPLE_NAMES)
def test_each_line_of_a_sample_is_in_one_place(name: str) -> None:
    assert_nothing_is_lost(sample(name))


@pytest.mark.parametrize("name", SAMPLE_NAMES)
@pytest.mark.parametrize("seed", range(SHUFFLES))
def test_shuffled_lines_are_kept_or_named(name: str, seed: int) -> None:
    lines = sample(name).split("\n")
    random.Random(seed).shuffle(lines)

    error = error_or_nothing_lost("\n".join(lines))

    assert error is None or isinstance(error, NoTitle | TitleTooLong)


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("webinar_page.txt", []),
        ("webinar_page_irregular.txt", ["“Description:”"]),
        ("webinar_page_title_only.txt", ["no title and no text"]),
    ],
)
def test_missing_line_loses_only_that_line(name: str, errors: list[str]) -> None:
    lines = [line for line in sample(name).split("\n") if line.strip()]
    shorter = ["\n".join(lines[:at] + lines[at + 1 :]) for at in range(len(lines))]

    found = [error for text in shorter if (error := error_or_nothing_lost(text))]

    assert [name in str(error) for name, error in zip(errors, found, strict=True)] == [True] * len(
        errors
    )


PIECES = st.sampled_from(
    [
        *sample("webinar_page.txt").split("\n"),
        *sample("webinar_page_irregular.txt").split("\n"),
        "7. ,",
        "Download PDF • 2,31MB",
        "https://[",
        "https://video.example.org:99999/",
        "Presented by the Elm Court’s, this webinar",
        "\u200b",
        "\x07",
    ]
)


@given(lines=st.lists(st.one_of(PIECES, st.text(max_size=60)), max_size=25))
@example(lines=["Title", "Presented by the , this webinar"])
@settings(max_examples=EXAMPLES, deadline=None)
def test_nothing_is_lost_and_only_named_errors_are_raised(lines: list[str]) -> None:
    error = error_or_nothing_lost("\n".join(lines))

    assert error is None or str(error).endswith("import the file again.")


@given(
    data=st.one_of(st.binary(max_size=300), st.text(max_size=100).map(str.encode)),
    encoding=st.sampled_from(["utf-8", "latin-1", "cp1252", "utf-16", "ascii", "rot13"]),
)
@settings(max_examples=EXAMPLES, deadline=None)
def test_any_bytes_give_a_page_or_a_named_error(data: bytes, encoding: str) -> None:
    with contextlib.suppress(UnreadablePage):
        assert parse_saved_page(decode_saved_page(data, encoding=encoding)).title


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ""),
        ("top of page\n\nBottom of Page", ""),
        ("\u200b\n\x07", ""),
        ("top of page\nWebinar Slides\nA Title", "Webinar Slides"),
        ("Download PDF • 2.31MB", "Download PDF • 2.31MB"),
        ("https://video.example.org/42", "https://video.example.org/42"),
        ("1. Ann Poe, Director, Larkspur", "1. Ann Poe, Director, Larkspur"),
    ],
)
def test_missing_title_is_named(text: str, found: str) -> None:
    with pytest.raises(NoTitle) as caught:
        parse_saved_page(text)

    assert caught.value.found == found


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("END:VEVENT", "END:VEVENT"),
        ("🎧 Night\tShift \u200b", "🎧 Night Shift"),
        ("Night\x07 \x9bShift\x7f", "Night Shift"),
        ("👩🏽\u200d⚕️ Night Shift", "👩🏽\u200d⚕️ Night Shift"),
        ("1. Night Shift", "1. Night Shift"),
        ("Crisis, Courts, Care", "Crisis, Courts, Care"),
        ("Night\ud800 Shift", "Night Shift"),
    ],
)
def test_title_is_kept_but_for_characters_that_cannot_be_shown(title: str, kept: str) -> None:
    assert parse_saved_page(title).title == kept


@pytest.mark.parametrize(
    "line",
    [
        "javascript:alert(1)",
        "ftp://video.example.org/42",
        "data:text/html,hello",
        "https://",
        "https://[",
        "https://video.example.org@elsewhere.example/42",
        "https://video.example.org:99999/42",
        'https://video.example.org/"onclick',
        "//video.example.org/42",
    ],
)
def test_address_that_is_no_plain_web_link_is_unplaced(line: str) -> None:
    webinar = parse_saved_page(f"A Title\nRecording:\n{line}")

    assert webinar.recording_url == ""
    assert webinar.unplaced == (UnplacedLine(line=3, text=line),)


def test_link_outside_the_recording_heading_is_not_the_recording() -> None:
    webinar = parse_saved_page("A Title\nhttps://example.org/more\nSlides\nhttps://example.org/s")

    assert webinar.recording_url == ""
    assert webinar.paragraphs == ("https://example.org/more",)
    assert webinar.unplaced == (UnplacedLine(line=4, text="https://example.org/s"),)
