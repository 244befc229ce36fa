"""`python -m tests.faults.mail_killed`: workers that are killed in the middle of sending.

Nothing is lost; at most one message per kill arrives twice, with the same Message-ID; what a dead
worker had in hand is taken over in less than 90 s.
"""

import random
import time
from dataclasses import dataclass

from tests.faults.mail_sink import Sink, listening
from tests.faults.mail_stage import Tally, main, owe_notes, queued, tally, wait_until, worker

LONGEST_RESCUE = 90


@dataclass(frozen=True, kw_only=True)
class Killed:
    tally: Tally
    kills: int
    slowest_rescue: float

    def __str__(self):
        return f"{self.kills} kills; {self.tally}; slowest rescue {self.slowest_rescue:.1f} s"


def run(*, messages: int, kills: int, lease: int = 60) -> Killed:
    """Kill one worker after the other while it sends, let a last one finish, and count."""
    from events.outbox.models import OwedMail

    sink = Sink(seconds_each=0.01)
    in_hand: dict[str, float] = {}
    owe_notes(messages)
    with listening(sink) as port:
        for _ in range(kills):
            if queued() < 50:
                owe_notes(50)  # mail keeps coming while workers die
            before = len(sink.received)
            with worker(port=port, lease=lease) as process:
                wait_until(
                    lambda: len(sink.received) > before,  # noqa: B023
                    seconds=LONGEST_RESCUE, what="the worker sends",
                )  # fmt: skip
                time.sleep(random.uniform(0, 0.4))
                process.kill()
                process.wait()
            leased = OwedMail.objects.filter(lease__isnull=False)
            in_hand |= {
                name: time.monotonic() for name in leased.values_list("message_id", flat=True)
            }
        with worker(port=port, lease=lease):
            wait_until(lambda: not queued(), seconds=lease + 30 + messages / 10, what="all is sent")
    arrived = {one.message_id: one.at for one in sink.received}
    rescues = [arrived[name] - moment for name, moment in in_hand.items()]
    return Killed(tally=tally(sink), kills=kills, slowest_rescue=max(rescues, default=0))


def prove(*, messages: int, kills: int, lease: int = 60) -> Killed:
    result = run(messages=messages, kills=kills, lease=lease)
    told = result.tally
    assert told.owed == told.sent == told.received >= messages, result
    assert told.again <= kills, result
    assert result.slowest_rescue < LONGEST_RESCUE, result
    return result


if __name__ == "__main__":
    main(prove, messages=5000, kills=100)
