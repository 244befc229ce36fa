"""Making an event page of a request in the admin: what is shown before, and who is refused."""

import pytest
from django.urls import reverse

from events.models import EventIndexPage, EventPage
from events.tta.enums import OptionList, Stage
from tests.make import (
    make_admin,
    make_desk_member,
    make_member,
    make_option,
    make_other_site,
    make_request,
    make_visitor,
)

pytestmark = pytest.mark.django_db


def make_url(request) -> str:
    return reverse("tta_events:make", args=[request.pk])


def test_view_makes_the_draft_and_opens_its_editor(editor, index, client):
    audience = make_option("Dispatchers", of=OptionList.AUDIENCE)
    request = make_request(stage=Stage.APPROVED, audiences=[audience])

    shown = client.get(make_url(request))
    answer = client.post(make_url(request), {"parent": index.pk, "version": request.version})

    assert "Dispatchers" in shown.content.decode()
    assert "did not agree to a public listing" in shown.content.decode()
    page = request.events.get().page
    assert answer.headers["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert client.get(answer.headers["Location"]).status_code == 200


def test_view_makes_nothing_on_get(editor, client):
    request = make_request(stage=Stage.APPROVED)
    assert client.get(make_url(request)).status_code == 200
    assert not EventPage.objects.exists()


def test_view_tells_the_second_of_two_and_then_lets_them(editor, index, client):
    request = make_request(stage=Stage.APPROVED)
    data = {"parent": index.pk, "version": request.version}
    client.post(make_url(request), data)

    second = client.post(make_url(request), data)

    assert "changed this request at" in second.content.decode()
    assert request.events.count() == 1
    assert second.context["form"]["version"].value() == 2


def test_view_refuses_a_list_that_is_none_of_the_users(editor, client):
    request, other = make_request(stage=Stage.APPROVED), make_other_site()
    for parent in (other.pk, "", "x", 10**30):
        answer = client.post(make_url(request), {"parent": parent, "version": 1})
        assert answer.status_code == 200
        assert answer.context["form"].errors["parent"]
    assert not EventPage.objects.exists()


def test_view_says_why_there_is_nothing_to_make(index, client):
    request = make_request(stage=Stage.SUBMITTED)
    client.force_login(make_admin())
    assert "is approved" in client.get(make_url(request)).content.decode()
    client.force_login(make_desk_member("change"))
    EventIndexPage.objects.get()
    approved = make_request(stage=Stage.APPROVED)
    shown = client.get(make_url(approved)).content.decode()
    assert "You may not add events to any list of this site" in shown
    assert "Make the draft</button>" not in shown


def test_view_is_for_those_who_triage(index, client):
    request = make_request(stage=Stage.APPROVED)
    for user in (make_desk_member(), make_member("add", "publish"), make_visitor()):
        client.force_login(user)
        assert client.get(make_url(request)).status_code == 302
    client.force_login(make_admin())
    assert client.get(reverse("tta_events:make", args=[10**30])).status_code == 404
    assert client.get(make_url(make_request(stage=Stage.DRAFT))).status_code == 404
