"""A parser that is missing judges nothing: its tests are deselected, or fail where TTA_REQUIRE_PARSERS is set."""

import os

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction

from events.feed_bytes import STORE
from tests.events.ical.parsers.made_files import BEFORE, made_files

ARE_REQUIRED = bool(os.environ.get("TTA_REQUIRE_PARSERS"))
INSTALLER = "tests/events/ical/parsers/install.sh"


def pytest_collection_modifyitems(config, items):
    """Deselect, never skip, what a missing parser would have judged, and name it in a warning."""
    if ARE_REQUIRED:
        return
    parser_of = {item: item.callspec.params["parser"] for item in items if _has_parser(item)}
    missing = {parser for parser in set(parser_of.values()) if not parser.is_installed()}
    left_out = [item for item, parser in parser_of.items() if parser in missing]
    if not left_out:
        return
    items[:] = [item for item in items if parser_of.get(item) not in missing]
    config.hook.pytest_deselected(items=left_out)
    names = ", ".join(sorted(parser.NAME for parser in missing))
    config.issue_config_time_warning(
        pytest.PytestWarning(
            f"{len(left_out)} tests left out, for want of {names}. {INSTALLER} installs them."
        ),
        stacklevel=2,
    )


def _has_parser(item) -> bool:
    callspec = getattr(item, "callspec", None)
    return callspec and item.get_closest_marker("parsers") and "parser" in callspec.params


@pytest.fixture
def parser(request):
    """A module of this folder, whose parser is installed."""
    if not request.param.is_installed():
        pytest.fail(f"{request.param.NAME} is missing. It needs {request.param.NEEDS}: run {INSTALLER}.")  # fmt: skip
    return request.param


@pytest.fixture(scope="session")
def made(django_db_setup, django_db_blocker):
    """The files that the product makes of real rows, made once for all parsers; the rows are rolled back."""
    cache.clear()
    STORE.clear()
    with django_db_blocker.unblock(), time_machine.travel(BEFORE, tick=False), transaction.atomic():
        files = made_files()
        transaction.set_rollback(True)
    return files
