"""Lines that are shuffled, missing or doubled: nothing raises, and nothing is lost."""

import contextlib
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from resources.importers.clean_line import clean_lines
from resources.importers.saved_file import UnreadablePage
from resources.importers.saved_topic import SavedTopic, parse_saved_topic
from resources.importers.topic_line import Field, LineKind, place_lines
from resources.names import name_key
from tests.resources.importers.samples import TOPIC_NAMES, sample

SHUFFLES = 40
EXAMPLES = 200
DROPPED = {LineKind.ANCHOR, LineKind.SECTION, LineKind.REPEATED}


def assert_nothing_is_lost(text: str) -> SavedTopic:
    """Each line is in one place, and what it says stands in the result."""
    placed, cleaned = place_lines(text), list(clean_lines(text))
    assert [(place.line, place.text) for place in placed] == [(c.line, c.text) for c in cleaned]
    topic = parse_saved_topic(text)
    unplaced = Counter(line.text for line in topic.unplaced)
    entries = {entry.line: entry for entry in topic.entries}
    titles = {name_key(entry.title) for entry in topic.entries}
    said = {name_key(text) for entry in topic.entries for text in _texts(entry)}
    for place in placed:
        if place.kind in DROPPED or unplaced[place.text]:
            continue
        if place.kind is LineKind.TITLE:
            assert place.text == topic.title
        elif place.kind is LineKind.INTRODUCTION:
            assert place.text in topic.introduction
        elif place.kind is LineKind.ENTRY_TITLE:
            assert place.line in entries or any(key in name_key(place.text) for key in titles)
        elif place.field is Field.DESCRIPTION:
            assert not place.value or name_key(place.value) in said
        else:
            assert place.entry
            assert all(_kept(part) <= said for part in place.value.split(";"))
    return topic


def _texts(entry):
    yield from entry.paragraphs
    for name in (*entry.supporters, *entry.keywords):
        yield name.text
    for producer in entry.producers:
        yield producer.text


def _kept(part: str) -> set[str]:
    key = name_key(part).strip(" ,")
    return {key} - {""}


def is_refused(text: str) -> bool:
    try:
        assert_nothing_is_lost(text)
    except UnreadablePage:
        return True
    return False


@pytest.mark.parametrize("name", TOPIC_NAMES)
def test_every_line_of_a_sample_has_one_place(name: str) -> None:
    assert_nothing_is_lost(sample(name))


@pytest.mark.parametrize("name", TOPIC_NAMES)
@pytest.mark.parametrize("change", ["shuffled", "missing", "doubled", "swapped", "without blanks"])
def test_changed_lines_lose_nothing(name: str, change: str) -> None:
    chance = random.Random(f"{name} {change}")
    refused = 0
    for _ in range(SHUFFLES):
        lines = sample(name).split("\n")
        for at in sorted(chance.sample(range(len(lines)), 5), reverse=True):
            if change == "missing":
                del lines[at]
            elif change == "doubled":
                lines.insert(at, lines[at])
            elif change == "swapped" and at:
                lines[at - 1], lines[at] = lines[at], lines[at - 1]
        if change == "shuffled":
            chance.shuffle(lines)
        if change == "without blanks":
            lines = [line for line in lines if line.strip() or chance.random() < 0.2]
        refused += is_refused("\n".join(lines))
    assert refused < SHUFFLES


def test_every_line_doubled_is_the_same_topic() -> None:
    text = sample("topic_page.txt")
    doubled = "\n".join(line for line in text.split("\n") for _ in range(2))

    once, twice = parse_saved_topic(text), parse_saved_topic(doubled)

    assert [(e.key, e.paragraphs, e.keywords) for e in twice.entries] == [
        (e.key, e.paragraphs, e.keywords) for e in once.entries
    ]
    assert (twice.title, twice.unplaced) == (once.title, ())


@pytest.mark.parametrize("ends", ["\r\n", "\r", "\n\n\n", "\u00a0\n"])
def test_line_ends_and_blank_lines_change_nothing_but_numbers(ends: str) -> None:
    text = sample("topic_page.txt")
    once, other = parse_saved_topic(text), parse_saved_topic(text.replace("\n", ends))

    assert [(e.key, e.is_highlighted, e.paragraphs) for e in other.entries] == [
        (e.key, e.is_highlighted, e.paragraphs) for e in once.entries
    ]


def test_fields_in_any_order_are_the_same_entry() -> None:
    fields = [
        "Produced By: Larkspur Policy Group",
        "Supported By: Office of Calls",
        "Description: One sheet.",
        "Keywords: nights; teams",
    ]
    said = set()
    for seed in range(24):
        random.Random(seed).shuffle(fields)
        text = "\n".join(["Topic", "Other Resources", "First", *fields, "Second", *fields])
        topic = parse_saved_topic(text)
        assert [entry.title for entry in topic.entries] == ["First", "Second"], fields
        said |= {(len(e.producers), len(e.supporters), e.paragraphs, len(e.keywords))
                 for e in topic.entries}  # fmt: skip
    assert said == {(1, 1, ("One sheet.",), 2)}


LINES = st.one_of(
    st.sampled_from(
        [
            "Highlighted Resource", "Other Resources", "Produced By: Luz Poe", "Supported By;", "",
            "Description", "Description: One.", "Keywords: nights; teams;", "A Title (2020)",
            "A sentence.", "top of page", "Produced By", "Keywords:", '"Quoted" - Webinar',
        ]
    ),
    st.text(max_size=40),
)  # fmt: skip


@settings(max_examples=EXAMPLES)
@given(st.lists(LINES, max_size=25))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    text = "\n".join(lines)
    with contextlib.suppress(UnreadablePage):
        parse_saved_topic(text)
    placed = place_lines(text)
    assert [place.line for place in placed] == [clean.line for clean in clean_lines(text)]
