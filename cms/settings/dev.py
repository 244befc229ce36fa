"""On one's own machine: SQLite, mail as files, readable errors."""

import os

from django.core.management.utils import get_random_secret_key

from cms.settings.base import *  # noqa: F403
from cms.settings.base import VAR_DIR, mail_through

DEBUG = True
ALLOWED_HOSTS = ["*"]
VAR_DIR.mkdir(parents=True, exist_ok=True)


def secret_key() -> str:
    """The key of this machine: made at random once, kept beside the database."""
    path = VAR_DIR / "secret-key"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    key = get_random_secret_key()
    with os.fdopen(descriptor, "w") as file:
        file.write(key)
    return key


SECRET_KEY = secret_key()
globals().update(mail_through("cms.mail.EmlFileBackend", file_path=str(VAR_DIR / "mail")))
