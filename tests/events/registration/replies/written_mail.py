"""Mail as calendar programs and mail servers write it: the samples, filled in."""

import base64
import io
import itertools
import quopri
import re
from pathlib import Path

from django.core.management import call_command

from events.models import CalendarRecord
from events.outbox.enums import MailState
from events.outbox.models import OwedMail
from events.registration.models import Registration
from tests.make import NOW

SAMPLES = Path(__file__).resolve().parents[3] / "samples" / "replies"
PROGRAMS = ["outlook", "google", "apple", "thunderbird"]
SERVERS = ["postfix", "exchange", "gmail"]

_ENCODED = re.compile(r"%%(BASE64|QUOTED)\n(.*?)\n%%END", re.DOTALL)
_numbers = itertools.count(1)


def filled(sample: str, **values) -> bytes:
    """One mail as it arrives: `values` replace what stands between @ signs; without `ID` its Message-ID is new."""
    text = (SAMPLES / f"{sample}.eml").read_text(encoding="utf-8")
    for name, value in {"ID": f"mail-{next(_numbers)}", **values}.items():
        text = text.replace(f"@{name}@", str(value))
    return _ENCODED.sub(_encoded, text).replace("\n", "\r\n").encode()


def _encoded(found: re.Match) -> str:
    content = found[2].replace("\n", "\r\n").encode()
    if found[1] == "BASE64":
        return base64.encodebytes(content).decode().rstrip()
    return quopri.encodestring(content, quotetabs=False).decode().replace("\r", "").rstrip()


def answer(
    registration: Registration, program: str = "outlook", *, status: str = "DECLINED", **values
) -> bytes:
    """What a person's calendar answers to the invitation to the first session, as we sent it last."""
    record = CalendarRecord.objects.filter(page_id=registration.event_id).order_by("pk").first()
    row = Registration.objects.get(pk=registration.pk)
    return filled(
        program,
        **{
            "FROM": row.email,
            "ATTENDEE": row.email,
            "STATUS": status,
            "UID": record.uid,
            "SEQUENCE": record.sequence + row.sequence_offset,
            "STAMP": "20261122T160000Z",
        }
        | values,
    )


def returned(mail: OwedMail, server: str = "postfix", **values) -> bytes:
    """The report that this mail could not be delivered."""
    known = {"OURS": mail.message_id, "TO": mail.to_address, "ACTION": "failed", "CODE": "5.1.1"}
    return filled(server, **known | values)


def send_what_is_owed() -> None:
    """As the worker does, without a server: what is queued was sent."""
    OwedMail.objects.filter(state=MailState.QUEUED).update(state=MailState.SENT, sent_at=NOW)


def write_mbox(path: Path, *contents: bytes) -> Path:
    """A file of mail as a mail server keeps it."""
    mails = [
        b"From MAILER-DAEMON Sun Nov 22 16:00:00 2026\n" + content.replace(b"\r\n", b"\n") + b"\n"
        for content in contents
    ]
    path.write_bytes(b"".join(mails))
    return path


def read_mbox(path: Path, *options: str) -> str:
    """What the command prints."""
    return printed("--mbox", str(path), *options)


def printed(*arguments: str) -> str:
    out = io.StringIO()
    call_command("read_replies", *arguments, stdout=out)
    return out.getvalue()
