"""Our calendar files before other people's parsers: each event once, at its moments, with its texts."""

from collections import Counter
from dataclasses import replace

import pytest

from tests.events.ical.parsers.agreement import disagreements
from tests.events.ical.parsers.judged_files import (
    IS_PROOF,
    broken_files,
    empty_file,
    item,
    judged_file,
    judged_files,
)
from tests.events.ical.parsers.judged_messages import broken_messages, judged_messages
from tests.events.ical.parsers.judges import PARSERS, STRICT_ABOUT_MESSAGES, STRICT_PARSERS
from tests.events.ical.parsers.reading import Reading

pytestmark = pytest.mark.parsers
FILES_IN_A_PROOF = 1500
FILES_IN_A_NORMAL_RUN = 100


def judged_by(parsers):
    return pytest.mark.parametrize("parser", parsers, ids=lambda parser: parser.NAME, indirect=True)


every_parser = judged_by(PARSERS)


@every_parser
def test_every_parser_reads_every_event_as_it_is(parser):
    assert disagreements(parser, judged_files()) == []


@every_parser
def test_every_parser_reads_every_invitation_as_it_is(parser):
    assert disagreements(parser, judged_messages()) == []


@every_parser
@pytest.mark.django_db
def test_every_parser_reads_what_the_product_makes_of_its_rows(parser, made):
    assert disagreements(parser, made) == []


@pytest.mark.django_db
def test_as_many_files_are_judged_as_promised(made):
    assert len(made) >= (FILES_IN_A_PROOF if IS_PROOF else FILES_IN_A_NORMAL_RUN)
    kinds = Counter(file.name.split(",")[0].split(" of ")[0] for file in made)
    assert set(kinds) == {"file", "REQUEST", "CANCEL", "feed"}


@every_parser
def test_every_parser_reads_an_empty_feed_as_no_events(parser):
    assert parser.read_all([empty_file()]) == [Reading(entries=[], problems=[])]


@every_parser
@pytest.mark.parametrize(
    ("said", "instead"),
    [
        (b"DTSTART:20261129T150000Z", b"DTSTART:20261129T140000Z"),
        (b"DTEND:20261129T163000Z", b"DTEND:20261129T163100Z"),
        (b"SUMMARY:Plain", b"SUMMARY:Plane"),
        (b"DESCRIPTION:What it is", b"DESCRIPTION:What it was"),
        (b"LOCATION:Town Hall", b"LOCATION:Town"),
    ],
    ids=["start", "end", "title", "description", "place"],
)
def test_every_parser_disagrees_with_a_file_that_says_something_else(parser, said, instead):
    """So that agreement means something."""
    event = item("Plain", description="What it is", location="Town Hall")
    good = judged_file("good", [event])
    assert said in good.content
    wrong = replace(good, content=good.content.replace(said, instead))
    assert [found.file for found in disagreements(parser, [good, wrong])] == ["good"]
    assert disagreements(parser, [good]) == []


@judged_by(STRICT_PARSERS)
@pytest.mark.parametrize("content", broken_files().values(), ids=broken_files().keys())
def test_a_strict_parser_objects_to_what_is_forbidden(parser, content: bytes):
    """So that no objection to our files means something."""
    [reading] = parser.read_all([content])
    assert reading.problems


@judged_by(STRICT_ABOUT_MESSAGES)
@pytest.mark.parametrize("content", broken_messages().values(), ids=broken_messages().keys())
def test_a_strict_parser_objects_to_a_broken_invitation(parser, content: bytes):
    [reading] = parser.read_all([content])
    assert reading.problems
