"""Bulk actions on registrations: each by its own action, what failed named, what was done counted."""

import pytest
from django.urls import reverse

from events.registration.actions import cancel_registration
from events.registration.models import RegistrationChange
from tests.events.registration.admin.staff import (
    mails_to,
    messages_in,
    seats,
    soup_of,
    states,
    url,
)
from tests.make import NOW, make_member, make_registration, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("registrar"),
]


def bulk_url(act, *people, query="", ids=None) -> str:
    address = reverse("wagtail_bulk_action", args=["event_registration", "registration", act])
    chosen = "&".join(f"id={pk}" for pk in ids or [person.pk for person in people])
    return f"{address}?{chosen}&next={url('list')}{query}"


def do(client, act, *people, **query) -> list[str]:
    response = client.post(bulk_url(act, *people, **query), follow=True)
    assert response.redirect_chain == [(url("list"), 302)]
    return messages_in(response)


def test_question_names_everybody_and_changes_nothing(client, event, people):
    soup = soup_of(client.get(bulk_url("cancel", *people[:2])))

    assert [item.get_text() for item in soup.select(".nice-padding li")] == [
        "Ada, ada@county.example (Night shift: Confirmed)",
        "Ben, ben@county.example (Night shift: Confirmed)",
    ]
    assert "2 registrations are chosen. Each of them is told by mail." in " ".join(
        soup.get_text().split()
    )
    assert states(*people) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]


def test_cancelling_gives_the_places_on_and_names_who_was_cancelled(client, event, people):
    ada, _ben, cleo, dan = people
    cancel_registration(registration=dan, now=NOW)

    messages = do(client, "cancel", ada, dan)

    assert messages == [
        "1 was left as it is. Dan: This registration is cancelled already.",
        "1 registration is cancelled.",
    ]
    assert states(*people) == ["cancelled", "confirmed", "confirmed", "cancelled"]
    assert mails_to(cleo) == ["waitlisted", "promoted"]
    assert seats(event) == (2, 2, 0, 0)


def test_promoting_stops_where_places_end(client, registrar, event, people):
    type(event).objects.filter(pk=event.pk).update(capacity=None)
    other = make_webinar(title="Other", capacity=0)
    eve = make_registration(event=other, name="Eve")
    ada, _ben, cleo, dan = people
    raise_capacity(event, to=3)

    messages = do(client, "promote", ada, cleo, dan, eve)

    assert messages == [
        "3 were left as they are."
        " Ada: This person has a place already."
        " Dan: No place is free. Raise the capacity, or cancel another registration first."
        " Eve: No place is free. Raise the capacity, or cancel another registration first.",
        "1 person has a place now.",
    ]
    assert states(*people, eve) == [
        "confirmed", "confirmed", "confirmed", "waitlisted", "waitlisted",
    ]  # fmt: skip
    assert list(RegistrationChange.objects.values_list("registration", "act", "by")) == [
        (cleo.pk, "promoted", registrar.pk)
    ]


def raise_capacity(event, *, to):
    """A place that nobody has got yet, as within the freeze."""
    from events.registration.models import SeatCount

    SeatCount.objects.filter(event_id=event.pk).update(capacity=to)


def test_inviting_again_counts_and_names(client, event, people):
    messages = do(client, "invite", *people[:3])

    assert messages == [
        "1 was left as it is."
        " Cleo: Whoever waits has no invitation yet. Give the person a place first.",
        "2 invitations are on their way.",
    ]
    assert [mails_to(person) for person in people[:3]] == [
        ["confirmed", "invitation"],
        ["confirmed", "invitation"],
        ["waitlisted"],
    ]


def test_when_all_fail_nothing_is_praised(client, event, people):
    assert do(client, "invite", people[2]) == [
        "1 was left as it is."
        " Cleo: Whoever waits has no invitation yet. Give the person a place first."
    ]


def test_many_failures_are_named_up_to_twenty(client, index):
    event = make_webinar(capacity=0)
    people = [make_registration(event=event, name=f"P{n}") for n in range(25)]

    (sentence,) = do(client, "invite", *people)

    assert sentence.startswith("25 were left as they are. P0: ")
    assert sentence.endswith("P19: Whoever waits has no invitation yet. Give the person a place"
                             " first. and 5 more.")  # fmt: skip


@pytest.mark.parametrize(
    ("query", "cancelled"),
    [
        ("", ["Ada", "Ben", "Cleo", "Dan", "Eve"]),
        ("&event={event}", ["Ada", "Ben", "Cleo", "Dan"]),
        ("&event={event}&state=waitlisted", ["Cleo", "Dan"]),
        ("&q=ben@", ["Ben"]),
        ("&p=2&ordering=name&q=eve", ["Eve"]),
    ],
)
def test_all_in_the_listing_are_those_that_its_filters_find(
    client, event, people, query, cancelled
):
    everybody = [*people, make_registration(event=make_webinar(title="Other"), name="Eve")]

    do(client, "cancel", ids=["all"], query=query.format(event=event.pk))

    found = zip(everybody, states(*everybody), strict=True)
    assert [person.name for person, state in found if state == "cancelled"] == cancelled


@pytest.mark.parametrize("ids", [["x"], ["9" * 30], ["-1"], ["999999"], ["1", "x"], ["all"]])
def test_ids_that_are_none_are_not_found(client, event, ids):
    query = "&event=999999"

    assert client.get(bulk_url("cancel", ids=ids, query=query)).status_code == 404
    assert client.post(bulk_url("cancel", ids=ids, query=query)).status_code == 404


@pytest.mark.parametrize("act", ["cancel", "promote", "invite", "delete"])
def test_who_may_not_change_registrations_reads_no_names(client, people, act):
    client.force_login(make_member("add", "change", "publish"))

    for response in (
        client.get(bulk_url(act, *people), follow=True),
        client.post(bulk_url(act, *people), follow=True),
    ):
        assert response.redirect_chain == [("/admin/", 302)]
        assert "ada@county.example" not in response.content.decode()
    assert states(*people) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]


def test_nobody_deletes(client, people, admin_user):
    client.force_login(admin_user)

    response = client.post(bulk_url("delete", *people), follow=True)

    assert response.redirect_chain == [("/admin/", 302)]
    assert states(*people) == ["confirmed", "confirmed", "waitlisted", "waitlisted"]


def test_footer_offers_the_three_and_no_deleting(client, people):
    soup = soup_of(client.get(url("list")))

    buttons = soup.select("[data-bulk-action-button]")
    assert {button.get_text(strip=True): button["href"] for button in buttons} == {
        label: bulk_url(act).partition("?")[0]
        for act, label in (
            ("cancel", "Cancel"),
            ("promote", "Give a place"),
            ("invite", "Invite again"),
        )
    }
