from events.registration.models.change import RegistrationChange
from events.registration.models.event_change import EventChange
from events.registration.models.known_meeting import KnownMeeting
from events.registration.models.mail_read import MailRead
from events.registration.models.personal_feed import PersonalFeed
from events.registration.models.registration import Registration, SecondTry
from events.registration.models.reminder_run import ReminderRun
from events.registration.models.seat_count import SeatCount
from events.registration.models.session_place import SessionPlace
from events.registration.models.settings import RegistrationSettings

__all__ = [
    "EventChange",
    "KnownMeeting",
    "MailRead",
    "PersonalFeed",
    "Registration",
    "RegistrationChange",
    "RegistrationSettings",
    "ReminderRun",
    "SeatCount",
    "SecondTry",
    "SessionPlace",
]
