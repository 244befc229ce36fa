"""People of a provider see the requests of their organization, of these what is theirs to know, and nothing else."""

import csv
import io

import pytest
from django.core.files.base import ContentFile

from events.tta.actions.assign import assign_provider
from events.tta.actions.note import add_note
from events.tta.actions.override_lead_time import override_lead_time
from events.tta.actions.own import set_owner
from events.tta.actions.record import staff
from events.tta.enums import Actor, OptionList, Stage
from events.tta.models import LetterFile, TTARequest
from tests.events.tta.admin.staff import numbers, press, soup_of, url
from tests.make import (
    NOW,
    make_admin,
    make_desk_member,
    make_member,
    make_option,
    make_provider,
    make_provider_person,
    make_request,
    make_visitor,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
SECRETS = {
    "grant_manager": "SECRET-MANAGER", "public_description": "SECRET-DESCRIPTION",
    "letter_received_by": "SECRET-RECEIVER",
}  # fmt: skip
PAGES = ["own", "assign", "letter", "lead", "correct", "note", "message", "cancel", "approve",
         "return", "decline", "take_back", "milestone_add"]  # fmt: skip


@pytest.fixture
def provider(index):
    return make_provider("Pine Institute")


@pytest.fixture
def person(provider, client):
    user = make_provider_person(provider)
    client.force_login(user)
    return user


@pytest.fixture
def theirs(provider):
    """A request of theirs, full of what they may not read."""
    doer = staff(make_admin(username="chief"))
    doer.user.first_name = "SECRET-OWNER"
    doer.user.save()
    request = make_request(
        stage=Stage.APPROVED, cost_band=make_option("SECRET-COST", of=OptionList.COST_BAND),
        source=make_option("SECRET-SOURCE", of=OptionList.SOURCE), **SECRETS,
    )  # fmt: skip
    add_note(request=request, text="SECRET-NOTE", doer=doer, now=NOW)
    override_lead_time(request=request, reason="SECRET-REASON", doer=doer, now=NOW)
    set_owner(request=request, owner=doer.user, doer=doer, now=NOW)
    assign_provider(request=request, provider=provider, doer=staff(make_admin()), now=NOW)
    request.milestones.create(text="SECRET-MILESTONE", due_date=NOW.date(), is_public=False)
    request.milestones.create(text="Kick-off", due_date=NOW.date(), note="SECRET-REMARK")
    return TTARequest.objects.get(pk=request.pk)


def export(client, kind="csv", **query) -> str:
    response = client.get(url("list"), {**query, "export": kind})
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_they_see_theirs_and_as_partner_and_no_others(client, person, provider, theirs):
    partnered = make_request(stage=Stage.SCHEDULED, partners=[provider])
    other = make_request(stage=Stage.SCHEDULED, provider=make_provider())
    unsent = make_request(stage=Stage.SUBMITTED)

    assert set(numbers(client)) == {theirs.number, partnered.number}
    assert numbers(client, q=other.number) == []
    assert other.number not in export(client)
    for request in (other, unsent):
        for name in ("inspect", "move", *PAGES):
            assert client.get(url(name, request.pk)).status_code == 404, name
    assert url("list") in client.get("/admin/").content.decode()


def test_they_read_no_secret_anywhere(client, person, theirs):
    client.force_login(make_admin(username="boss"))
    by_staff = client.get(url("inspect", theirs.pk)).content.decode()
    for word in ("COST", "SOURCE", "NOTE", "REASON", "OWNER", "MANAGER", "MILESTONE", "REMARK"):
        assert f"SECRET-{word}" in by_staff, word
    assert "SECRET-MANAGER" in export(client)
    client.force_login(person)

    for page in (
        client.get(url("inspect", theirs.pk)).content.decode(),
        client.get(url("list")).content.decode(),
        client.get(url("list"), {"q": "SECRET"}).content.decode().replace('"SECRET"', ""),
        client.get(url("move", theirs.pk)).content.decode(),
        client.get("/admin/").content.decode(),
        export(client),
    ):
        assert "SECRET-" not in page
    assert numbers(client, q="SECRET-MANAGER") == []
    heads = next(csv.reader(io.StringIO(export(client))))
    assert not {"Owner", "Estimated cost", "Grant manager", "Lead time"} & set(heads)
    assert theirs.title in client.get(url("inspect", theirs.pk)).content.decode()


def test_filters_and_orders_of_staff_tell_them_nothing(client, person, theirs):
    assert numbers(client, owner=theirs.owner_id) == [theirs.number]
    assert numbers(client, owner="nobody") == [theirs.number]
    assert not soup_of(client.get(url("list"))).find(attrs={"name": "owner"})
    assert client.get(url("list"), {"ordering": "grant_manager"}).status_code == 200


def test_they_move_what_they_deliver_and_nothing_else(client, person, theirs):
    press(client, "move", theirs, to="scheduled", comment="June.")
    stored = TTARequest.objects.get()
    assert (stored.stage, stored.history.latest("pk").actor) == (Stage.SCHEDULED, Actor.PROVIDER)

    press(client, "move", theirs, to="on_hold", comment="x")
    assert TTARequest.objects.get().stage == Stage.SCHEDULED

    for name in PAGES:
        response = client.post(url(name, theirs.pk), {"version": stored.version, "text": "x"})
        assert (response.status_code, response.url) == (302, "/admin/"), name
    assert TTARequest.objects.get().version == stored.version


def test_they_mark_public_milestones_done(client, person, theirs):
    secret, public = theirs.milestones.order_by("pk")
    press(client, "milestone_done", theirs, public.pk)
    response = client.post(url("milestone_done", theirs.pk, secret.pk), {"version": 99})
    public.refresh_from_db()
    secret.refresh_from_db()
    assert (public.is_done, secret.is_done, response.status_code) == (True, False, 404)
    for name in ("milestone_change", "milestone_delete"):
        assert client.get(url(name, theirs.pk, public.pk)).url == "/admin/"


def test_letters_of_theirs_only(client, person, theirs):
    other = make_request(stage=Stage.SCHEDULED, provider=make_provider())
    found = []
    for number, request in enumerate((theirs, other)):
        letter = LetterFile(
            request=request, key=f"3f1c8f5e-0000-4000-8000-00000000000{number}", name="a.pdf",
            content_type="application/pdf", size=4, digest="x", uploaded_at=NOW,
            uploaded_by="requester",
        )  # fmt: skip
        letter.file.save("x", ContentFile(b"%PDF"), save=False)
        letter.save()
        found.append(client.get(url("letter_file", request.pk, letter.pk)).status_code)
    assert found == [200, 404]


def test_no_more_when_another_provider_has_it(client, person, theirs):
    doer = staff(make_admin(username="third"))
    assert client.get(url("inspect", theirs.pk)).status_code == 200
    assign_provider(request=theirs, provider=make_provider(), doer=doer, now=NOW)
    assert client.get(url("inspect", theirs.pk)).status_code == 404
    assert numbers(client) == []


def test_saved_views_and_bulk_actions_are_not_theirs(client, person, theirs):
    assert client.post(url("save_view"), {"name": "x", "query": "q=x"}).url == "/admin/"
    for name in ("tta_own", "tta_assign", "delete"):
        address = f"/admin/bulk/tta/ttarequest/{name}/?id={theirs.pk}"
        assert client.get(address).url == "/admin/"
        assert client.post(address, {"owner": person.pk}).url == "/admin/"


def test_who_is_neither_staff_nor_provider_sees_nothing(client, theirs):
    pages = [
        url("list"),
        url("inspect", theirs.pk),
        url("list", export="csv"),
        url("own", theirs.pk),
    ]
    client.force_login(make_member("add", "change", "publish"))
    for address in pages:
        assert client.get(address).url == "/admin/"
    assert url("list") not in client.get("/admin/").content.decode()
    for login in (lambda: client.force_login(make_visitor()), client.logout):
        login()
        for address in pages:
            assert client.get(address).url.startswith("/admin/login/")


def test_there_is_no_chooser_no_copy_and_no_deleting(client, index):
    client.force_login(make_admin())
    request = make_request()
    for path in ("copy", "delete", "edit", "history", "usage"):
        assert client.get(f"/admin/tta/requests/{path}/{request.pk}/").status_code == 404
    for model in ("ttarequest", "review"):
        assert client.get(f"/admin/snippets/choose/tta/{model}/").status_code == 404
    address = f"/admin/bulk/tta/ttarequest/delete/?id={request.pk}"
    assert client.post(address).url == "/admin/"
    assert TTARequest.objects.exists()
    assert client.get("/admin/tta/reviews/").url == url("list")


def test_desk_member_reads_no_review_of_wagtails_editor(client, index):
    client.force_login(make_desk_member())
    assert client.get("/admin/tta/reviews/edit/1/").status_code == 404
