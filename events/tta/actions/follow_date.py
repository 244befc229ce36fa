"""Take over the new date of a request on its event page: once accepted, it is written nowhere twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from events.enums import EventStatus
from events.models import EventPage, Session
from events.overlaps import overlaps, session_words
from events.tta.actions.record import remember, staff
from events.tta.dates import EventDate
from events.tta.enums import EntryKind
from events.tta.models import TTARequest


class ByHand(Exception):
    """The page can't follow by itself; carries the sentence that says what a person has to do."""


@transaction.atomic
def follow_date(
    *, request: TTARequest, old: EventDate | None, new: EventDate, user, now: datetime
) -> list[str]:
    """Move the session that has the old date on the page made from this request, published as the user's act.

    Its key stays, so that calendars move what they have: registrants get one REQUEST with SEQUENCE + 1, feeds and
    reminders follow from the published page. A newer draft of the page moves too, and stays a draft; a page that was
    never published moves as a draft. Returns what staff have to do by hand, in sentences: where no session or more than
    one has the old date, or the page is not the user's to publish, nothing is changed.
    """
    pages = EventPage.objects.filter(tta_request_event__request=request).order_by("pk")
    pages = [page.specific for page in pages.select_for_update(of=("self",), no_key=True)]
    if not pages:
        return []
    try:
        page, key = _only_match(pages, old)
        done, to_do = _move(page=page, key=key, new=new, user=user)
    except ByHand as problem:
        return [str(problem)]
    remember(request, kind=EntryKind.EVENT, doer=staff(user), now=now, words=done[:500])
    return to_do


def _only_match(pages: list[EventPage], old: EventDate | None) -> tuple[EventPage, object]:
    """The one page and the key of its one session that has the old date. Raises ByHand."""
    found = [(page, s.key) for page in pages for s in _shown(page).sessions.all() if _is_at(s, old)]
    if len(found) == 1:
        return found[0]
    titles = ", ".join(f"“{page.title}”" for page in pages)
    if not found:
        raise ByHand(
            _("No session of %(titles)s has the old date and time. Change the event page by hand.")
            % {"titles": titles}
        )
    raise ByHand(
        _(
            "More than one session has the old date and time (%(titles)s), so none was changed."
            " Change by hand those that are meant."
        )
        % {"titles": ", ".join(sorted({f"“{page.title}”" for page, _key in found}))}
    )


def _shown(page: EventPage) -> EventPage:
    """What the public sees of a page, or the draft of one that was never published or was taken back."""
    return page if page.live else page.get_latest_revision_as_object()


def _is_at(session: Session, when: EventDate | None) -> bool:
    """Whether the session begins at that moment; "9:00 ET" and "8:00 CT" are one."""
    session.derive_instants()
    if when is None:
        return False
    if session.starts_at is None:  # a draft without an end
        return (session.date, session.start_time) == (when.date, when.start_time)
    try:
        return session.starts_at == when.starts_at
    except ValueError:
        return False


def _move(*, page: EventPage, key, new: EventDate, user) -> tuple[str, list[str]]:
    """Move the session of this key; a sentence for what was done, and those for what remains. Raises ByHand."""
    _refuse_what_is_not_ours_to_publish(page, user)
    if not page.live:
        draft = page.get_latest_revision_as_object()
        words = _set_date(draft, key, new)
        draft.save_revision(user=user, clean=False, log_action=True)
        done = _("The draft “%(title)s” is at %(when)s now.")
        return done % {"title": page.title, "when": words}, []
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    was = _facts(_session(page, key))
    words = _set_date(page, key, new)
    page.change_note = _("The date was changed at the request of the host agency.")
    page.save_revision(user=user, clean=False).publish(user=user)
    to_do = _remarks(page)
    if draft is not None:
        to_do.extend(_move_draft(draft=draft, key=key, was=was, new=new, user=user))
    done = _("“%(title)s” is at %(when)s now. Who is registered gets the new date.")
    return done % {"title": page.title, "when": words}, to_do


