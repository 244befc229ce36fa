"""What a person can do with an event. Each action is one write with its rules; none sees a request."""

from events.actions.import_webinar import ImportReport, TextTooLong, import_webinar
from events.actions.run_again import DateNeeded, run_again
from events.actions.status import (
    EventIsOver,
    NothingToRestore,
    NotPublished,
    ReasonNeeded,
    StatusNotChanged,
    StatusUnchanged,
    cancel_event,
    postpone_event,
    restore_event,
)

__all__ = [
    "DateNeeded",
    "EventIsOver",
    "ImportReport",
    "NotPublished",
    "NothingToRestore",
    "ReasonNeeded",
    "StatusNotChanged",
    "StatusUnchanged",
    "TextTooLong",
    "cancel_event",
    "import_webinar",
    "postpone_event",
    "restore_event",
    "run_again",
]
