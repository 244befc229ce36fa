"""How a download names itself: `Download PDF • 2.31MB`."""

from decimal import ROUND_HALF_UP, Decimal

UNITS = ("KB", "MB", "GB")


def file_size(size: int) -> str:
    """A size in bytes as decimal kilo-, mega- or gigabytes with two decimals: `2.31MB`.

    What would round to 1000.00 takes the next unit, so 999,995 bytes are 1.00MB.
    """
    for power, unit in enumerate(UNITS, start=1):
        rounded = (Decimal(size) / 1000**power).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        if rounded < 1000 or unit == UNITS[-1]:
            return f"{rounded}{unit}"
    raise ValueError(f"{size!r} is no size.")


def download_label(*, file_type: str, size: int | None) -> str:
    """Word, type, U+2022 and size; without the size where the storage does not know it."""
    label = f"Download {file_type.upper() or 'file'}"
    return label if size is None else f"{label} • {file_size(size)}"
