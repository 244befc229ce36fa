"""What a person can do with an event. Each action is one write with its rules; none sees a request."""

from events.actions.add_presenters import (
    AddedPresenters,
    NewPresenter,
    NobodyToAdd,
    add_presenters,
)
from events.actions.import_webinar import ImportReport, import_webinar
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
from resources.importers.text_length import TextTooLong

__all__ = [
    "AddedPresenters",
    "DateNeeded",
    "EventIsOver",
    "ImportReport",
    "NewPresenter",
    "NobodyToAdd",
    "NotPublished",
    "NothingToRestore",
    "ReasonNeeded",
    "StatusNotChanged",
    "StatusUnchanged",
    "TextTooLong",
    "add_presenters",
    "cancel_event",
    "import_webinar",
    "postpone_event",
    "restore_event",
    "run_again",
]
