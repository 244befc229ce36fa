"""What people confirm before they register, and the exact words of it."""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from events.cards import local_date
from events.models import EventPage
from events.registration.models import RegistrationSettings


@dataclass(frozen=True, kw_only=True)
class Consent:
    """The texts of one event's form. `label` is what the checkbox says, empty where nothing is to be confirmed."""

    recording_notice: str
    conduct_text: str
    label: str

    @property
    def agreed_text(self) -> str:
        """Everything that a tick confirms, word for word."""
        parts = [self.recording_notice, self.conduct_text, self.label]
        return "\n\n".join(part for part in parts if part)

    @property
    def digest(self) -> str:
        """Tells in the form which texts the person has read: an editor may change them meanwhile."""
        return hashlib.sha256(self.agreed_text.encode()).hexdigest()[:16]


def consent(*, event: EventPage, texts: RegistrationSettings) -> Consent:
    """What applies to this event; runs no query."""
    recording = texts.recording_notice.strip() if event.expects_recording else ""
    conduct = texts.conduct_text.strip()
    if recording and conduct:
        label = _("I have read the code of conduct, and I know that the session is recorded")
    elif recording:
        label = _("I know that the session is recorded")
    elif conduct:
        label = _("I have read the code of conduct")
    else:
        label = ""
    return Consent(recording_notice=recording, conduct_text=conduct, label=label)


def ask_by(*, event: EventPage, days: int, now) -> date | None:
    """The last day to ask for an accommodation: `days` business days before the first; None once it has passed."""
    if not event.first_starts_at:
        return None
    day = local_date(event.first_starts_at, event.zone)
    while days > 0 or day.weekday() > 4:
        day -= timedelta(days=1)
        if day.weekday() < 5:
            days -= 1
    return day if day >= local_date(now, event.zone) else None
