"""Read a webinar page that was saved as text, and make a draft of it."""

from events.actions import ImportReport, import_webinar
from events.importers.saved_page import SavedWebinar, parse_saved_page
from events.models import EventIndexPage
from resources.downloads import download_label
from resources.importers.command import ImportCommand


class Command(ImportCommand):
    help = "Read a webinar page that was saved as text into a draft, and list what a person must confirm."
    index_model, index_words = EventIndexPage, "event index"

    def parse(self, text: str) -> SavedWebinar:
        return parse_saved_page(text)

    def import_saved(self, *, saved, parent, is_dry_run: bool) -> ImportReport:
        return import_webinar(saved=saved, parent=parent, is_dry_run=is_dry_run)

    def print_report(self, report: ImportReport):
        self._print_table(report)
        self.print_doubts(questions=report.questions, unplaced=report.unplaced)
        self.print_list("New speakers, as drafts", report.new_speakers)
        self.print_list("To do", report.to_do)
        self._print_outcome(report)

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
        self.print_table(rows)

    def _print_outcome(self, report: ImportReport):
        page = report.page
        if page is None:
            outcome = "Dry run: nothing was written."
        elif report.is_new:
            outcome = f"Draft written: page {page.pk}, “{page.title}”."
        else:
            outcome = f"Imported before, left as it is: page {page.pk}, “{page.title}”."
        self.stdout.write(f"\n{outcome}")
        self.print_drafts(_drafts(report))


def _drafts(report: ImportReport) -> list:
    """The page, and the speakers that are new with it, in the page's order."""
    if report.page is None or not report.is_new:
        return []
    speakers = [presenter.speaker for presenter in report.page.presenters.all()]
    new = [speaker for speaker in speakers if speaker and speaker.name in report.new_speakers]
    return [report.page, *new]
