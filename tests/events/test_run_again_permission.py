"""Running an event again copies all of it, so it takes the right to edit the event."""

import pytest
from django.urls import reverse

from events.models import EventPage
from tests.make import NOW, make_event, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def test_who_may_only_add_can_not_copy_somebody_else_s_event(client, index):
    event = make_event(live=False, join_url="https://meet.example/secret")
    client.force_login(make_member("add"))
    url = reverse("events_admin:run_again", args=[event.pk])

    for answer in (
        client.get(url),
        client.post(url, {"title": "Mine", "first_date": "2027-01-14"}),
    ):
        assert answer.status_code in (302, 403)
    assert EventPage.objects.count() == 1


def test_number_that_no_page_can_have_is_not_found(client, editor):
    url = reverse("events_admin:cancel", args=[10**26])
    assert client.get(url).status_code == 404
