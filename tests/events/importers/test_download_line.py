import pytest

from events.importers.saved_page import SavedDownload, UnplacedLine, parse_saved_page


@pytest.mark.parametrize(
    ("line", "file_type", "size_bytes"),
    [
        ("Download PDF • 2.31MB", "PDF", 2_310_000),
        ("download pdf • 2.31 mb", "PDF", 2_310_000),
        ("Download PPTX • 2,310KB", "PPTX", 2_310_000),
        ("Download PDF • 999.99KB", "PDF", 999_990),
        ("Download PDF • 1.00GB", "PDF", 1_000_000_000),
        ("Download MP4 - 512 bytes", "MP4", 512),
        ("Download PDF (0.5KB)", "PDF", 500),
        ("Download PDF • 1.0005KB", "PDF", 1_001),
    ],
)
def test_download_size_is_decimal(line: str, file_type: str, size_bytes: int) -> None:
    webinar = parse_saved_page(f"A Title\nWebinar Slides:\n{line}")

    assert webinar.downloads == (
        SavedDownload(line=3, label="Webinar Slides", file_type=file_type, size_bytes=size_bytes),
    )


def test_download_without_a_heading_is_called_download() -> None:
    webinar = parse_saved_page("A Title\nPresenters\nDownload PDF • 2.31MB")

    assert [download.label for download in webinar.downloads] == ["Download"]


@pytest.mark.parametrize(
    "line", ["Download PDF", "Download PDF • 2,31MB", "Download 3 • 2MB", "Download PDF • ٣MB"]
)
def test_download_without_a_clear_size_is_unplaced(line: str) -> None:
    webinar = parse_saved_page(f"A Title\nSlides\n{line}")

    assert (webinar.downloads, webinar.unplaced) == ((), (UnplacedLine(line=3, text=line),))
