"""How a download names itself, at the borders between the units."""

import pytest

from resources.downloads import download_label, file_size


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0.00KB"),
        (4, "0.00KB"),
        (5, "0.01KB"),
        (14, "0.01KB"),
        (15, "0.02KB"),
        (1_000, "1.00KB"),
        (1_005, "1.01KB"),
        (999_994, "999.99KB"),
        (999_995, "1.00MB"),
        (1_000_000, "1.00MB"),
        (2_305_000, "2.31MB"),
        (2_304_999, "2.30MB"),
        (2_310_000, "2.31MB"),
        (999_994_999, "999.99MB"),
        (999_995_000, "1.00GB"),
        (1_000_000_000, "1.00GB"),
        (1_234_567_890_000, "1234.57GB"),
    ],
)
def test_size_has_two_decimals_and_the_unit_that_fits(size, words):
    assert file_size(size) == words


@pytest.mark.parametrize(
    ("file_type", "size", "label"),
    [
        ("pdf", 2_310_000, "Download PDF • 2.31MB"),
        ("PDF", 2_310_000, "Download PDF • 2.31MB"),
        ("pptx", 0, "Download PPTX • 0.00KB"),
        ("", 1_000, "Download file • 1.00KB"),
        ("mp4", None, "Download MP4"),
        ("", None, "Download file"),
    ],
)
def test_label_names_type_and_size(file_type, size, label):
    assert download_label(file_type=file_type, size=size) == label


def test_label_has_the_bullet_and_plain_spaces():
    assert [hex(ord(mark)) for mark in download_label(file_type="pdf", size=1)[12:15]] == [
        "0x20",
        "0x2022",
        "0x20",
    ]
