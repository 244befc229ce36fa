"""The virus scanner: asked where there is one, and never a reason to lose a letter."""

import socketserver
import struct
import threading

import pytest

from events.tta.checks import check_limits, check_scanner
from events.tta.scanning import FoundByScanner, scan
from events.tta.uploads import UnusableUpload, check_upload
from tests.events.tta.asker import file


class _Clamd(socketserver.BaseRequestHandler):
    """As clamd answers INSTREAM: what begins with a bad word is named."""

    def handle(self):
        assert self._read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!L", self._read(4))[0]:
            content += self._read(size)
        found = b"Eicar-Signature FOUND" if b"EICAR" in content else b"OK"
        self.request.sendall(b"stream: " + found + b"\0")

    def _read(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            found += self.request.recv(size - len(found))
        return found


@pytest.fixture
def clamd(settings):
    with socketserver.TCPServer(("127.0.0.1", 0), _Clamd) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        settings.TTA_CLAMD_ADDRESS = f"127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()
        thread.join()


def test_site_without_a_scanner_says_nothing():
    assert scan([b"anything"]) == ""


def test_clean_file_is_said_to_be_scanned(clamd):
    assert check_upload(file()).scan_words == "Scanned, nothing found."


def test_what_the_scanner_names_is_refused(clamd):
    with pytest.raises(FoundByScanner):
        scan([b"EI", b"", b"CAR"])
    with pytest.raises(UnusableUpload, match="Our virus scanner refuses"):
        check_upload(file(content=b"%PDF-1.7 EICAR"))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/no/such/socket", "127.0.0.1:99999"])
def test_scanner_that_is_away_refuses_nothing(settings, address):
    settings.TTA_CLAMD_ADDRESS = address
    assert check_upload(file()).scan_words == "Not scanned: the scanner could not be reached."


@pytest.mark.parametrize(
    ("address", "errors"),
    [("", 0), ("127.0.0.1:3310", 0), ("/run/clamd.ctl", 0), ("clamd", 1), ("clamd:", 1)],
)
def test_address_of_the_scanner_is_checked_at_the_start(settings, address, errors):
    settings.TTA_CLAMD_ADDRESS = address
    assert len(check_scanner(None)) == errors


@pytest.mark.parametrize(("value", "errors"), [(1, 0), (None, 0), (0, 1), ("30", 1)])
def test_limits_are_checked_at_the_start(settings, value, errors):
    settings.TTA_REQUESTS_PER_NETWORK = value
    assert [error.id for error in check_limits(None)] == ["tta.E002"] * errors
