"""Owner and provider for several requests at once: refusals are told by name."""

import pytest

from events.tta.enums import Stage
from events.tta.models import TTARequest
from tests.events.tta.admin.staff import messages_in, url
from tests.make import NOW, make_desk_member, make_provider, make_request, make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


def bulk(client, name, *requests, query="", **fields):
    ids = "".join(f"&id={row.pk}" for row in requests)
    address = f"/admin/bulk/tta/ttarequest/{name}/?next={url('list')}{ids}{query}"
    assert client.get(address).status_code in (200, 404)
    return client.post(address, fields, follow=True)


def test_owner_of_several(client, desk):
    requests = [make_request() for _ in range(3)]
    response = bulk(client, "tta_own", *requests[:2], owner=desk.pk)
    assert messages_in(response) == ["2 requests have that owner now."]
    assert set(TTARequest.objects.filter(owner=desk)) == set(requests[:2])


def test_provider_of_several_names_who_is_refused(client, desk):
    provider = make_provider()
    ready, early = make_request(stage=Stage.APPROVED), make_request()

    told = messages_in(bulk(client, "tta_assign", ready, early, provider=provider.pk))

    assert told == [
        f"1 was left as it is. {early.number}: This request is “Submitted”: a provider is assigned only"
        " after approval. Approve it first.",
        "1 request is with that provider now.",
    ]
    assert [*TTARequest.objects.filter(provider=provider)] == [ready]


def test_all_of_the_listing_are_those_that_the_filters_find(client, desk):
    mine = make_request(stage=Stage.ON_HOLD)
    make_request()
    bulk(client, "tta_own", mine, query="&id=all&stage=on_hold", owner=desk.pk)
    assert [*TTARequest.objects.filter(owner=desk)] == [mine]


@pytest.mark.parametrize("owner", ["x", "999999999999999999999", "visitor"])
def test_owner_who_is_none_is_refused(client, desk, owner):
    request = make_request()
    found = make_visitor().pk if owner == "visitor" else owner
    assert bulk(client, "tta_own", request, owner=found).status_code == 200
    assert TTARequest.objects.get().owner is None


def test_drafts_and_strange_ids_are_not_found(client, desk):
    draft = make_request(stage=Stage.DRAFT)
    for ids in (f"id={draft.pk}", "id=x", "id=99999999999999999999", "id=-1"):
        assert client.get(f"/admin/bulk/tta/ttarequest/tta_own/?{ids}").status_code == 404


def test_who_only_looks_may_not(client, index):
    client.force_login(make_desk_member())
    request = make_request()
    assert "data-bulk-action-button" not in client.get(url("list")).content.decode()
    response = client.get(f"/admin/bulk/tta/ttarequest/tta_own/?id={request.pk}")
    assert response.url == "/admin/"
