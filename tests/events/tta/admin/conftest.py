"""Who works with requests."""

import pytest

from tests.make import make_desk_member


@pytest.fixture
def desk(index, client):
    """A logged-in member of the desk who may triage and decide."""
    user = make_desk_member("change", "decide", first_name="Robin", last_name="Hale")
    client.force_login(user)
    return user
