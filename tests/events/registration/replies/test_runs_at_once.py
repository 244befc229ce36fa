"""Two runs over the same mail at the same time are one run."""

import threading

import pytest
from django.db import connection

from events.registration.models import MailRead, RegistrationChange
from events.registration.replies.actions import take_mail
from events.registration.replies.outcomes import Outcome
from tests.events.registration.emails.written import owed
from tests.events.registration.replies.written_mail import answer, send_what_is_owed
from tests.make import NOW, make_registration, make_webinar

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed_index")]

RUNS = 4
ROUNDS = 5


@pytest.mark.parametrize("is_same_mail", [True, False])
def test_mail_is_handled_by_one_of_several_runs(is_same_mail):
    for _round in range(ROUNDS):
        person = make_registration(event=make_webinar())
        send_what_is_owed()
        content = answer(person)
        mails = [content if is_same_mail else answer(person) for _ in range(RUNS)]

        outcomes = at_once(mails)

        others = Outcome.KNOWN if is_same_mail else Outcome.ASKED
        assert sorted(outcomes, key=str) == sorted(
            [Outcome.OFFERED, *[others] * (RUNS - 1)], key=str
        )
    assert len(owed("declined")) == RegistrationChange.objects.count() == ROUNDS
    assert MailRead.objects.count() == ROUNDS * (1 if is_same_mail else RUNS)


def at_once(mails: list[bytes]) -> list[Outcome]:
    barrier, outcomes = threading.Barrier(len(mails)), []

    def run(content: bytes) -> None:
        try:
            barrier.wait()
            outcomes.append(take_mail(content=content, now=NOW))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[content]) for content in mails]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
