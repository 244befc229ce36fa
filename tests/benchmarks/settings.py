"""The test settings, the floor beside the product, and a database and a media folder of their own."""

from cms.settings.test import *  # noqa: F403
from cms.settings.test import DATABASES, INSTALLED_APPS, VAR_DIR, WAGTAILSEARCH_BACKENDS

INSTALLED_APPS = ["tests.benchmarks.floor", *INSTALLED_APPS]
ROOT_URLCONF = "tests.benchmarks.urls"
MEDIA_ROOT = VAR_DIR / "benchmarks-media"
DATABASES["default"]["TEST"] = {
    "NAME": str(VAR_DIR / "benchmarks.sqlite3")
    if "sqlite3" in DATABASES["default"]["ENGINE"]
    else "benchmarks"
}
# Ten thousand pages need no search index here, and no reader asks it.
WAGTAILSEARCH_BACKENDS["default"]["AUTO_UPDATE"] = False
