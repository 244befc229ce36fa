"""Run an event again: a draft with new dates, without what the first run left behind."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from events.enums import FileRole
from events.models import EventPage
from events.times import DateOutOfRange

LEFT_BEHIND = {
    "recording_video": None,
    "recording_poster": None,
    "recording_url": "",
    "recording_minutes": None,
    "recording_captions_checked": False,
    "recording_expected_date": None,
}


class DateNeeded(ValueError):
    """There is no session to move, or no such day; the message says what to do."""


def run_again(*, event: EventPage, first_date: date, title: str = "", user=None) -> EventPage:
    """A draft copy beside `event` whose first session is on `first_date`.

    The other sessions keep their distance in days, all keep their local times; the
    registration dates move along. Recording, captions, slides and transcript, calendar
    records and the decision to cancel stay behind; handouts and presenters come along.
    Raises DateNeeded where the event has no dated session, or a day lies beyond the calendar.
    """
    event = EventPage.objects.get(pk=event.pk).specific
    if not event.dated_sessions:
        raise DateNeeded(_("This event has no session. Copy the page and add one."))
    shift = first_date - event.dated_sessions[0].date
    title = " ".join(title.split()) or event.title
    try:
        with transaction.atomic():
            return _copy(event=event, first_date=first_date, shift=shift, title=title, user=user)
    except OverflowError:
        raise DateNeeded(str(DateOutOfRange(first_date))) from None


def _copy(*, event: EventPage, first_date: date, shift: timedelta, title: str, user) -> EventPage:
    copy = event.copy(
        update_attrs={
            "title": title,
            "draft_title": title,
            "slug": free_slug(event=event, title=title, year=first_date.year),
            "go_live_at": None,
            "expire_at": None,
            **LEFT_BEHIND,
            **moved_registration(event, shift),
        },
        copy_revisions=False,
        keep_live=False,
        user=user,
    )
    leave_files_behind(copy)
    move_sessions(copy, shift)
    copy.save()
    copy.save_revision(user=user, clean=False)
    return copy


def move_sessions(copy: EventPage, shift: timedelta) -> None:
    """Move every session by whole days at the same local times."""
    sessions = list(copy.sessions.all())
    for session in sessions:
        if session.date:
            session.date += shift
        if session.end_date:
            session.end_date += shift
    copy.sessions.set(sessions)


def moved_registration(event: EventPage, shift: timedelta) -> dict:
    """The registration's dates moved along with the first session."""
    names = ("registration_opens_date", "registration_closes_date")
    return {name: value + shift for name in names if (value := getattr(event, name))}


def leave_files_behind(copy: EventPage) -> None:
    """Keep handouts; slides and transcript belong to the first run."""
    copy.files.set([file for file in copy.files.all() if file.role == FileRole.HANDOUT])
    copy.caption_tracks.set([])


def free_slug(*, event: EventPage, title: str, year: int) -> str:
    """A slug of the title and year that no page beside the event has."""
    base = slugify(title)[:200] or event.slug
    taken = set(event.get_siblings().values_list("slug", flat=True))
    candidate, number = f"{base}-{year}", 1
    while candidate in taken:
        number += 1
        candidate = f"{base}-{year}-{number}"
    return candidate
