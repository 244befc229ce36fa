"""What the commands that import a saved page have in common: the file, the place, and how a report is printed."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.urls import NoReverseMatch
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.models import Page

from resources.importers.question import Question
from resources.importers.saved_file import (
    UnreadableFile,
    UnreadablePage,
    decode_saved_page,
    read_saved_file,
)
from resources.importers.text_length import TextTooLong


class ImportCommand(BaseCommand):
    """Reads one saved page into drafts below an index, and prints what a person must look at.

    A subclass says which `index_model` it imports into (`index_words` in an error), how a text is
    parsed and imported, and what of the report is printed. `refusals` are errors of `import_saved`
    that carry a sentence for the reader; nothing was written then.
    """

    index_model: type[Page]
    index_words: str
    refusals: tuple[type[Exception], ...] = (TextTooLong,)

    def parse(self, text: str) -> Any:
        """What the page says. Raises UnreadablePage."""
        raise NotImplementedError

    def import_saved(self, *, saved: Any, parent: Any, is_dry_run: bool) -> Any:
        """Write drafts, unless it is a dry run, and report."""
        raise NotImplementedError

    def print_report(self, report: Any) -> None:
        raise NotImplementedError

    def add_arguments(self, parser):
        parser.add_argument("file", help="the text file; - for standard input")
        parser.add_argument("--parent", help=f"slug of the {self.index_words} to import into")
        parser.add_argument("--encoding", default="utf-8", help="of the file, for example cp1252")
        parser.add_argument("--dry-run", action="store_true", help="show the table, write nothing")

    def handle(self, *args, file: str, parent, encoding: str, dry_run: bool, **options):
        self._print_what_the_console_can()
        try:
            content = read_saved_file(file, standard_input=sys.stdin.buffer)
        except UnreadableFile as error:
            raise CommandError(str(error)) from None
        try:
            saved = self.parse(decode_saved_page(content, encoding=encoding))
        except UnreadablePage as error:
            raise CommandError(f"{file}: {error}") from None
        try:
            report = self.import_saved(saved=saved, parent=self._index(parent), is_dry_run=dry_run)
        except self.refusals as error:
            raise CommandError(f"{file}: {error}") from None
        self.print_report(report)

    def _print_what_the_console_can(self) -> None:
        """On a console without, for example, “ and ” a report has question marks, instead of an error at its end."""
        if reconfigure := getattr(self.stdout, "reconfigure", None):
            reconfigure(errors="replace")

    def _index(self, slug: str | None) -> Page:
        indexes = self.index_model.objects.order_by("path")
        index = indexes.filter(slug=slug).first() if slug else indexes.first()
        if index is None:
            wanted = (
                f"There is no {self.index_words} “{slug}”."
                if slug
                else f"There is no {self.index_words} yet."
            )
            raise CommandError(f"{wanted} Add one in the admin, or name another with --parent.")
        return index

    def print_table(self, rows: Sequence[tuple[str, str]]) -> None:
        """Names and values in two columns."""
        width = max(len(name) for name, _ in rows)
        for name, value in rows:
            self.stdout.write(f"{name:<{width}}  {value}")

    def print_list(self, heading: str, lines: Iterable[str]) -> None:
        """A heading with its lines; nothing where there is none."""
        lines = list(lines)
        if lines:
            self.stdout.write(f"\n{heading}:")
            for line in lines:
                self.stdout.write(f"  - {line}")

    def print_drafts(self, drafts: Iterable[Any]) -> None:
        """Where each draft is edited; nothing on a host whose admin is elsewhere."""
        finder = AdminURLFinder()
        addresses = []
        for draft in drafts:
            try:
                addresses.append((draft, finder.get_edit_url(draft)))
            except NoReverseMatch:
                return
        self.print_list("Edit the drafts", (f"{address}  {draft}" for draft, address in addresses))

    def print_doubts(self, *, questions: Iterable[Question], unplaced: Iterable[Any]) -> None:
        """What a person must confirm, and the lines of the page that found no place."""
        self.print_list(
            "Please confirm",
            (
                question.text + "".join(f"\n      - {proposal}" for proposal in question.proposals)
                for question in questions
            ),
        )
        self.print_list("Not placed", (f"line {line.line}: {line.text}" for line in unplaced))
