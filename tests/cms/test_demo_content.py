"""The demo's content and files, read without Django: whole, consistent and accessible."""

import io
import re
import struct
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pikepdf
import pytest
import webvtt
from PIL import Image

import cms.demo
from cms.demo.content import (
    EVENT_INDEX,
    EVENTS,
    HOME,
    PAGES,
    SPEAKERS,
    VIDEO,
    DemoEvent,
    session_dates,
)
from cms.demo.portraits import CAST, draw_portrait

FILES = Path(cms.demo.__file__).parent / "files"
PDFS = sorted(path.name for path in FILES.glob("*.pdf"))
TODAYS = [date(2026, 12, 28) + timedelta(days=days) for days in range(14)]
by_event = pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.slug)


def _is_over(event: DemoEvent) -> bool:
    return event.legacy or (not event.live and event.sessions[-1].day_offset < 0)


def _situation(event: DemoEvent) -> str:
    """The one word for what a visitor should see, computed apart from the product's own code."""
    if event.state != "scheduled":
        return event.state
    if event.live:
        return "live"
    if event.legacy:
        return "legacy"
    if not _is_over(event):
        return f"upcoming {event.delivery}"
    if event.recording:
        return f"archive {event.recording}"
    if event.recording_plan == "none":
        return "not recorded"
    return "waiting with files" if event.files else "waiting"


def test_slugs_are_unique():
    for things in (EVENTS, SPEAKERS, PAGES):
        slugs = [thing.slug for thing in things]
        assert len(set(slugs)) == len(slugs)
        assert all(re.fullmatch(r"[a-z0-9-]+", slug) for slug in slugs)


def test_events_show_every_phase_and_state():
    assert {_situation(event) for event in EVENTS} == {
        "live",
        "upcoming virtual",
        "upcoming hybrid",
        "upcoming in_person",
        "cancelled",
        "postponed",
        "waiting with files",
        "waiting",
        "archive video",
        "archive link",
        "not recorded",
        "legacy",
    }
    assert len(EVENTS) >= 10
    assert len(SPEAKERS) >= 8


def test_events_show_both_ways_to_join_and_several_zones():
    upcoming = [event for event in EVENTS if _situation(event).startswith("upcoming")]
    assert {event.join_visibility for event in upcoming if event.join_url} == {
        "public",
        "registrants",
    }
    zones = {event.zone for event in EVENTS}
    assert {"America/New_York", "America/Chicago", "America/Denver"} <= zones
    assert all(ZoneInfo(zone) for zone in zones)


@by_event
def test_event_is_complete(event):
    assert 0 < len(event.summary) <= 250
    assert set(re.findall(r"</?(\w+)", event.description)) <= {"p", "ul", "li", "b", "a"}
    assert bool(event.sessions) is not event.legacy
    assert all(session.start < session.end for session in event.sessions)
    offsets = [session.day_offset for session in event.sessions]
    assert offsets == sorted(set(offsets))
    assert bool(event.place_address) is (event.delivery != "virtual")
    assert bool(event.recording_url) is (event.recording == "link")
    assert bool(event.recording_minutes) is bool(event.recording)
    assert bool(event.state_reason and event.state_next_step) is (event.state != "scheduled")
    if event.recording_expected_days is not None:
        assert event.recording_plan == "planned"


@by_event
def test_event_waiting_for_its_recording_expects_it_in_the_future(event):
    if not _situation(event).startswith("waiting"):
        return
    for today in TODAYS:
        expected = session_dates(event, today=today)[-1] + timedelta(
            days=event.recording_expected_days
        )
        assert expected > today


@by_event
def test_event_presenters_are_speakers_of_the_demo(event):
    known = {speaker.slug for speaker in SPEAKERS}
    assert event.presenters
    assert {slug for slug, _, _ in event.presenters} <= known
    assert all(title and organization for _, title, organization in event.presenters)


def test_every_speaker_presents_and_some_held_another_title_then():
    now = {speaker.slug: (speaker.title, speaker.organization) for speaker in SPEAKERS}
    roles = [presenter for event in EVENTS for presenter in event.presenters]
    assert {slug for slug, _, _ in roles} == set(now)
    assert any(now[slug] != (title, organization) for slug, title, organization in roles)
    current = [role for event in EVENTS if not _is_over(event) for role in event.presenters]
    assert all(now[slug] == (title, organization) for slug, title, organization in current)


@by_event
def test_event_files_exist(event):
    for title, role, name in event.files:
        assert title
        assert role in {"slides", "handout", "transcript"}
        assert (FILES / name).is_file()


def test_every_address_is_reserved_for_examples():
    links = [url for speaker in SPEAKERS for _, url in speaker.links]
    links += [url for event in EVENTS for url in (event.join_url, event.recording_url) if url]
    for url in links:
        assert re.match(r"https://([\w-]+\.)*(example\.org|[\w-]+\.example)(/|$)", url), url


def test_titles_include_an_em_dash_a_colon_and_an_ampersand():
    titles = " ".join(event.title for event in EVENTS)
    assert all(mark in titles for mark in (" — ", ": ", " & "))


