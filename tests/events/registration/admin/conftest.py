"""Who works with registrations, and an event that is full."""

import pytest

from tests.events.registration.admin.staff import make_registrar
from tests.make import make_registration, make_webinar


@pytest.fixture
def registrar(index, client):
    """A logged-in registrar."""
    user = make_registrar()
    client.force_login(user)
    return user


@pytest.fixture
def event(index):
    """An event with two places."""
    return make_webinar(title="Night shift", capacity=2)


@pytest.fixture
def people(event):
    """Ada and Ben have its places, Cleo and Dan wait."""
    return [
        make_registration(event=event, name=name, email=f"{name.lower()}@county.example")
        for name in ("Ada", "Ben", "Cleo", "Dan")
    ]
