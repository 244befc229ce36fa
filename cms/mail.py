"""Outgoing mail as files that a mail program opens: one `.eml` per message."""

import re
import time
from email.utils import parseaddr
from pathlib import Path
from uuid import uuid4

import django
from django.core.mail.backends.base import BaseEmailBackend


class EmlFileBackend(BaseEmailBackend):
    """Writes each message to its own file in `file_path`, whole or not at all."""

    def __init__(self, *args, file_path: str = "", **kwargs):
        if not file_path and django.VERSION < (6, 1):
            from django.conf import settings

            file_path = settings.EMAIL_FILE_PATH
        super().__init__(*args, **kwargs)
        self.folder = Path(file_path)

    def send_messages(self, email_messages):
        """The number of messages written."""
        self.folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            _name, address = parseaddr((message.to or ["nobody"])[0])
            recipient = re.sub(r"[^\w.@-]", "_", address)[:60]
            name = f"{time.strftime('%Y%m%d-%H%M%S')}-{uuid4().hex[:6]}-{recipient}.eml"
            draft = self.folder / f".{name}"
            draft.write_bytes(crlf(message.message().as_bytes()))
            draft.rename(self.folder / name)
        return len(email_messages)


def crlf(content: bytes) -> bytes:
    """Every line end as mail has it (RFC 5322, 2.1)."""
    return re.sub(rb"\r?\n", b"\r\n", content)
