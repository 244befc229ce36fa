"""For the tests: the database that DATABASE_URL names, else SQLite; everything in memory or temporary."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("TTA_VAR_DIR", str(Path(tempfile.gettempdir()) / "wagtail-tta-tests"))

from cms.settings.base import *  # noqa: F403
from cms.settings.base import DATABASES, VAR_DIR, mail_through

SECRET_KEY = "only-for-tests"
DEBUG = False
ALLOWED_HOSTS = ["*"]
VAR_DIR.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = VAR_DIR / "media" / os.environ.get("PYTEST_XDIST_WORKER", "main")
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
globals().update(mail_through("django.core.mail.backends.locmem.EmailBackend"))
