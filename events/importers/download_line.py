"""Lines such as "Download PDF • 2.31MB"."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

_DOWNLOAD = re.compile(
    r"""download\s+(?P<file_type>(?=[0-9]*[a-z])[a-z0-9]{1,10})
    \s*[•·∙●|:,(–—-]?\s*
    (?P<size>[0-9]{1,3}(?:,[0-9]{3}){1,3}(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?)
    \s?(?P<unit>bytes|[kmg]?b)\)?""",
    re.IGNORECASE | re.VERBOSE | re.ASCII,
)
_BYTES_IN = {"bytes": 1, "b": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9}


@dataclass(frozen=True, kw_only=True)
class SavedDownload:
    """A file the page offered: `label` is the heading above it, `size_bytes` is decimal."""

    line: int
    label: str
    file_type: str
    size_bytes: int


def is_download_line(text: str) -> bool:
    return _DOWNLOAD.fullmatch(text) is not None


def read_download_line(*, line: int, text: str, heading: str) -> SavedDownload | None:
    """Return the download, or None when the line isn't one.

    Megabytes are decimal, as site builders print them: 2.31MB is 2,310,000 bytes.
    A comma separates thousands, so "2,31MB" is not read. Without a heading the
    label is "Download".
    """
    found = _DOWNLOAD.fullmatch(text)
    if found is None:
        return None
    size = Decimal(found["size"].replace(",", "")) * _BYTES_IN[found["unit"].lower()]
    return SavedDownload(
        line=line,
        label=heading or "Download",
        file_type=found["file_type"].upper(),
        size_bytes=int(size.to_integral_value(rounding=ROUND_HALF_UP)),
    )
