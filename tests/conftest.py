"""What every test may ask for."""

import shutil

import pytest
from django.conf import settings
from django.core.cache import cache
from hypothesis import settings as hypothesis_settings

from events.feed_bytes import STORE
from tests.make import make_admin, make_site

# How long an example takes says something about the machine, not about the product.
hypothesis_settings.register_profile("tests", deadline=None)
hypothesis_settings.load_profile("tests")


def pytest_collection_modifyitems(config, items):
    """Deselect, never skip, what is about the other database."""
    other = (
        "sqlite_only"
        if "postgresql" in settings.DATABASES["default"]["ENGINE"]
        else "postgres_only"
    )
    kept = [item for item in items if other not in item.keywords]
    config.hook.pytest_deselected(items=[item for item in items if other in item.keywords])
    items[:] = kept


@pytest.fixture(scope="session", autouse=True)
def media_folder():
    yield
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The database of all tests, with the site that most of them begin with."""
    with django_db_blocker.unblock():
        make_site()


@pytest.fixture(autouse=True)
def empty_cache():
    """Wagtail caches the sites' root paths, and feeds their bytes; no test sees another's."""
    cache.clear()
    STORE.clear()


@pytest.fixture
def index(db):
    """The event index of the site."""
    return make_site()


@pytest.fixture
def committed_index(transactional_db):
    """The event index where transactions are real. Flushing took what migrations wrote; it is made again."""
    return make_site()


@pytest.fixture
def editor(index, client):
    """A logged-in administrator."""
    user = make_admin()
    client.force_login(user)
    return user
