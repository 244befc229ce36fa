"""One batch of mail: claimed, written, handed to the server, recorded."""

import enum
import logging
from datetime import datetime, timedelta
from threading import Event

from django.db import InterfaceError, OperationalError
from django.utils.translation import gettext as _

from events.outbox.claims import Claim, LeaseLost, claim
from events.outbox.conf import FIRST_BACK_OFF, LONGEST_BACK_OFF, longest_answer, most_tries
from events.outbox.enums import MailState
from events.outbox.kinds import NotNeeded
from events.outbox.messages import Writer
from events.outbox.models import OwedMail
from events.outbox.server import ServerAway, connected, refusal

logger = logging.getLogger("events.outbox")


class Turn(enum.Enum):
    """What a worker found at one look into the outbox."""

    IDLE = "nothing is due"
    WORKED = "there may be more"
    SERVER_AWAY = "the mail server takes nothing at the moment"


def send_batch(*, now: datetime | None = None, stop: Event | None = None) -> Turn:
    """Send a few of the messages that are due, over one connection, and record each.

    Ends early and gives the rest back when `stop` is set, when others should get their turn, or when
    the connection is gone. `now` is the database's clock, except in tests.
    """
    batch = claim(now=now)
    if batch is None:
        return Turn.IDLE
    if not batch.mails:
        return Turn.WORKED
    delivery = Delivery(batch)
    try:
        delivery.run(stop=stop or Event())
    except ServerAway as error:
        logger.warning("The mail server takes nothing at the moment: %s", error)
        return Turn.WORKED if delivery.sent else Turn.SERVER_AWAY
    except LeaseLost:
        logger.warning("Another worker has taken over what this one had in hand.")
    finally:
        batch.give_back()
    return Turn.WORKED


class Delivery:
    """The way of one batch to the server. `sent` counts what the server took over this connection."""

    def __init__(self, batch: Claim):
        self.batch = batch
        self.sent = 0

    def run(self, *, stop: Event) -> None:
        """Raises ServerAway where the connection can't be had or does not last, and LeaseLost."""
        writer = Writer(self.batch.mails)
        with connected() as connection:
            for number, mail in enumerate(self.batch.mails):
                if stop.is_set() or (number and self.batch.is_long()):
                    return
                self.batch.hold(seconds=longest_answer())
                self._deliver(mail, writer, connection)

    def _deliver(self, mail: OwedMail, writer: Writer, connection) -> None:
        try:
            message = writer.write(mail, now=self.batch.now())
            connection.send_messages([message])
        except NotNeeded as reason:
            self.batch.finish(mail, state=MailState.SKIPPED, error=str(reason))
        except (OperationalError, InterfaceError):
            raise  # the database is away: no message's fault
        except OSError as error:
            self._record_refusal(mail, error)
        except Exception as error:
            logger.exception("The message %s could not be written.", mail.message_id)
            words = _("The message could not be written: %(error)s") % {"error": error}
            self._try_later(mail, words)
        else:
            self.sent += 1
            self.batch.finish(mail, state=MailState.SENT)

    def _record_refusal(self, mail: OwedMail, error: OSError) -> None:
        refused = refusal(error)
        if refused.ends_connection and refused.before_content and self.sent:
            # So many messages per connection and no more: the next connection takes it.
            raise ServerAway(refused.words) from error
        if refused.is_final:
            logger.warning("The message %s was refused: %s", mail.message_id, refused.words)
            self.batch.finish(mail, state=MailState.FAILED, error=refused.words)
        else:
            self._try_later(mail, refused.words)
        if refused.ends_connection:
            raise ServerAway(refused.words) from error

    def _try_later(self, mail: OwedMail, words: str) -> None:
        """Once more after a while, unless that was the last try."""
        if mail.attempts >= most_tries():
            logger.error("The message %s is set aside: %s", mail.message_id, words)
            self.batch.finish(mail, state=MailState.FAILED, error=words)
        else:
            self.batch.postpone(mail, until=self.batch.now() + back_off(mail.attempts), error=words)


def back_off(attempts: int) -> timedelta:
    """How long to wait after so many tries: one minute, then twice as long each time, up to an hour."""
    return min(FIRST_BACK_OFF * 2 ** min(attempts - 1, 10), LONGEST_BACK_OFF)
