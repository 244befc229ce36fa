"""A request for training and technical assistance, and all that is kept with it."""

from events.tta.models.conversation import Message, Note
from events.tta.models.history import HistoryEntry
from events.tta.models.letter import LetterFile
from events.tta.models.milestone import Milestone
from events.tta.models.option import Option
from events.tta.models.provider import Provider
from events.tta.models.report import Report
from events.tta.models.request import Answer, RequestEvent, TTARequest
from events.tta.models.review import Review, ReviewTask
from events.tta.models.saved_view import SavedView
from events.tta.models.settings import TTASettings
from events.tta.models.tta_type import TTAType, TypeMilestone, TypeQuestion

__all__ = [
    "Answer",
    "HistoryEntry",
    "LetterFile",
    "Message",
    "Milestone",
    "Note",
    "Option",
    "Provider",
    "Report",
    "RequestEvent",
    "Review",
    "ReviewTask",
    "SavedView",
    "TTARequest",
    "TTASettings",
    "TTAType",
    "TypeMilestone",
    "TypeQuestion",
]
