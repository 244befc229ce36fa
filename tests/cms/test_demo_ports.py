"""`manage.py demo` on a port that can't be: said first, before anything is written."""

import socket
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.cms.demo_rows import demo, everything


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_number_that_is_no_port_is_refused(db, port):
    before = everything()
    with pytest.raises(CommandError, match=f"{port} is no port. Use a number from 1 to 65535."):
        demo(port=port)
    assert everything() == before


def test_port_that_is_taken_is_named_before_anything_is_written(db):
    before = everything()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} is taken."):
            call_command("demo", port=port, stdout=StringIO())
    assert everything() == before
