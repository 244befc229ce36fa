"""A resource is found by the names that its producers have now, and by no other."""

import pytest

from resources.actions import merge_terms, undo_merge
from resources.models import Organization, OrganizationAlias
from tests.cms.search.searching import titles
from tests.make import NOW, make_organization, make_resource, publish

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


@pytest.fixture
def change(django_capture_on_commit_callbacks):
    """Runs a change, and what waits for its commit."""

    def run(work, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return work(**kwargs)

    return run


def fresh(organization) -> Organization:
    return Organization.objects.get(pk=organization.pk)


def test_new_name_is_found_and_the_old_one_not(client, change):
    office = change(make_organization, name="Heron Office", acronym="HO")
    publish(make_resource(title="Guide", producers=[office]))
    assert titles(client, "heron") == titles(client, "ho") == ["Guide"]

    office = fresh(office)
    office.name, office.acronym = "Egret Office", "EO"
    change(office.save)

    assert titles(client, "egret") == titles(client, "eo") == ["Guide"]
    assert titles(client, "heron") == titles(client, "ho") == []


def test_other_names_are_found_while_they_are_there(client, change):
    office = make_organization("Heron Office", aliases=["Birds of Night"])
    publish(make_resource(title="Guide", producers=[office]))
    assert titles(client, "birds") == ["Guide"]

    office = fresh(office)
    office.aliases = [OrganizationAlias(text="Birds of Day")]
    change(office.save)

    assert (titles(client, "day"), titles(client, "birds night")) == (["Guide"], [])


def test_name_that_readers_see_is_found_while_the_merge_stands(client, change):
    old = make_organization("Heron Office")
    new = make_organization("Egret Office", acronym="EO", aliases=["Birds of Night"])
    publish(make_resource(title="Guide", producers=[old, "Luz Ferreira"]))
    assert (titles(client, "heron"), titles(client, "egret")) == (["Guide"], [])

    change(merge_terms, term=old, into=new, by=None, now=NOW)
    for words in ("egret", "eo", "birds", "ferreira"):
        assert titles(client, words) == ["Guide"]

    new = fresh(new)
    new.name = "Owl Office"
    change(new.save)
    assert (titles(client, "owl"), titles(client, "egret")) == (["Guide"], [])

    change(undo_merge, term=old, by=None)
    assert (titles(client, "heron"), titles(client, "owl")) == (["Guide"], [])
