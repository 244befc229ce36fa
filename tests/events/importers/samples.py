"""The saved pages the importer is tested on, all written for these tests."""

from pathlib import Path

from events.importers.saved_page import decode_saved_page

SAMPLES = Path(__file__).parents[2] / "samples" / "imports"
SAMPLE_NAMES = ("webinar_page.txt", "webinar_page_irregular.txt", "webinar_page_title_only.txt")


def sample(name: str) -> str:
    return decode_saved_page((SAMPLES / name).read_bytes())
