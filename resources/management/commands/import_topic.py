"""Read a topic page that was saved as text, and make drafts of it and of its resources."""

from resources.actions.import_topic import (
    ImportedEntry,
    TopicReport,
    WrittenMeanwhile,
    import_topic,
)
from resources.enums import ResourceType
from resources.importers.command import ImportCommand
from resources.importers.saved_topic import SavedTopic, parse_saved_topic
from resources.models import ResourceIndexPage


class Command(ImportCommand):
    help = (
        "Read a topic page that was saved as text into drafts of the topic and of its resources, "
        "and list what a person must confirm."
    )
    index_model, index_words = ResourceIndexPage, "resource index"
    refusals = (*ImportCommand.refusals, WrittenMeanwhile)

    def parse(self, text: str) -> SavedTopic:
        return parse_saved_topic(text)

    def import_saved(self, *, saved, parent, is_dry_run: bool) -> TopicReport:
        return import_topic(saved=saved, parent=parent, is_dry_run=is_dry_run)

    def print_report(self, report: TopicReport):
        self._print_table(report)
        self.print_doubts(questions=report.questions, unplaced=report.saved.unplaced)
        self._print_lists(report)
        self._print_outcome(report)

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
        self.print_table(rows)

    def _print_lists(self, report: TopicReport):
        if report.is_new:
            entries = report.entries
            self.print_list(
                "New resources, as drafts", [entry.saved.title for entry in entries if entry.is_new]
            )
            self.print_list(
                "Pages that are there already, linked and left as they are",
                [f"{page.draft_title} (…{page.url_path[-100:]})" for entry in entries
                 if not entry.is_new and (page := entry.page)],
            )  # fmt: skip
        self.print_list("New keywords", report.new_keywords)
        self.print_list("New organizations", report.new_organizations)
        self.print_list("To do", report.to_do)

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
        if page and report.is_new:
            new_pages = [entry.page for entry in report.entries if entry.is_new and entry.page]
            self.print_drafts([page, *new_pages])


def _words(entry: ImportedEntry) -> str:
    """`A Night on Call | 2021 | Webinar | new`."""
    saved = entry.saved
    state = "there already" if entry.page else "not in the topic"
    kind = ResourceType(saved.resource_type).label if saved.resource_type else "no type"
    year = str(saved.year) if saved.year else "no year"
    return " | ".join([saved.title, year, str(kind), "new" if entry.is_new else state])
