"""Who has the staff's calendar: asked at each request. And the admin's page that makes, shows and stops it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from events.models import EventIndexPage, StaffFeed
from events.permissions import may_write_events
from events.staff_feed import make_staff_feed, staff_feed_path, stop_staff_feed
from tests.make import NOW, make_admin, make_event, make_member, make_visitor, make_webinar

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

URL = "/admin/events/calendar/"


def address_of(user) -> str:
    return staff_feed_path(make_staff_feed(user=user, now=NOW))


def everything() -> list:
    return list(StaffFeed.objects.order_by("pk").values())


# ---- who may ----


@pytest.mark.parametrize(
    ("permissions", "may"),
    [(["add"], True), (["change"], True), (["add", "change", "publish"], True), (["publish"], False),
     (["lock"], False), ([], False)],
)  # fmt: skip
def test_who_may_add_or_change_events_has_it(client, permissions, may):
    make_event(title="Night Shift")
    member = make_member(*permissions)

    assert may_write_events(member) is may
    assert client.get(address_of(member)).status_code == (200 if may else 410)
    client.force_login(member)
    assert client.get(URL).status_code == (200 if may else 302)


def test_right_below_another_page_is_no_right_to_events(client):
    home = EventIndexPage.objects.get().get_parent()
    elsewhere = home.add_child(instance=Page(title="Elsewhere", slug="elsewhere"))
    make_event()

    assert not may_write_events(make_member("add", "change", username="other", page=elsewhere))
    assert may_write_events(make_member("add", username="above", page=home))


def test_right_to_one_event_is_enough(client):
    event = make_event()
    assert may_write_events(make_member("change", username="one", page=event))


def test_visitor_and_account_without_the_admin_have_none(client):
    member = make_member("add", "change")
    address = address_of(member)
    assert client.get(address).status_code == 200

    member.groups.get().permissions.clear()  # the way into the admin

    assert client.get(address).status_code == 410
    assert client.get(address_of(make_visitor())).status_code == 410


def test_rights_are_asked_at_each_request(client):
    make_event()
    member = make_member("change")
    address = address_of(member)
    tag = client.get(address).headers["ETag"]
    right = GroupPagePermission.objects.get(group__user=member)

    GroupPagePermission.objects.filter(pk=right.pk).delete()
    for headers in ({}, {"if-none-match": tag}, {"if-none-match": "*"}):
        response = client.get(address, headers=headers)
        assert response.status_code == 410
        assert b"no longer works on events" in response.content

    right.save(force_insert=True)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("make", [make_admin, lambda: make_member("add", "change")])
def test_inactive_user_has_none(client, make):
    user = make()
    address = address_of(user)
    assert client.get(address).status_code == 200

    user.is_active = False
    user.save()

    assert client.get(address).status_code == 410
    user.delete()
    assert client.get(address).status_code == 410


# ---- the address ----


def test_answer_is_for_its_owner_alone_and_head_has_its_headers(client):
    address = address_of(make_admin())
    get, head = client.get(address), client.head(address)

    assert get.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert get.headers["Cache-Control"] == "private, no-cache"
    assert get.headers["X-Robots-Tag"] == "noindex"
    assert not get.cookies
    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(get.headers)


@pytest.mark.parametrize(
    ("asked", "status"),
    [("*", 304), ("W/{tag}", 304), ('"a", {tag}', 304), ("", 200), (",,,", 200), ('"', 200), ("x" * 5000, 200)],
)  # fmt: skip
def test_if_none_match_may_be_garbage(client, asked, status):
    address = address_of(make_admin())
    header = asked.replace("{tag}", client.get(address).headers["ETag"])
    assert client.get(address, headers={"if-none-match": header}).status_code == status


def test_renewed_and_stopped_addresses_are_gone_and_forged_ones_unknown(client):
    user = make_admin()
    old = address_of(user)
    new = address_of(user)
    assert [client.get(one).status_code for one in (old, new)] == [410, 200]

    stop_staff_feed(user=user, now=NOW)

    assert client.get(new).status_code == 410
    assert client.head(new).status_code == 410
    place = len("/calendar/staff/") + 4
    forged = new[:place] + ("A" if new[place] != "A" else "B") + new[place + 1 :]
    response = client.get(forged)
    assert (response.status_code, response.content) == (404, b"There is no calendar at this address.")  # fmt: skip


def test_post_is_refused_without_a_word_on_cookies():
    address = address_of(make_admin())
    assert Client(enforce_csrf_checks=True).post(address).status_code == 405


# ---- the admin's page ----


def test_page_makes_shows_renews_and_stops(client):
    make_webinar(title="Night Shift")
    client.force_login(make_member("add"))
    assert "Make my calendar" in client.get(URL).content.decode()

    made = client.post(URL, {"act": "make", "seen": ""}, follow=True)
    feed = StaffFeed.objects.get()
    address = staff_feed_path(feed)
    assert f'value="http://testserver{address}"' in made.content.decode()
    assert f'href="webcal://testserver{address}"' in made.content.decode()
    assert b"Night Shift" in client.get(address).content

    client.post(URL, {"act": "make", "seen": feed.mark})
    renewed = staff_feed_path(StaffFeed.objects.get())
    assert [client.get(one).status_code for one in (address, renewed)] == [410, 200]
    assert renewed in client.get(URL).content.decode()

    stopped = client.post(URL, {"act": "stop"}, follow=True)
    assert renewed not in stopped.content.decode()
    assert client.get(renewed).status_code == 410


def test_second_click_of_the_same_button_changes_nothing(client):
    client.force_login(make_admin())
    client.post(URL, {"act": "make", "seen": ""})
    before = everything()

    client.post(URL, {"act": "make", "seen": ""})

    assert everything() == before


@pytest.mark.parametrize("method", ["get", "head"])
def test_get_changes_nothing(client, method):
    client.force_login(make_admin())
    address_of(make_admin(username="second"))
    before = everything()

    assert getattr(client, method)(URL).status_code == 200

    assert everything() == before


def test_nobody_sees_or_changes_anothers_address(client):
    other = make_admin(username="other")
    address = address_of(other)
    client.force_login(make_admin())

    assert address not in client.get(URL).content.decode()
    client.post(URL, {"act": "stop"})
    client.post(URL, {"act": "make"})

    assert client.get(address).status_code == 200
    assert StaffFeed.objects.count() == 2


def test_who_may_not_is_refused_and_changes_nothing(client):
    for user in (None, make_visitor(), make_member("publish")):
        if user:
            client.force_login(user)
        for act in ("make", "stop"):
            assert client.post(URL, {"act": act}).status_code == 302
        assert "Make my calendar" not in client.get(URL, follow=True).content.decode()
    assert everything() == []


def test_forgery_is_refused():
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_admin())
    assert client.post(URL, {"act": "make"}).status_code == 403
    assert everything() == []


def test_menu_has_it_for_who_may(client):
    home = reverse("wagtailadmin_home")
    outsider = make_member("lock", username="outsider")
    for user, shown in ((make_admin(), True), (make_member("add"), True), (outsider, False)):
        client.force_login(user)
        page = client.get(home).content.decode()
        assert ("Calendar with drafts" in page) is shown
        assert (URL in page) is shown
