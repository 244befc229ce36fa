"""The editor's form of an event. A draft may lack anything but a title; what is wrong is named at its field."""

from events.forms.event import EventPageForm
from events.forms.rows import PresenterForm, SessionForm, SessionRowFormSet

__all__ = ["EventPageForm", "PresenterForm", "SessionForm", "SessionRowFormSet"]
