"""The kinds of mail of this room."""

from events.outbox.kinds import MailKind

MAIL_KINDS = [MailKind(name=f"registration.{n}", label=n, priority=0, load=list, write=print) for n in "confirmed session waitlisted promoted invitation cancelled session_cancelled left_waitlist reminder known links address_left".split()]
