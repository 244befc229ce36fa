"""What people read where Django itself refuses a request."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_form_without_its_cookie_is_refused_in_words(index):
    response = Client(enforce_csrf_checks=True).post(
        "/registrations/", {"email": "a@county.example"}
    )
    assert response.status_code == 403
    assert "The form could not be checked" in response.content.decode()


def test_body_that_is_too_large_is_refused_in_words(index, client):
    client.raise_request_exception = False
    response = client.post(
        "/registrations/",
        "email=" + "a" * 3_000_000,
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code == 400
    assert "What was sent can’t be read" in response.content.decode()
