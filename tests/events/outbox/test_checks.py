"""Numbers of the outbox that a site may set."""

import pytest

from events.outbox.checks import check_mail_numbers


def test_nothing_set_is_fine(settings):
    for name in ("TTA_MAIL_TRIES", "TTA_MAIL_PER_MINUTE", "TTA_MAIL_LEASE_SECONDS"):
        if hasattr(settings, name):
            delattr(settings, name)

    assert check_mail_numbers(None) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *[("TTA_MAIL_TRIES", value) for value in (1, 10, 1000)],
        *[("TTA_MAIL_PER_MINUTE", value) for value in (0, 1, 600)],
        *[("TTA_MAIL_LEASE_SECONDS", value) for value in (3, 60)],
    ],
)
def test_number_that_makes_sense_is_fine(settings, name, value):
    setattr(settings, name, value)

    assert check_mail_numbers(None) == []


@pytest.mark.parametrize(
    ("name", "identifier", "value"),
    [
        *[("TTA_MAIL_TRIES", "outbox.E001", value) for value in (0, -1, 1001, "10", 2.5, None, True)],
        *[("TTA_MAIL_PER_MINUTE", "outbox.E002", value) for value in (-1, "60", 0.5, None, False)],
        *[("TTA_MAIL_LEASE_SECONDS", "outbox.E003", value) for value in (2, 61, "60", None)],
    ],
)  # fmt: skip
def test_number_that_makes_none_is_an_error(settings, name, identifier, value):
    setattr(settings, name, value)

    [error] = check_mail_numbers(None)

    assert (error.id, error.msg) == (identifier, f"{name} is {value!r}.")
    assert "Use a whole number from" in error.hint