def _move_draft(*, draft: EventPage, key, was: tuple, new: EventDate, user) -> list[str]:
    """Save the newer draft again, so that it stays the newest, with the new date where it had the old one."""
    session, problem = _session(draft, key), ""
    if session is None:
        problem = _("Its newer draft no longer has this session.")
    elif (
        session.date,
        session.start_time,
        session.end_time,
        session.end_date,
        session.zone,
    ) != was:
        problem = _("Its newer draft already has another date.")
    else:
        try:
            _set_date(draft, key, new)
        except ByHand as error:
            problem = str(error)
    draft.save_revision(user=user, clean=False, log_action=False)
    return [f"{problem} " + _("Look at the draft before you publish it.")] if problem else []


def _facts(session: Session | None) -> tuple:
    """When a session is, as it was written."""
    names = ("date", "start_time", "end_time", "end_date", "zone")
    return tuple(getattr(session, name) for name in names) if session else ()


def _session(page: EventPage, key) -> Session | None:
    return next((one for one in page.sessions.all() if str(one.key) == str(key)), None)


def _set_date(page: EventPage, key, new: EventDate) -> str:
    """Put the new date into the session, in memory; returns it in words. Raises ByHand where it can't be."""
    sessions = list(page.sessions.all())
    session = next(one for one in sessions if str(one.key) == str(key))
    end_time = new.end_time or session.end_time
    is_overnight = end_time is not None and end_time <= new.start_time
    session.date, session.start_time, session.end_time = new.date, new.start_time, end_time
    session.end_date = new.date + timedelta(days=1) if is_overnight else None
    session.zone = new.zone or session.zone
    for one in sessions:
        one.derive_instants()
    if not session.is_dated:
        raise ByHand(
            _("Clocks don’t show the new times as a span. Change “%(title)s” by hand.")
            % {"title": page.title}
        )
    if clash := _clash(sessions, session):
        raise ByHand(f"“{page.title}”: {clash} " + _("Change the event page by hand."))
    page.sessions.set(sessions)
    page.derive_instants()
    return session_words(session)


def _clash(sessions: Iterable[Session], session: Session):
    dated = [one for one in sessions if one.is_dated]
    return next(
        (clash for clash in overlaps(dated) if session in (clash.session, clash.other)), None
    )


def _refuse_what_is_not_ours_to_publish(page: EventPage, user) -> None:
    """Raise ByHand where the editor would not let this user publish, or a version waits to be published."""
    permissions, lock, problem = page.permissions_for_user(user), page.get_lock(), ""
    state = getattr(page, "state", None)
    if page.alias_of_id:
        problem = _("“%(title)s” is an alias of another page.")
    elif not (permissions.can_publish() if page.live else permissions.can_edit()):
        problem = _("You may not publish “%(title)s”.")
    elif page.workflow_in_progress:
        problem = _("A version of “%(title)s” is in a workflow.")
    elif page.scheduled_revision or (page.go_live_at and not page.live):
        problem = _("A version of “%(title)s” is set to be published later, with the old date.")
    elif lock and lock.for_user(user):
        problem = _("“%(title)s” is locked.")
    elif state is not None and state.status == EventStatus.CANCELLED:
        problem = _("“%(title)s” is cancelled.")
    if problem:
        raise ByHand(
            problem % {"title": page.title} + " " + _("Nothing was changed there: do it by hand.")
        )


def _remarks(page: EventPage) -> list[str]:
    """What a person should look at after the move."""
    remarks = []
    if page.status == EventStatus.POSTPONED:
        remarks.append(
            _("The event is still marked postponed. If the date stands, choose Restore there.")
        )
    if page.registration_opens_date or page.registration_closes_date:
        remarks.append(
            _("The days on which registration opens and closes were not moved. Look at them.")
        )
    return remarks
