"""What every deployment shares."""

import os
from pathlib import Path

import django

from cms.settings import environment

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("TTA_VAR_DIR") or BASE_DIR / "var").resolve()

# ---- the product's own switches: README, "Settings" ----
TTA_TIME_ZONE = os.environ.get("TTA_TIME_ZONE", "America/New_York")
TTA_WORKER_SECONDS = 60
TTA_MAIL_TRIES = 10
TTA_MAIL_PER_MINUTE = environment.number("TTA_MAIL_PER_MINUTE", default=0)
TTA_PROMOTION_FREEZE_MINUTES = 60
TTA_FORM_MINIMUM_SECONDS = 2
TTA_TRUSTED_PROXIES = environment.number("TTA_TRUSTED_PROXIES", default=0)
# How often an hour; None is no limit.
TTA_REGISTRATIONS_PER_NETWORK = 120
TTA_REGISTRATIONS_PER_ADDRESS = 20
TTA_LINKS_PER_NETWORK = 60
TTA_CLAMD_ADDRESS = os.environ.get("TTA_CLAMD_ADDRESS", "")

DATABASES = {
    "default": environment.database(os.environ["DATABASE_URL"])
    if os.environ.get("DATABASE_URL")
    else environment.sqlite(VAR_DIR / "db.sqlite3")
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "cms",
    "events",
    "events.outbox",
    "events.registration",
    "events.tta",
    "speakers",
    "resources",
    "wagtail.contrib.settings",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
]
if "postgresql" in DATABASES["default"]["ENGINE"]:
    INSTALLED_APPS.append("django.contrib.postgres")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

LANGUAGE_CODE = "en-us"
TIME_ZONE = "UTC"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STORAGES: dict[str, dict] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    # Letters of support: no web server hands them out.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": VAR_DIR / "private", "base_url": None},
    },
}

# The editor's form of a page with 300 keywords has more fields than Django's default of 1,000.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
WAGTAIL_SITE_NAME = "wagtail-tta"
WAGTAILADMIN_BASE_URL = os.environ.get("TTA_BASE_URL", "http://127.0.0.1:8000")
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "key", "mp4", "m4v", "odt", "pdf", "pptx", "rtf", "txt", "vtt", "webm", "xlsx", "zip",
]  # fmt: skip
WAGTAILDOCS_INLINE_CONTENT_TYPES = ["application/pdf", "video/mp4", "video/webm", "text/vtt"]


def mail_through(backend: str, **options) -> dict:
    """The mail settings of both Djangos: EMAIL_* up to 6.0, MAILERS from 6.1 on."""
    if django.VERSION >= (6, 1):
        return {"MAILERS": {"default": {"BACKEND": backend, "OPTIONS": options}}}
    names = {"file_path": "EMAIL_FILE_PATH", "use_tls": "EMAIL_USE_TLS", "timeout": "EMAIL_TIMEOUT"}
    settings = {
        names.get(name, f"EMAIL_{_old_name(name)}"): value for name, value in options.items()
    }
    return {"EMAIL_BACKEND": backend, **settings}


def _old_name(name: str) -> str:
    return {"username": "HOST_USER", "password": "HOST_PASSWORD"}.get(name, name.upper())
