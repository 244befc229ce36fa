"""`python -m tests.faults.mail_two_workers`: several workers at once send everything, and nothing twice."""

import contextlib

from tests.faults.mail_sink import Sink, listening
from tests.faults.mail_stage import Tally, end, main, owe_notes, queued, tally, wait_until, worker


def prove(*, messages: int, workers: int) -> Tally:
    """All of them send the same queue; then they are asked to stop."""
    # Long enough for a worker that was idle to look again, and find something left.
    sink = Sink(seconds_each=max(0.005, 3 / messages))
    with listening(sink) as port, contextlib.ExitStack() as running:
        processes = [running.enter_context(worker(port=port)) for _ in range(workers)]
        owe_notes(messages)
        wait_until(lambda: not queued(), seconds=60 + messages / 10, what="all is sent")
        for process in processes:
            end(process)
    told = tally(sink)
    assert told == Tally(owed=messages, sent=messages, failed=0, received=messages, again=0), told
    assert sink.most_at_once >= 2, "only one worker sent"
    return told


if __name__ == "__main__":
    main(prove, messages=10_000, workers=4)
