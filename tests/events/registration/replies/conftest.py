"""A mail server that is missing proves nothing: its tests are deselected, or fail where TTA_REQUIRE_IMAP is set."""

import os
import tempfile
from pathlib import Path

import pytest

from tests.events.registration.replies import imap_server

NEEDS = "Debian's dovecot-imapd"


def pytest_collection_modifyitems(config, items):
    """Deselect, never skip, what a missing IMAP server would have answered, and name it in a warning."""
    if imap_server.is_installed() or os.environ.get("TTA_REQUIRE_IMAP"):
        return
    left_out = [item for item in items if "imap" in getattr(item, "fixturenames", ())]
    if not left_out:
        return
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)
    config.issue_config_time_warning(
        pytest.PytestWarning(f"{len(left_out)} tests left out, for want of {NEEDS}."), stacklevel=2
    )


@pytest.fixture(scope="module")
def imap_process():
    """One server for the tests of a module, in a folder with a short name: it holds sockets."""
    if not imap_server.is_installed():
        pytest.fail(f"There is no IMAP server. The tests need {NEEDS}.")
    with (
        tempfile.TemporaryDirectory(prefix="tta-imap-") as folder,
        imap_server.serving(Path(folder)) as server,
    ):
        yield server


@pytest.fixture
def imap(imap_process, monkeypatch):
    """The server with an empty INBOX, which the site's settings name and whose certificate the system trusts."""
    imap_process.empty()
    monkeypatch.setenv("SSL_CERT_FILE", str(imap_process.certificate))
    monkeypatch.setenv("TTA_REPLIES_IMAP_URL", imap_process.url())
    monkeypatch.setenv("TTA_REPLIES_IMAP_PASSWORD", imap_server.PASSWORD)
    return imap_process
