"""In production: everything that differs comes from the environment (README, "In production")."""

import os

from cms.settings import environment
from cms.settings.base import *  # noqa: F403
from cms.settings.base import MIDDLEWARE, STORAGES, mail_through

DEBUG = False
SECRET_KEY = environment.required("TTA_SECRET_KEY")
ALLOWED_HOSTS = environment.words("TTA_ALLOWED_HOSTS")
WAGTAILADMIN_BASE_URL = environment.required("TTA_BASE_URL")
CSRF_TRUSTED_ORIGINS = [WAGTAILADMIN_BASE_URL]

SECURE_SSL_REDIRECT = environment.flag("TTA_HTTPS", default=True)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
if environment.flag("TTA_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
if os.environ.get("TTA_S3_BUCKET"):
    in_s3 = {
        "endpoint_url": os.environ.get("TTA_S3_ENDPOINT") or None,
        "addressing_style": "path",
        "signature_version": "s3v4",
        "file_overwrite": False,
        "default_acl": None,
        "querystring_expire": 300,
    }
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": os.environ["TTA_S3_BUCKET"], **in_s3},
    }
    # A bucket of its own: the first one may be open to readers.
    STORAGES["private"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": environment.required("TTA_S3_PRIVATE_BUCKET"), **in_s3},
    }
if os.environ.get("TTA_REDIS_URL"):
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": os.environ["TTA_REDIS_URL"],
        }
    }

DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("TTA_MAIL_FROM", "webmaster@localhost")
globals().update(
    mail_through(
        "django.core.mail.backends.smtp.EmailBackend",
        host=os.environ.get("TTA_SMTP_HOST", "localhost"),
        port=int(os.environ.get("TTA_SMTP_PORT", "25")),
        username=os.environ.get("TTA_SMTP_USER", ""),
        password=os.environ.get("TTA_SMTP_PASSWORD", ""),
        use_tls=environment.flag("TTA_SMTP_TLS", default=False),
        timeout=20,
    )
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
