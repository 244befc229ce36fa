"""Rows as CSV and XLSX: nothing in them that a spreadsheet would run, nothing that XML can't hold."""

import codecs
import re
from datetime import date, datetime

from wagtail.admin.views.mixins import SpreadsheetExportMixin

# What begins a formula, also as full-width, small and typographic signs, which programs and input methods fold;
# blanks, invisible and control characters before it are skipped by some of them.
_FORMULA = re.compile(
    r"[\s\x00-\x1f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*[=+\-@＝＋－＠﹦﹢﹣﹫−]"
)
# XML 1.0 has no way to write these.
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def harmless(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could read a formula; nothing is taken away."""
    return f"'{text}" if _FORMULA.match(text) else text


class SafeSpreadsheetMixin(SpreadsheetExportMixin):
    """Writes rows that are dicts, by the names in `list_export`, one at a time; the answer is for one reader."""

    export_headings: dict
    list_export: list

    def as_spreadsheet(self, queryset, spreadsheet_format):
        response = super().as_spreadsheet(queryset, spreadsheet_format)
        if spreadsheet_format == self.FORMAT_CSV:
            response["Content-Type"] = "text/csv; charset=utf-8"
        response["Cache-Control"] = "private, no-store"
        return response

    def stream_csv(self, queryset):
        # Without the mark, Excel reads the bytes of an é as two letters.
        yield codecs.BOM_UTF8
        yield from super().stream_csv(queryset)

    def get_heading(self, queryset, field):
        return harmless(str(self.export_headings[field]))

    def to_row_dict(self, item):
        return item

    def preprocess_field_value(self, field, value, export_format):
        is_csv = export_format != self.FORMAT_XLSX
        if isinstance(value, datetime):
            return f"{value:%Y-%m-%d %H:%M}" if is_csv else value
        if isinstance(value, date):
            return value.isoformat() if is_csv else value
        if not isinstance(value, str):
            return value
        return harmless(value if is_csv else _NOT_IN_XML.sub("\ufffd", value))

    def generate_xlsx_row(self, worksheet, row_dict, date_format=None):
        return super().generate_xlsx_row(worksheet, row_dict, date_format="yyyy-mm-dd hh:mm")
