"""The saved topic pages the importer is tested on, all written for these tests."""

from pathlib import Path

from resources.importers.saved_file import decode_saved_page

SAMPLES = Path(__file__).parents[2] / "samples" / "imports"
TOPIC_NAMES = ("topic_page.txt", "topic_page_irregular.txt")


def sample(name: str) -> str:
    return decode_saved_page((SAMPLES / name).read_bytes())
