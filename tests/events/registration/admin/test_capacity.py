"""A changed capacity, through every way of publishing: who moves up, who keeps a place, and what the editor reads."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from events.registration.actions import hold_places
from events.registration.models import SeatCount
from tests.events import editor as editing
from tests.events.registration.admin.staff import mails_to, messages_in, seats, states
from tests.make import NOW, make_registration, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("editor"),
]

LOWERED = (
    "2 people have a place and the capacity is now 1."
    " Nobody loses a place; nobody new gets one until 2 have left."
)


def publish(client, page, **changes) -> list[str]:
    """Publish through the page's form; what the editor reads of places."""
    form = {**editing.read_form(client, editing.edit_url(page)), **changes}
    response = client.post(
        editing.edit_url(page),
        {name: value for name, value in form.items() if editing.BLANK not in name}
        | {"action-publish": "1"},
        follow=True,
    )
    assert response.redirect_chain, editing.refusals(response)
    return about_places(response)


def about_places(response) -> list[str]:
    words = ("place", "waitlist")
    return [said for said in messages_in(response) if any(word in said for word in words)]


def bulk_publish(client, *pages, **choices) -> list[str]:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    back = reverse("wagtailadmin_explore", args=[pages[0].get_parent().pk])
    response = client.post(f"{address}?{chosen}&next={back}", choices, follow=True)
    return about_places(response)


def draft(page, **changes):
    page = type(page).objects.get(pk=page.pk)
    for name, value in changes.items():
        setattr(page, name, value)
    return page.save_revision()


def test_lowered_capacity_warns_and_takes_no_place(client, event, people):
    assert publish(client, event, capacity="1") == [LOWERED]
    assert states(*people) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]
    assert seats(event) == (1, 2, 0, 2)


def test_raised_capacity_says_how_many_moved_up(client, event, people):
    assert publish(client, event, capacity="3") == [
        "1 person moved up from the waitlist and is told so by mail."
    ]
    assert publish(client, event, capacity="") == [
        "1 person moved up from the waitlist and is told so by mail."
    ]
    assert seats(event) == (None, 4, 0, 0)
    assert [mails_to(person)[-1] for person in people[2:]] == ["promoted", "promoted"]


def test_several_who_move_up_are_counted(client, event, people):
    assert publish(client, event, capacity="9") == [
        "2 people moved up from the waitlist and are told so by mail."
    ]


def test_capacity_that_fits_is_not_spoken_of(client, event, people):
    assert publish(client, event, title="Another title") == []
    assert publish(client, event, capacity="2") == []


def test_capacity_0_is_allowed_and_explained(client, index, event, people):
    empty = make_webinar(capacity=5)

    assert publish(client, empty, capacity="0") == [
        "The capacity is 0: nobody gets a place, and whoever registers waits."
        " Leave it empty for no limit."
    ]
    assert publish(client, event, capacity="0") == [
        "2 people have a place and the capacity is now 0."
        " Nobody loses a place; nobody new gets one."
    ]
    assert states(make_registration(event=empty)) == ["waitlisted"]


def test_held_places_give_way_to_a_lower_capacity(client, index):
    event = make_webinar(capacity=3)
    make_registration(event=event)
    hold_places(event=event, number=2, now=NOW)

    assert publish(client, event, capacity="2") == []
    assert seats(event) == (2, 1, 1, 0)


def test_draft_changes_nothing_and_says_nothing(client, event, people):
    form = {**editing.read_form(client, editing.edit_url(event)), "capacity": "1"}

    response = editing.send(client, editing.edit_url(event), form)

    assert response.status_code == 302
    assert about_places(client.get("/admin/")) == []
    assert seats(event) == (2, 2, 0, 2)


def test_bulk_publishing_tells_of_each_event_by_its_title(client, index, event, people):
    other = make_webinar(title="Other", capacity=1)
    for _ in range(2):
        make_registration(event=other)
    draft(event, capacity=1)
    draft(other, capacity=5)

    assert bulk_publish(client, event, other) == [
        f"“Night shift”: {LOWERED}",
        "“Other”: 1 person moved up from the waitlist and is told so by mail.",
    ]
    assert (seats(event), seats(other)) == ((1, 2, 0, 2), (5, 2, 0, 0))


def test_bulk_publishing_the_index_with_all_below_tells_too(client, index, event, people):
    draft(event, capacity=1)
    Page.objects.filter(pk=event.pk).update(live=False)

    assert bulk_publish(client, index, include_descendants="on") == [LOWERED]


def test_scheduled_publishing_follows_the_capacity(event, people, time_machine):
    page = type(event).objects.get(pk=event.pk)
    page.capacity, page.go_live_at = 3, NOW + timedelta(hours=1)
    page.save_revision(approved_go_live_at=page.go_live_at)

    call_command("publish_scheduled")
    before = seats(event)
    time_machine.move_to(NOW + timedelta(hours=2))
    call_command("publish_scheduled")

    assert (before, seats(event)) == ((2, 2, 0, 2), (3, 3, 0, 1))
    assert states(*people) == ["confirmed", "confirmed", "confirmed", "waitlisted"]


def test_listing_keeps_saying_that_more_have_places_than_there_are(client, event, people):
    SeatCount.objects.filter(event_id=event.pk).update(capacity=1)

    page = client.get(reverse("registrations_admin:list"), {"event": event.pk})

    assert LOWERED in page.content.decode()
