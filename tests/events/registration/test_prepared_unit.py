"""An UPDATE and the rows that belong to it are written together or not at all."""

from contextlib import nullcontext

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import BigIntegerField, F

from events.outbox.actions import OWE, new_mail
from events.outbox.models import OwedMail
from events.outbox.prepared import NextKey, NoKey, Prepared, PreparedInsert, PreparedUnit
from events.registration.models import Registration, RegistrationChange, SeatCount
from tests.make import NOW, make_registration, make_webinar

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("committed_index")]

TAKE = Prepared(
    build=lambda pk: SeatCount.objects.filter(event_id=pk, capacity__gt=F("taken")),
    fields={"pk": BigIntegerField()},
    update={"taken": F("taken") + 1},
)


@pytest.fixture
def unit():
    return PreparedUnit(
        TAKE,
        inserts=[
            PreparedInsert(Registration, needs_key=True),
            PreparedInsert(RegistrationChange),
            OWE,
        ],
    )


@pytest.fixture(params=["alone", "in a transaction"])
def around(request):
    """What a unit is executed in."""
    return nullcontext if request.param == "alone" else transaction.atomic


def next_key() -> int | None:
    """What the read before a unit draws."""
    return SeatCount.objects.annotate(key=NextKey(Registration)).values_list("key", flat=True)[0]


def a_person(event, name: str) -> Registration:
    return Registration(
        pk=next_key(), event=event, state="confirmed", told="confirmed", name=name,
        email=f"{name}@county.example", email_key=f"{name}@county.example", created_at=NOW,
    )  # fmt: skip


def rows_of(person: Registration, *, mails: int = 1):
    """The person, and then what can't be written before their key is known."""
    yield person
    yield RegistrationChange(registration=person, act="added", made_at=NOW)
    for number in range(mails):
        yield a_mail(f"{person.pk}:{number}", payload={"of": person.pk, "text": "it's 100% “%s”"})


def a_mail(key: str, **facts) -> OwedMail:
    kind = "registration.known"
    return new_mail(kind=kind, key=key, to_address="ana@county.example", now=NOW, **facts)


def written(event) -> tuple[int, list[str], list[int], list[str]]:
    """Places taken, the people, whose changes there are, and the keys of mail, in the order of writing."""
    people = Registration.objects.filter(event=event).order_by("pk")
    return (
        SeatCount.objects.get(event=event).taken,
        list(people.values_list("name", flat=True)),
        list(RegistrationChange.objects.order_by("pk").values_list("registration_id", flat=True)),
        list(OwedMail.objects.order_by("pk").values_list("key", flat=True)),
    )


def test_all_is_written_with_the_key_that_the_first_row_has(unit, around):
    event = make_webinar(capacity=2)
    ana, ben = a_person(event, "ana"), a_person(event, "ben")

    with around():
        assert unit.execute(rows_of(ana, mails=1), pk=event.pk)
        assert unit.execute(rows_of(ben, mails=5), pk=event.pk)

    assert ana.pk
    assert ben.pk > ana.pk
    assert not ana._state.adding
    mails = [f"{ana.pk}:0", *(f"{ben.pk}:{number}" for number in range(5))]
    assert written(event) == (2, ["ana", "ben"], [ana.pk, ben.pk], mails)
    [mail] = OwedMail.objects.filter(key=f"{ana.pk}:0")
    assert mail.payload == {"of": ana.pk, "text": "it's 100% “%s”"}
    ana.name = "Ana"
    ana.save()  # an UPDATE
    assert written(event)[1] == ["Ana", "ben"]


def test_nothing_is_written_where_the_update_changes_no_row(unit, around):
    event = make_webinar(capacity=0)

    with around():
        assert not unit.execute(rows_of(a_person(event, "ana")), pk=event.pk)

    assert written(event) == (0, [], [], [])


def test_nothing_is_written_where_a_row_breaks_a_rule_and_the_transaction_goes_on(unit, around):
    event = make_webinar(capacity=9)
    there = make_registration(event=event, email="ana@county.example")
    before = written(event)

    with around():
        with pytest.raises(IntegrityError):
            unit.execute(rows_of(a_person(event, "ana")), pk=event.pk)
        assert SeatCount.objects.get(event=event).taken == 1

    assert written(event) == before
    assert there.pk


def test_mail_that_is_owed_already_stays_as_it_is_and_what_follows_is_written(unit):
    event = make_webinar(capacity=9)
    mails = [a_mail("one"), a_mail("one", to_name="Another"), a_mail("two")]

    assert unit.execute(mails, pk=event.pk)

    stored = OwedMail.objects.order_by("pk").values_list("key", "to_name")
    assert list(stored) == [("one", ""), ("two", "")]


@pytest.mark.postgres_only
def test_row_that_others_name_is_not_written_without_its_key(unit):
    event = make_webinar(capacity=9)
    person = a_person(event, "ana")
    person.pk = None

    with pytest.raises(NoKey, match="Registration has no key"):
        unit.execute(rows_of(person), pk=event.pk)

    assert written(event) == (0, [], [], [])


def test_key_is_drawn_where_rows_must_bring_it():
    make_webinar(capacity=9)
    keys = [next_key(), next_key()]

    if connection.vendor == "postgresql":
        assert keys[1] == keys[0] + 1
    else:
        assert keys == [None, None]
