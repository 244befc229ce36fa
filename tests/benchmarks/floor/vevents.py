"""VEVENTs of the benchmarks' events formatted by hand, and written in bulk: what a rebuild costs at least.

One query, f-strings and regular expressions that know these texts; no lock, and no look at what is
stored. The bytes are those of the product.
"""

import re
from collections.abc import Callable
from datetime import datetime

from events.models import CalendarRecord
from tests.benchmarks.floor.models import StoredText

AT_ONCE = 500
TABLES = ["wagtailcore_page", "events_eventpage"]
WHERE = [
    "wagtailcore_page.id = events_calendarrecord.page_id",
    "events_eventpage.page_ptr_id = events_calendarrecord.page_id",
]
PAGE_COLUMNS = {
    "page_title": "wagtailcore_page.title",
    "page_summary": "events_eventpage.summary",
    "page_description": "events_eventpage.description",
}
RECORD_COLUMNS = ("pk", "uid", "sequence", "starts_at", "ends_at", "created_at", "place")
LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>')
TAG = re.compile(r"<[^>]+>")


def rebuild(*, root: str, now: datetime, write: Callable[[list[StoredText]], object]) -> int:
    """All texts anew, as of `now`; returns how many."""
    records = CalendarRecord.objects.order_by("pk")
    rows = records.extra(select=PAGE_COLUMNS, tables=TABLES, where=WHERE)
    rows = list(rows.values_list(*RECORD_COLUMNS, *PAGE_COLUMNS))
    stamp = moment(now)
    write([StoredText(pk=row[0], text=vevent(*row[1:], root=root, stamp=stamp)) for row in rows])
    return len(rows)


def by_bulk_update(texts: list[StoredText]) -> None:
    """Django's own way to change many rows."""
    StoredText.objects.bulk_update(texts, ["text"], batch_size=AT_ONCE)


def by_upsert(texts: list[StoredText]) -> None:
    """The fastest way that the ORM has, for rows that may also be missing; ours writes so."""
    StoredText.objects.bulk_create(
        texts, AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=["text"]
    )


def vevent(
    uid, sequence, starts_at, ends_at, created_at, place, title, summary, html, *, root, stamp
) -> str:
    """The text of one event that takes place."""
    url = f"{root}/calendar/{uid}/"
    description = f"{summary}\n\n{plain(html)}\n\nDetails: {url}"
    return (
        f"BEGIN:VEVENT\r\n{fold(f'SUMMARY:{escape(title)}')}\r\n"
        f"DTSTART:{moment(starts_at)}\r\nDTEND:{moment(ends_at)}\r\nDTSTAMP:{stamp}\r\n"
        f"UID:{uid}\r\nSEQUENCE:{sequence}\r\nCREATED:{moment(created_at)}\r\n"
        f"{fold(f'DESCRIPTION:{escape(description)}')}\r\nLAST-MODIFIED:{stamp}\r\n"
        f"{fold(f'LOCATION:{escape(place)}')}\r\nSTATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\n"
        f"{fold(f'URL:{url}')}\r\nEND:VEVENT\r\n"
    )


def moment(when: datetime) -> str:
    return f"{when:%Y%m%dT%H%M%SZ}"


def plain(html: str) -> str:
    return TAG.sub("", LINK.sub(r"\2 (\1)", html.replace("</p><p>", "\n\n")))


def escape(text: str) -> str:
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return text.replace("\n", "\\n")


def fold(line: str) -> str:
    """For texts in ASCII, as these are; an escape stays whole."""
    if len(line) < 75:
        return line
    parts = []
    while len(line) > 74:
        end = 73 if line[73] in "\\^" else 74
        parts.append(line[:end])
        line = line[end:]
    return "\r\n ".join((*parts, line))
