"""Read a topic page that was saved as text, and make drafts of it and of its resources."""

import sys

from django.core.management.base import BaseCommand, CommandError

from resources.actions.import_topic import (
    ImportedEntry,
    TopicReport,
    WrittenMeanwhile,
    import_topic,
)
from resources.enums import ResourceType
from resources.importers.saved_file import (
    UnreadableFile,
    UnreadablePage,
    decode_saved_page,
    read_saved_file,
)
from resources.importers.saved_topic import parse_saved_topic
from resources.importers.text_length import TextTooLong
from resources.models import ResourceIndexPage


class Command(BaseCommand):
    help = (
        "Read a topic page that was saved as text into drafts of the topic and of its resources, "
        "and list what a person must confirm."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="the text file; - for standard input")
        parser.add_argument("--parent", help="slug of the resource index to import into")
        parser.add_argument("--encoding", default="utf-8", help="of the file, for example cp1252")
        parser.add_argument("--dry-run", action="store_true", help="show the table, write nothing")

    def handle(self, *args, file: str, parent, encoding: str, dry_run: bool, **options):
        try:
            content = read_saved_file(file, standard_input=sys.stdin.buffer)
        except UnreadableFile as error:
            raise CommandError(str(error)) from None
        try:
            saved = parse_saved_topic(decode_saved_page(content, encoding=encoding))
        except UnreadablePage as error:
            raise CommandError(f"{file}: {error}") from None
        try:
            report = import_topic(saved=saved, parent=self._index(parent), is_dry_run=dry_run)
        except (TextTooLong, WrittenMeanwhile) as error:
            raise CommandError(f"{file}: {error}") from None
        self._print_table(report)
        self._print_lists(report)
        self._print_outcome(report)

    def _index(self, slug: str | None) -> ResourceIndexPage:
        indexes = ResourceIndexPage.objects.order_by("path")
        index = indexes.filter(slug=slug).first() if slug else indexes.first()
        if index is None:
            wanted = (
                f"There is no resource index “{slug}”."
                if slug
                else "There is no resource index yet."
            )
            raise CommandError(f"{wanted} Add one in the admin, or name another with --parent.")
        return index

    def _print_table(self, report: TopicReport):
        saved = report.saved
        highlighted = [entry for entry in report.entries if entry.saved.is_highlighted]
        others = [entry for entry in report.entries if not entry.saved.is_highlighted]
        mentions = sum(len(entry.keywords) for entry in saved.entries)
        rows = [
            ("Title", saved.title),
            ("Introduction", f"{len(saved.introduction)} paragraphs"),
            ("Resources", f"{len(highlighted)} highlighted, {len(others)} other"),
            ("Keywords", f"{len(saved.keywords)} distinct in {mentions} mentions"),
        ]
        for name, entries in (("Highlighted", highlighted), ("Other", others)):
            rows += [
                (f"{name} {number}", _words(entry)) for number, entry in enumerate(entries, start=1)
            ]
        width = max(len(name) for name, _ in rows)
        for name, value in rows:
            self.stdout.write(f"{name:<{width}}  {value}")

    def _print_lists(self, report: TopicReport):
        self._print_list(
            "Please confirm",
            [
                question.text + "".join(f"\n      - {proposal}" for proposal in question.proposals)
                for question in report.questions
            ],
        )
        self._print_list(
            "Not placed", [f"line {line.line}: {line.text}" for line in report.saved.unplaced]
        )
        if report.is_new:
            entries = report.entries
            self._print_list(
                "New resources, as drafts", [entry.saved.title for entry in entries if entry.is_new]
            )
            self._print_list(
                "Pages that are there already, linked and left as they are",
                [f"{page.draft_title} (…{page.url_path[-100:]})" for entry in entries
                 if not entry.is_new and (page := entry.page)],
            )  # fmt: skip
        self._print_list("New keywords", report.new_keywords)
        self._print_list("New organizations", report.new_organizations)
        self._print_list("To do", report.to_do)

    def _print_list(self, heading: str, lines: list[str]):
        if lines:
            self.stdout.write(f"\n{heading}:")
            for line in lines:
                self.stdout.write(f"  - {line}")

    def _print_outcome(self, report: TopicReport):
        page = report.page
        if page is None:
            outcome = "Dry run: nothing was written."
        elif report.is_new:
            new = sum(entry.is_new for entry in report.entries)
            outcome = f"Drafts written: topic {page.pk}, “{page.title}”, and {new} new resources."
        else:
            outcome = f"Imported before, left as it is: topic {page.pk}, “{page.title}”."
        self.stdout.write(f"\n{outcome}")


def _words(entry: ImportedEntry) -> str:
    """`A Night on Call | 2021 | Webinar | new`."""
    saved = entry.saved
    state = "there already" if entry.page else "not in the topic"
    kind = ResourceType(saved.resource_type).label if saved.resource_type else "no type"
    year = str(saved.year) if saved.year else "no year"
    return " | ".join([saved.title, year, str(kind), "new" if entry.is_new else state])
