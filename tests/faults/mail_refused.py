"""`python -m tests.faults.mail_refused`: a server that answers 451 to a tenth and 550 to one, hangs or drops
after the content of some, and messages that can't be written.

The workers' clock is stepped over the waiting times between tries.
"""

from dataclasses import dataclass

from tests.faults.mail_sink import Sink, listening
from tests.faults.mail_stage import Tally, end, main, owe_notes, queued, tally, wait_until, worker
from tests.faults.mail_stepped_clock import stepped_clock

TRIES = 4
MISBEHAVIOR = {
    "later": ("rcpt", "451 4.7.1 Try again later"),
    "no such user": ("rcpt", "550 5.1.1 No such user here"),
    "hang": ("data", "hang"),
    "drop": ("data", "drop"),
}


@dataclass(frozen=True, kw_only=True)
class Refused:
    tally: Tally
    words: dict[str, int]

    def __str__(self):
        return f"{self.tally}; failed: {self.words}"


def prove(*, messages: int, hangs: int = 2) -> Refused:
    """Everything arrives once but what was refused for good or can't be written."""
    from events.outbox.models import OwedMail

    poisoned = owe_notes(2, poison="This event has no title.")
    addresses = owe_notes(messages)
    sink = Sink()
    chosen = dict.fromkeys(addresses[::10], "later") | {addresses[3]: "no such user"}
    # Apart from each other: a server that does nothing else is left alone for longer and longer.
    chosen |= dict.fromkeys(addresses[14::10][:hangs], "hang")
    chosen |= dict.fromkeys(addresses[17::10][:hangs], "drop")
    for address, name in chosen.items():
        stage, reply = MISBEHAVIOR[name]
        sink.replies[stage, address] = [reply] * (2 if name == "later" else 1)
    with (
        listening(sink) as port,
        stepped_clock() as clock,
        worker(port=port, lease=6, tries=TRIES, **clock.settings) as process,
    ):
        for hours in range(TRIES):
            clock.set(seconds=hours * 4000)
            wait_until(
                lambda: not queued(attempts__lte=hours) and not queued(lease__isnull=False),  # noqa: B023
                seconds=60 + messages / 10, what=f"all was tried {hours + 1} times",
            )  # fmt: skip
        wait_until(lambda: not queued(), seconds=30, what="nothing waits")
        end(process)
    told = tally(sink)
    good = messages - 1
    assert told == Tally(owed=messages + 2, sent=good, failed=3, received=good, again=0), told
    failed = OwedMail.objects.filter(state="failed")
    words = {
        words: failed.filter(error=words).count()
        for words in failed.values_list("error", flat=True)
    }
    assert words == {
        "550 5.1.1 No such user here": 1,
        "The message could not be written: This event has no title.": 2,
    }
    tries = dict(OwedMail.objects.values_list("to_address", "attempts"))
    expected = {"later": 3, "no such user": 1, "hang": 2, "drop": 2}
    assert {address: tries[address] for address in chosen} == {
        address: expected[name] for address, name in chosen.items()
    }
    assert [tries[address] for address in poisoned] == [TRIES] * 2
    assert {tries[address] for address in addresses if address not in chosen} == {1}
    return Refused(tally=told, words=words)


if __name__ == "__main__":
    main(prove, messages=2000, hangs=20)