@by_event
def test_event_stays_past_or_upcoming_and_off_weekends_on_any_day(event):
    for today in TODAYS:
        days = session_dates(event, today=today)
        assert len(days) == len(event.sessions)
        if event.live:
            assert set(days) == {today}
        elif event.sessions:
            assert all(day.weekday() < 5 for day in days)
            assert (days[-1] < today) is _is_over(event)


def test_past_events_reach_into_two_earlier_years():
    for today in TODAYS:
        years = {day.year for event in EVENTS for day in session_dates(event, today=today)} & set(
            range(today.year)
        )
        assert len({year for year in years if year < today.year}) >= 2


def test_pages_and_home_have_words():
    assert len(HOME.tasks) == 3
    assert HOME.hero_title
    assert EVENT_INDEX
    for page in PAGES:
        assert len(page.summary) <= 250
        assert 3 <= page.body.count("<p>") <= 6
        assert set(re.findall(r"</?(\w+)", page.body)) <= {"p", "ul", "li", "b", "a"}


def test_portraits_differ_and_are_the_same_twice():
    names = [speaker.name for speaker in SPEAKERS]
    assert set(CAST) == set(names)
    pictures = {name: draw_portrait(name=name, size=96) for name in [*names, "Somebody Else"]}
    assert len(set(pictures.values())) == len(pictures)
    assert draw_portrait(name=names[0], size=96) == pictures[names[0]]
    picture = Image.open(io.BytesIO(pictures[names[0]]))
    assert (picture.format, picture.size) == ("WEBP", (96, 96))


def test_video_is_small_and_starts_before_it_is_loaded():
    data = (FILES / VIDEO.file).read_bytes()
    assert len(data) < 2_500_000
    assert b"avc1" in data
    assert b"mp4a" in data
    assert data.index(b"moov") < data.index(b"mdat")
    assert _seconds(data) == pytest.approx(VIDEO.seconds, abs=1)
    assert 40 <= _seconds(data) <= 60


def test_poster_is_a_small_picture_of_the_video():
    poster = FILES / VIDEO.poster
    assert poster.stat().st_size < 60_000
    assert Image.open(poster).size == (1280, 720)
    assert VIDEO.poster_alt


@pytest.mark.parametrize("name", [file for _, _, file in VIDEO.captions])
def test_captions_fit_the_screen_and_the_video(name):
    cues = webvtt.read(FILES / name).captions
    end = _seconds((FILES / VIDEO.file).read_bytes())
    speakers = {speaker.name for speaker in SPEAKERS}
    assert len(cues) > 10
    for cue in cues:
        lines = cue.text.splitlines()
        assert len(lines) <= 2
        assert all(len(line) <= 42 for line in lines)
        assert cue.voice in speakers
        # Time enough to read what is said: at most 20 characters a second.
        said = cue.text.removeprefix(f"{cue.voice}: ")
        shown = cue.end_time.in_milliseconds() - cue.start_time.in_milliseconds()
        assert len(said) * 1000 / shown <= 20
    starts = [cue.start_time.in_milliseconds() for cue in cues]
    assert starts == sorted(starts)
    assert cues[-1].end_time.in_milliseconds() <= end * 1000


def test_captions_say_what_the_transcript_says():
    transcript = " ".join((FILES / "night-shift-transcript.txt").read_text("utf-8").split())
    for cue in webvtt.read(FILES / "night-shift-captions-en.vtt").captions:
        words = cue.text.replace("\n", " ").removeprefix(f"{cue.voice}: ")
        assert words in transcript
        assert cue.voice in transcript


def test_captions_have_the_same_times_in_both_languages():
    english, spanish = (webvtt.read(FILES / file).captions for _, _, file in VIDEO.captions)
    assert [(cue.start, cue.end) for cue in english] == [(cue.start, cue.end) for cue in spanish]


@pytest.mark.parametrize("name", PDFS)
def test_pdf_is_tagged(name):
    assert (FILES / name).stat().st_size < 300_000
    with pikepdf.open(FILES / name) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang).startswith("en")
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"]
            assert metadata["pdfuaid:part"] == "1"
        tags = [str(element.get("/S", "")) for element in _elements(pdf.Root.StructTreeRoot)]
        assert "/H1" in tags
        for element in _elements(pdf.Root.StructTreeRoot):
            if element.get("/S") == "/Figure":
                assert str(element.Alt)


def test_pdfs_have_the_pages_they_promise():
    pages = {}
    for name in PDFS:
        with pikepdf.open(FILES / name) as pdf:
            pages[name] = len(pdf.pages)
    assert pages == {
        "co-response-basics-slides.pdf": 4,
        "dispatcher-checklist.pdf": 1,
        "letter-of-support.pdf": 1,
        "night-shift-slides.pdf": 8,
        "visor-card.pdf": 1,
        "young-callers-slides.pdf": 4,
    }


def _elements(node):
    """Every structure element below one node of a PDF's tag tree."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def _seconds(mp4: bytes) -> float:
    """The length that the movie header of an MP4 file states (ISO 14496-12, `mvhd` version 0)."""
    at = mp4.index(b"mvhd") + 4
    timescale, duration = struct.unpack(">II", mp4[at + 12 : at + 20])
    return duration / timescale
