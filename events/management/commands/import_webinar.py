"""Read a webinar page that was saved as text, and make a draft of it."""

import sys

from django.core.management.base import BaseCommand, CommandError

from events.actions import ImportReport, TextTooLong, import_webinar
from events.importers.saved_page import UnreadablePage, decode_saved_page, parse_saved_page
from events.models import EventIndexPage
from resources.downloads import download_label
from resources.importers.saved_file import UnreadableFile, read_saved_file


class Command(BaseCommand):
    help = "Read a webinar page that was saved as text into a draft, and list what a person must confirm."

    def add_arguments(self, parser):
        parser.add_argument("file", help="the text file; - for standard input")
        parser.add_argument("--parent", help="slug of the event index to import into")
        parser.add_argument("--encoding", default="utf-8", help="of the file, for example cp1252")
        parser.add_argument("--dry-run", action="store_true", help="show the table, write nothing")

    def handle(self, *args, file: str, parent, encoding: str, dry_run: bool, **options):
        try:
            content = read_saved_file(file, standard_input=sys.stdin.buffer)
        except UnreadableFile as error:
            raise CommandError(str(error)) from None
        try:
            saved = parse_saved_page(decode_saved_page(content, encoding=encoding))
        except UnreadablePage as error:
            raise CommandError(f"{file}: {error}") from None
        try:
            report = import_webinar(saved=saved, parent=self._index(parent), is_dry_run=dry_run)
        except TextTooLong as error:
            raise CommandError(f"{file}: {error}") from None
        self._print_table(report)
        self._print_lists(report)
        self._print_outcome(report)

    def _index(self, slug: str | None) -> EventIndexPage:
        indexes = EventIndexPage.objects.order_by("path")
        index = indexes.filter(slug=slug).first() if slug else indexes.first()
        if index is None:
            wanted = (
                f"There is no event index “{slug}”." if slug else "There is no event index yet."
            )
            raise CommandError(f"{wanted} Add one in the admin, or name another with --parent.")
        return index

    def _print_table(self, report: ImportReport):
        saved = report.saved
        rows = [
            ("Title", saved.title),
            ("Description", f"{len(saved.paragraphs)} paragraphs"),
            ("Presented by", saved.presented_by or "(not found)"),
            ("Funder", saved.funder or "(not found)"),
        ]
        for number, presenter in enumerate(saved.presenters, start=1):
            mark = "" if presenter.is_certain else "  (please confirm)"
            parts = (presenter.name, presenter.title, presenter.organization)
            rows.append((f"Presenter {number}", " | ".join(parts) + mark))
        rows.append(("Recording", saved.recording_url or "(no address)"))
        for download in saved.downloads:
            label = download_label(file_type=download.file_type, size=download.size_bytes)
            rows.append((download.label, label))
        width = max(len(name) for name, _ in rows)
        for name, value in rows:
            self.stdout.write(f"{name:<{width}}  {value}")

    def _print_lists(self, report: ImportReport):
        self._print_list(
            "Please confirm",
            [
                question.text + "".join(f"\n      - {proposal}" for proposal in question.proposals)
                for question in report.questions
            ],
        )
        self._print_list(
            "Not placed", [f"line {line.line}: {line.text}" for line in report.unplaced]
        )
        self._print_list("New speakers, as drafts", report.new_speakers)
        self._print_list("To do", report.to_do)

    def _print_list(self, heading: str, lines: list[str]):
        if lines:
            self.stdout.write(f"\n{heading}:")
            for line in lines:
                self.stdout.write(f"  - {line}")

    def _print_outcome(self, report: ImportReport):
        page = report.page
        if page is None:
            outcome = "Dry run: nothing was written."
        elif report.is_new:
            outcome = f"Draft written: page {page.pk}, “{page.title}”."
        else:
            outcome = f"Imported before, left as it is: page {page.pk}, “{page.title}”."
        self.stdout.write(f"\n{outcome}")
