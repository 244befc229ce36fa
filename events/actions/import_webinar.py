"""Import a webinar from a page that was saved as text: a draft, and a list of what a person must look at."""

from dataclasses import dataclass, field
from html import escape

from django.db import transaction
from django.utils.translation import gettext as _

from events.importers.saved_page import Question, SavedPresenter, SavedWebinar, UnplacedLine
from events.models import EventIndexPage, EventPage, Presenter, WebinarPage
from resources.downloads import download_label
from resources.importers.saved_title import saved_slug
from resources.importers.text_length import validate_length
from speakers.models import Speaker


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What an import did, or would do. `page` is None in a dry run that found nothing imported before."""

    page: EventPage | None
    is_new: bool
    saved: SavedWebinar
    new_speakers: list[str] = field(default_factory=list)
    questions: tuple[Question, ...] = ()
    unplaced: tuple[UnplacedLine, ...] = ()
    to_do: list[str] = field(default_factory=list)


def import_webinar(
    *, saved: SavedWebinar, parent: EventIndexPage, user=None, is_dry_run: bool = False
) -> ImportReport:
    """A draft webinar below `parent` with its presenters, in one transaction; the same page twice is one draft.

    A page that was imported before is left as it is: people may have edited it.
    Speakers are found by name; new ones are drafts too, until a person publishes them.
    Raises TextTooLong before anything is written.
    """
    check_lengths(saved)
    with transaction.atomic():
        locked = EventIndexPage.objects.select_for_update(of=("self",)).get(pk=parent.pk)
        page = imported_before(saved=saved, parent=locked)
        is_new = page is None
        speakers = {s.name.casefold(): s for s in Speaker.objects.all()} if is_new else {}
        unknown = [p.name for p in saved.presenters if p.name.casefold() not in speakers]
        if is_new and not is_dry_run:
            page = _write_draft(saved=saved, parent=locked, speakers=speakers, user=user)
    return ImportReport(
        page=page,
        is_new=is_new,
        saved=saved,
        new_speakers=unknown if is_new else [],
        questions=saved.questions,
        unplaced=saved.unplaced,
        to_do=to_do(saved),
    )


def check_lengths(saved: SavedWebinar) -> None:
    """Raise TextTooLong for a text that is longer than the field it goes to."""
    page_names = ("presented_by", "funder", "recording_url")
    texts = [(EventPage, name, str(getattr(saved, name))) for name in page_names] + [
        (Presenter, name, str(getattr(presenter, name)))
        for presenter in saved.presenters
        for name in ("name", "title", "organization")
    ]
    for model, name, text in texts:
        validate_length(model=model, name=name, text=text)


def imported_before(*, saved: SavedWebinar, parent: EventIndexPage) -> EventPage | None:
    """The event below `parent` that has this title, whatever became of it since."""
    return (
        EventPage.objects.child_of(parent)
        .filter(slug=webinar_slug(saved.title))
        .order_by("pk")
        .first()
    )


def webinar_slug(title: str) -> str:
    """The slug that the same title always gives."""
    return saved_slug(title, kind="webinar")


def to_do(saved: SavedWebinar) -> list[str]:
    """What the text speaks of but does not hold."""
    jobs = [
        _("Upload “%(label)s” (%(file)s) under Files and recording.")
        % {
            "label": download.label,
            "file": download_label(file_type=download.file_type, size=download.size_bytes),
        }
        for download in saved.downloads
    ]
    if saved.has_recording_heading and not saved.recording_url:
        jobs.append(_("Add the recording: the text has its heading, but no address."))
    jobs.append(_("Add the date as a session, if you know it, and a summary."))
    return jobs


def _write_draft(*, saved, parent, speakers: dict[str, Speaker], user) -> WebinarPage:
    page = WebinarPage(
        title=saved.title,
        draft_title=saved.title,
        slug=webinar_slug(saved.title),
        description="".join(f"<p>{escape(text, quote=False)}</p>" for text in saved.paragraphs),
        presented_by=saved.presented_by,
        funder=saved.funder,
        recording_url=saved.recording_url,
        live=False,
        owner=user,
    )
    page.presenters = [
        _presenter(saved=presenter, order=order, speakers=speakers, user=user)
        for order, presenter in enumerate(saved.presenters)
    ]
    parent.add_child(instance=page)
    page.save_revision(user=user, clean=False, log_action=True)
    return page


def _presenter(*, saved: SavedPresenter, order: int, speakers: dict[str, Speaker], user):
    speaker = speakers.get(saved.name.casefold())
    if speaker is None:
        speaker = Speaker(
            name=saved.name, title=saved.title, organization=saved.organization, live=False
        )
        speaker.save()
        speaker.save_revision(user=user)
        speakers[saved.name.casefold()] = speaker
    return Presenter(
        speaker=speaker,
        name=saved.name,
        title=saved.title,
        organization=saved.organization,
        sort_order=order,
    )
