"""Read what comes back to the sender's mailbox: answers from calendars, and mail that could not be delivered."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from events.registration.replies.actions import take_mail
from events.registration.replies.conf import (
    UnusableUrl,
    imap_password,
    imap_url,
    read_imap_url,
)
from events.registration.replies.mailboxes import (
    Arrived,
    MailboxAway,
    imap_folder,
    mails_of_maildir,
    mails_of_mbox,
)
from events.registration.replies.outcomes import Outcome


class Command(BaseCommand):
    help = (
        "Read answers from calendars and returned mail. A declined invitation is answered with the question whether"
        " to give the place back; nothing is cancelled. A registration whose mail came back is marked."
    )

    def add_arguments(self, parser):
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument("--mbox", type=Path, metavar="FILE", help="a file of mail")
        source.add_argument("--maildir", type=Path, metavar="FOLDER", help="a folder of mail")
        source.add_argument(
            "--imap", action="store_true", help="unseen mail of TTA_REPLIES_IMAP_URL"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="print the table, change nothing"
        )

    def handle(self, *args, dry_run: bool, **options):
        outcomes: Counter[Outcome] = Counter()
        try:
            with self._mails(is_dry_run=dry_run, **options) as mails:
                for outcome in _take_all(mails, is_dry_run=dry_run):
                    outcomes[outcome] += 1
        except MailboxAway as error:
            self._print_table(outcomes, is_dry_run=dry_run)
            raise CommandError(str(error)) from None
        self._print_table(outcomes, is_dry_run=dry_run)
        if outcomes[Outcome.FAILED]:
            raise CommandError(f"{outcomes[Outcome.FAILED]} went wrong, see the log.")

    @contextmanager
    def _mails(self, *, mbox, maildir, imap: bool, is_dry_run: bool, **options):
        if not imap:
            yield mails_of_mbox(mbox) if mbox else mails_of_maildir(maildir)
            return
        if not imap_url():
            raise CommandError("Set TTA_REPLIES_IMAP_URL. See README, “Answers from calendars”.")
        if not imap_password():
            raise CommandError("Set TTA_REPLIES_IMAP_PASSWORD in the environment.")
        try:
            address = read_imap_url(imap_url())
        except UnusableUrl as error:
            raise CommandError(f"TTA_REPLIES_IMAP_URL can't be used. {error}") from None
        with imap_folder(address, password=imap_password(), is_read_only=is_dry_run) as mails:
            yield mails

    def _print_table(self, outcomes: Counter[Outcome], *, is_dry_run: bool) -> None:
        """How many mails came to what, in the order of `Outcome`; the last line counts them all."""
        for outcome in Outcome:
            if number := outcomes[outcome]:
                self.stdout.write(f"{number:>6}  {outcome.words}")
        self.stdout.write(f"{outcomes.total():>6}  in all")
        if is_dry_run:
            self.stdout.write("Dry run: nothing was written, sent or marked.")


def _take_all(mails: Iterable[Arrived], *, is_dry_run: bool) -> Iterator[Outcome]:
    """Each mail in a transaction of its own; it is marked in the mailbox after that."""
    for mail in mails:
        outcome = take_mail(content=mail.content, now=timezone.now(), is_dry_run=is_dry_run)
        yield outcome  # counted, also where the mailbox then can't be told
        if outcome.is_done and not is_dry_run:
            mail.mark()
