"""What an event needs before it may be published where no form asks: bulk publishing and code."""

from django.utils.translation import gettext as _

from events.models import EventPage


def missing_for_publishing(page: EventPage) -> list[str]:
    """What is missing, in words; empty for an event that may be published.

    The editor's form checks more, at the field; this holds what no visitor's page can
    do without, for ways of publishing that skip the form.
    """
    missing = []
    has_files = any(file.document_id for file in page.files.all())
    page.derive_instants()
    if any(not session.is_dated for session in page.sessions.all()):
        missing.append(_("a session lacks its date or times"))
    elif not page.dated_sessions and not page.has_recording and not has_files:
        missing.append(_("it has no session, recording or file"))
    if not page.summary:
        missing.append(_("it has no summary"))
    return missing
