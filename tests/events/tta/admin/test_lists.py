"""The lists behind requests: edited in the admin, and kept where a request has them."""

import pytest
from django.urls import reverse

from events.tta.enums import OptionList, Stage
from events.tta.models import Option, Provider, TTAType
from tests.events.tta.admin.staff import messages_in
from tests.make import (
    NOW,
    make_admin,
    make_option,
    make_organization,
    make_provider,
    make_request,
    make_type,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]


@pytest.fixture(autouse=True)
def admin(index, client):
    user = make_admin()
    client.force_login(user)
    return user


def namespace(row, name: str, *args) -> str:
    return reverse(row.snippet_viewset.get_url_name(name), args=args)


def delete(client, row):
    return client.post(namespace(row, "delete", row.pk), follow=True)


def test_used_rows_stay_and_the_sentence_says_what_to_do(client):
    provider, area = make_provider("Pine Institute"), make_option("Area 51")
    audience = make_option("Somebody", of=OptionList.AUDIENCE)
    make_request(stage=Stage.ASSIGNED, provider=provider, program_area=area, audiences=[audience])
    kind = make_type()
    offered = "Take the tick from “offered” instead: requests keep it, nobody can choose it."
    for row, instead in (
        (area, offered), (audience, offered), (kind, offered),
        (provider, "Take the tick from “takes requests” instead: nothing new is assigned to it."),
    ):  # fmt: skip
        response = delete(client, row)
        assert messages_in(response) == [f"“{row}” stands in 1 request. {instead}"]
        assert type(row).objects.filter(pk=row.pk).exists()


def test_area_with_sub_topics_stays(client):
    area = make_option("Area 51")
    make_option("Hangars", of=OptionList.SUB_TOPIC, parent=area)
    assert messages_in(delete(client, area))[0].startswith("“Area 51” has 1 sub-topic.")


def test_bulk_delete_leaves_what_is_used(client):
    used, free = make_option("Used"), make_option("Free")
    make_request(program_area=used)
    both = f"/admin/bulk/tta/option/delete/?id={used.pk}&id={free.pk}&next=/admin/tta/lists/"
    assert "“Used” stands in 1 request." in messages_in(client.post(both, follow=True))[0]
    client.post(f"/admin/bulk/tta/option/delete/?id={free.pk}&next=/admin/tta/lists/")
    assert Option.objects.filter(pk=used.pk).exists()
    assert not Option.objects.filter(pk=free.pk).exists()


def test_unused_rows_go(client):
    for row in (make_option("Area 51"), make_type("odd"), make_provider()):
        assert client.get(namespace(row, "delete", row.pk)).status_code == 200
        delete(client, row)
        assert not type(row).objects.filter(pk=row.pk).exists()


def test_every_list_has_its_pages(client):
    rows = (make_option("Area 51"), make_type(), make_provider())
    for row in rows:
        for name, args in (("list", []), ("add", []), ("edit", [row.pk])):
            address = reverse(row.snippet_viewset.get_url_name(name), args=args)
            assert client.get(address).status_code == 200, address


def test_type_is_saved_with_milestones_and_questions(client):
    kind = make_type("odd", name="Odd")
    data = {
        "name": "Odd", "key": "odd", "lead_days": 20, "sort_order": 5, "is_offered": "on",
        "milestones-TOTAL_FORMS": 1, "milestones-INITIAL_FORMS": 0,
        "milestones-0-text": "Kick-off", "milestones-0-days": 7, "milestones-0-ORDER": 1,
        "questions-TOTAL_FORMS": 1, "questions-INITIAL_FORMS": 0,
        "questions-0-label": "How many?", "questions-0-kind": "number", "questions-0-ORDER": 1,
    }  # fmt: skip
    client.post(reverse(kind.snippet_viewset.get_url_name("edit"), args=[kind.pk]), data)
    kind = TTAType.objects.get(pk=kind.pk)
    assert (kind.lead_days, kind.milestones.get().text, kind.questions.get().label) == (
        20, "Kick-off", "How many?",
    )  # fmt: skip


def test_provider_is_added_with_its_people(client, admin):
    organization = make_organization("Pine Institute")
    address = namespace(make_provider(), "add")
    client.post(address, {
        "organization": organization.pk, "contact_email": "p@example.org", "people": [admin.pk],
        "is_active": "on",
    })  # fmt: skip
    assert [*Provider.objects.get(organization=organization).people.all()] == [admin]
