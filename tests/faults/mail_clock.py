"""`python -m tests.faults.mail_clock`: the database's clock is stepped an hour forward and back while two workers send.

A step makes leases look over that are not, or retries look far away. Nothing is lost, nothing waits
for the hour to pass, and each step costs each worker at most the message that it has in hand.
"""

from tests.faults.mail_sink import Sink, listening
from tests.faults.mail_stage import Tally, end, main, owe_notes, queued, tally, wait_until, worker
from tests.faults.mail_stepped_clock import stepped_clock

HOUR = 3600
WORKERS = 2


def prove(*, messages: int) -> Tally:
    """A third before, a third an hour ahead, a third an hour behind; one message of each third is refused at first."""
    sink = Sink(seconds_each=0.02)
    steps = [0, HOUR, -HOUR, 0]
    with (
        listening(sink) as port,
        stepped_clock() as clock,
        worker(port=port, **clock.settings) as first,
        worker(port=port, **clock.settings) as second,
    ):
        for step in steps:
            refused, *_others = owe_notes(messages // len(steps))
            sink.replies["rcpt", refused] = ["451 Try again later"]
            before = len(sink.received)
            wait_until(
                lambda: len(sink.received) - before > messages // len(steps) // 2,  # noqa: B023
                seconds=60 + messages / 10, what="half is sent",
            )  # fmt: skip
            clock.set(seconds=step)
        # Where the clock was ahead, the next try is an hour away: it counts as over.
        wait_until(lambda: queued() <= 2, seconds=60 + messages / 10, what="few wait")
        clock.set(seconds=90)
        wait_until(lambda: not queued(), seconds=60, what="nothing waits")
        end(first)
        end(second)
    told = tally(sink)
    assert told.owed == told.sent == told.received == messages // len(steps) * len(steps), told
    assert told.again <= WORKERS * len(steps), told
    return told


if __name__ == "__main__":
    main(prove, messages=4000)
