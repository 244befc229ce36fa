"""`python -m tests.faults.mail_server_away`: a mail server that is down, hangs at the door, or goes away in between.

Nothing is lost, nothing counts as tried, and mail flows by itself when the server is back.
"""

import time

from tests.faults.mail_sink import Sink, free_port, hanging_server, listening
from tests.faults.mail_stage import Tally, end, main, owe_notes, queued, tally, wait_until, worker
from tests.faults.mail_stepped_clock import stepped_clock


def prove(*, messages: int, seconds: int) -> Tally:
    """So many seconds down, so many hanging, a while of service, down again, and back."""
    from events.outbox.models import OwedMail

    port = free_port()
    sink = Sink(seconds_each=0.01)
    owe_notes(messages)
    with stepped_clock() as clock, worker(port=port, lease=6, **clock.settings) as process:
        time.sleep(seconds)
        assert queued(attempts=0) == messages
        with hanging_server(port=port):
            time.sleep(seconds)
        wait_until(lambda: not queued(lease__isnull=False), seconds=30, what="leases are back")
        assert queued(attempts=0) == messages
        with listening(sink, port=port):
            wait_until(
                lambda: len(sink.received) > messages // 4, seconds=120, what="mail flows"
            )  # fmt: skip
        time.sleep(seconds)
        clock.set(seconds=90)  # the message that was on its way waits a minute for its next try
        with listening(sink, port=port):
            wait_until(lambda: not queued(), seconds=180 + messages / 10, what="all is sent")
        end(process)
    told = tally(sink)
    # What was on its way when the server went is the one message that may come twice.
    assert told.owed == told.sent == told.received == messages, told
    assert told.again <= 1, told
    assert OwedMail.objects.filter(attempts__gt=1).count() <= 1
    return told


if __name__ == "__main__":
    main(prove, messages=2000, seconds=120)
