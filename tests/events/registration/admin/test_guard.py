"""A page that holds registrations can't be deleted: not itself, not from above, not in bulk, not by code."""

import pytest
from django.db import transaction
from django.db.models import ProtectedError
from django.urls import reverse
from wagtail.models import Page

from events.actions import run_again
from events.models import EventPage
from events.registration.actions import cancel_registration
from events.registration.models import Registration, SeatCount
from tests.events.registration.admin.staff import messages_in
from tests.make import NOW, TODAY, make_member, make_registration, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("editor"),
]


def delete(client, page, method="post") -> list[str]:
    send = getattr(client, method)
    address = reverse("wagtailadmin_pages:delete", args=[page.pk])
    response = send(address, follow=True)
    assert response.redirect_chain == [(reverse("wagtailadmin_pages:edit", args=[page.pk]), 302)]
    return messages_in(response)


def delete_all(client, *pages) -> list[str]:
    """Tick these pages in the explorer, choose Delete and confirm."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    back = reverse("wagtailadmin_explore", args=[pages[0].get_parent().pk])
    response = client.post(f"{address}?{chosen}&next={back}", follow=True)
    assert response.redirect_chain == [(back, 302)]
    return messages_in(response)


@pytest.mark.parametrize("method", ["get", "post"])
def test_event_with_people_stays(client, event, people, method):
    cancel_registration(registration=people[0], now=NOW)

    assert delete(client, event, method) == [
        "You can't delete this page: 3 people are registered. Cancel the event instead."
    ]
    assert EventPage.objects.filter(pk=event.pk).exists()
    assert Registration.objects.count() == 4


def test_event_with_one_person_is_told_in_the_singular(client, event):
    make_registration(event=event)

    assert delete(client, event) == [
        "You can't delete this page: 1 person is registered. Cancel the event instead."
    ]


def test_event_with_cancelled_registrations_stays_as_their_record(client, event, people):
    for person in people:
        cancel_registration(registration=person, now=NOW)

    assert delete(client, event) == [
        "You can't delete this page: it holds the record of 4 cancelled registrations and stays."
        " Unpublish it instead."
    ]


@pytest.mark.parametrize("above", ["index", "home"])
def test_pages_above_stay_too(client, index, event, people, above):
    page = index if above == "index" else index.get_parent()

    assert delete(client, page) == [
        "You can't delete this page: 4 people are registered for an event below it."
        " Cancel the event instead."
    ]
    for person in people:
        cancel_registration(registration=person, now=NOW)
    assert delete(client, page) == [
        "You can't delete this page: an event below it holds the record of 4 cancelled"
        " registrations and stays. Unpublish it instead."
    ]
    assert EventPage.objects.filter(pk=event.pk).exists()


def test_bulk_deleting_stops_before_anything_is_gone(client, index, event, people):
    free = make_webinar(title="Free")

    assert delete_all(client, free, event) == [
        "You can't delete these pages: 4 people are registered for what is among or below them."
        " Cancel the events instead."
    ]
    assert delete_all(client, index) == [
        "You can't delete this page: 4 people are registered for an event below it."
        " Cancel the event instead."
    ]
    for person in people:
        cancel_registration(registration=person, now=NOW)
    assert delete_all(client, free, event) == [
        "You can't delete these pages: among or below them is the record of 4 cancelled"
        " registrations, which stays. Unpublish them instead."
    ]
    assert EventPage.objects.count() == 2


def test_event_without_registrations_is_deleted_as_ever(client, index, event, people):
    free, other = make_webinar(title="Free"), make_webinar(title="Other")

    client.post(reverse("wagtailadmin_pages:delete", args=[free.pk]))
    delete_all(client, other)

    assert list(EventPage.objects.values_list("title", flat=True)) == ["Night shift"]
    assert SeatCount.objects.count() == 1


@pytest.mark.parametrize("slug", ["night-shift", "events", "home"])
def test_code_that_deletes_is_stopped_by_the_database(index, slug):
    make_registration(event=make_webinar(slug="night-shift"))

    # In a transaction, as treebeard has counted the page out of its parent by then.
    with pytest.raises(ProtectedError), transaction.atomic():
        Page.objects.get(slug=slug).delete()

    assert Page.find_problems() == ([], [], [], [], [])
    assert EventPage.objects.count() == 1


def test_who_may_not_delete_learns_nothing(client, index, event, people):
    client.force_login(make_member("add"))

    response = client.post(reverse("wagtailadmin_pages:delete", args=[event.pk]), follow=True)

    assert [m for m in messages_in(response) if "registered" in m] == []
    assert EventPage.objects.filter(pk=event.pk).exists()


def test_copies_aliases_and_further_runs_begin_without_registrations(client, editor, event, people):
    copied = event.copy(update_attrs={"slug": "copy", "title": "Copy"})
    alias = event.create_alias(update_slug="alias")
    again = run_again(event=event, title="Again", first_date=TODAY.replace(year=2027), user=editor)

    assert set(Registration.objects.values_list("event_id", flat=True)) == {event.pk}
    taken = SeatCount.objects.exclude(event=event).values_list("taken", "held", "waiting")
    assert set(taken) <= {(0, 0, 0)}
    for page in (copied, alias, again):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    assert list(EventPage.objects.values_list("pk", flat=True)) == [event.pk]
