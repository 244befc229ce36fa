"""Links and form tokens: nothing to guess, nothing to change."""

from datetime import timedelta
from uuid import uuid4

import pytest

from events.public_forms.tokens import new_form_token, read_form_token
from events.registration.models import Registration
from events.registration.tokens import (
    DeadLink,
    link_token,
    read_result_token,
    registration_of_token,
    result_token,
)
from tests.make import NOW, make_registration, make_webinar


def one_character_changed(token: str) -> list[str]:
    """Every token that differs from this in one place."""
    return [
        token[:place] + ("A" if letter != "A" else "B") + token[place + 1 :]
        for place, letter in enumerate(token)
    ]


@pytest.mark.django_db
def test_link_leads_to_its_registration_and_no_other(index):
    event = make_webinar()
    registrations = [make_registration(event=event) for _ in range(3)]

    for registration in registrations:
        assert registration_of_token(link_token(registration)) == registration


@pytest.mark.django_db
def test_link_with_one_character_changed_is_dead_and_costs_no_query(
    index, django_assert_num_queries
):
    token = link_token(make_registration(event=make_webinar()))

    with django_assert_num_queries(0):
        for altered in [*one_character_changed(token), token[:-1], token + "A", "", "~", "1-~"]:
            with pytest.raises(DeadLink):
                registration_of_token(altered)


@pytest.mark.django_db
def test_new_nonce_makes_the_old_link_dead(index):
    registration = make_registration(event=make_webinar())
    token = link_token(registration)
    Registration.objects.update(nonce="another")

    with pytest.raises(DeadLink):
        registration_of_token(token)


def test_form_token_says_how_old_it_is():
    token = new_form_token(now=NOW)

    read = read_form_token(token, now=NOW + timedelta(minutes=3))

    assert read.age == timedelta(minutes=3)
    assert read.key == read_form_token(token, now=NOW).key
    assert new_form_token(now=NOW) != token


@pytest.mark.parametrize(("hours", "is_expired"), [(24, False), (25, True), (-1, False), (-25, True)])  # fmt: skip
def test_form_token_lives_a_day_also_where_the_clock_was_set_back(hours, is_expired):
    token = new_form_token(now=NOW)

    assert read_form_token(token, now=NOW + timedelta(hours=hours)).is_expired is is_expired


def test_altered_form_token_is_none():
    token = new_form_token(now=NOW)

    assert [read_form_token(one, now=NOW) for one in one_character_changed(token)] == [None] * len(
        token
    )
    assert read_form_token("", now=NOW) is None


def test_tokens_of_one_kind_are_none_of_another():
    registration = Registration(pk=1, form_token=uuid4(), created_at=NOW)

    assert read_form_token(result_token(registration), now=NOW) is None
    assert read_form_token(link_token(registration), now=NOW) is None
    assert read_result_token(new_form_token(now=NOW), now=NOW) is None
    assert read_result_token(result_token(registration), now=NOW).key == registration.form_token
