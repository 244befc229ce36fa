"""The secret address of “my registrations”: made and stopped on one's own page, asked for by programs."""

import gzip
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.test import Client

from events.models import FeedVersion
from events.registration.actions import cancel_registration, stop_personal_feed
from events.registration.models import PersonalFeed
from events.registration.personal_feed import feed_path
from events.secret_feeds import NoSuchFeedAddress, feed_of_token
from tests.events.registration.own_feed import feed_address, titles_at
from tests.events.registration.test_tokens import one_character_changed
from tests.events.registration.visitors import everything, manage_url, text_of
from tests.make import NOW, make_registration, make_webinar, publish

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]

ANA = "ana@county.example"
MAKE, STOP = "calendar/", "calendar/stop/"


@pytest.fixture
def registration():
    event = make_webinar(title="Night Shift", slug="night-shift", capacity=9)
    return make_registration(event=event, email=ANA, name="Ana Prado")


@pytest.fixture
def address(registration):
    return feed_address(registration)


def ask(client, address, **headers) -> int:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(address, headers=names).status_code


# ---- as a calendar program asks ----


def test_answer_is_for_its_owner_alone(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "Last-Modified" not in response.headers
    assert not response.cookies


def test_head_has_the_headers_of_get(client, address):
    get, head = client.get(address), client.head(address)

    assert (head.status_code, head.content) == (200, b"")
    assert dict(head.headers) == dict(get.headers)
    assert head.headers["Content-Length"] == str(len(get.content))


def test_gzip_has_the_same_calendar_and_an_etag_of_its_own(client, address):
    plain, zipped = client.get(address), client.get(address, headers={"accept-encoding": "gzip"})

    assert zipped.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert zipped.headers["ETag"] != plain.headers["ETag"]


def test_known_state_is_answered_304_without_a_body(client, address):
    first = client.get(address)

    again = client.get(address, headers={"if-none-match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    for name in ("ETag", "Cache-Control", "X-Robots-Tag"):
        assert again.headers[name] == first.headers[name]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("*", 304), ('"other", {tag}', 304), ("W/{tag}", 304), ("{bare}", 200), ('""', 200), ("", 200),
        (",,,", 200), ('"', 200), ("garbage \\ 🎧", 200), ("x" * 5000, 200),
    ],
)  # fmt: skip
def test_if_none_match_may_be_garbage(client, address, asked, status):
    tag = client.get(address).headers["ETag"]
    header = asked.replace("{tag}", tag).replace("{bare}", tag.strip('"'))

    assert ask(client, address, if_none_match=header) == status


def test_state_is_another_after_each_change_and_each_day(client, registration, address, time_machine):  # fmt: skip
    tags = [client.get(address).headers["ETag"]]

    def is_new():
        tags.append(client.get(address).headers["ETag"])
        return tags.count(tags[-1]) == 1

    second = make_registration(event=make_webinar(), email=ANA)
    assert is_new()
    publish(registration.event.specific)
    publish_again = registration.event.specific
    publish_again.title = "Another title"
    publish(publish_again)
    assert is_new()
    cancel_registration(registration=second, now=NOW)
    assert is_new()
    make_registration(event=make_webinar(), email="bo@county.example")
    FeedVersion.bump(now=NOW)
    assert is_new()
    time_machine.move_to(NOW + timedelta(days=1))
    assert is_new()
    assert client.get(address).headers["ETag"] == tags[-1]


def test_post_and_put_are_refused_without_a_word_on_cookies(address):
    client = Client(enforce_csrf_checks=True)
    assert [client.post(address).status_code, client.put(address).status_code] == [405, 405]


# ---- dead addresses ----


@pytest.mark.parametrize("method", ["get", "head"])
def test_stopped_feed_is_gone_with_a_sentence(client, registration, address, method):
    tag = client.get(address).headers["ETag"]
    stop_personal_feed(registration=registration, now=NOW)

    for headers in ({}, {"if-none-match": tag}, {"if-none-match": "*"}):
        response = getattr(client, method)(address, headers=headers)
        assert response.status_code == 410
        assert response.headers["Cache-Control"] == "private, no-cache"
        assert response.headers["X-Robots-Tag"] == "noindex"
    assert "was stopped, or has a new address" in client.get(address).content.decode()


def test_new_address_makes_the_old_one_dead(client, registration, address):
    new = feed_address(registration)

    assert new != address
    assert (ask(client, address), ask(client, new)) == (410, 200)


def test_feed_that_was_erased_is_gone(client, address):
    PersonalFeed.objects.all().delete()
    assert ask(client, address) == 410


def test_address_with_one_character_changed_is_unknown(client, address, django_assert_num_queries):
    token = address.removeprefix("/registrations/calendar/").removesuffix(".ics")
    altered = [*one_character_changed(token), token[:-1], token + "A", "~", "1-~", "1", "x" * 3000]
    altered.append(token.replace("~", "\0~"))
    assert ask(client, address) == 200

    with django_assert_num_queries(0):
        for one in altered:
            with pytest.raises(NoSuchFeedAddress):
                feed_of_token(one, feeds=PersonalFeed.objects.all(), sentence="")
    for one in (altered[3], altered[-1], altered[-2]):
        response = client.get(f"/registrations/calendar/{quote(one)}.ics")
        assert response.status_code == 404
        assert response.content == b"There is no calendar at this address."
        assert response.headers["Cache-Control"] == "private, no-cache"


def test_token_of_the_own_page_opens_no_feed(client, registration, address):
    page = manage_url(registration).removeprefix("/registrations/").strip("/")
    feed = address.removeprefix("/registrations/calendar/").removesuffix(".ics")

    assert ask(client, f"/registrations/calendar/{page}.ics") == 404
    assert ask(client, f"/registrations/{feed}/") == 404


# ---- on one's own page ----


def test_button_makes_it_and_the_page_never_shows_it(client, registration):
    url = manage_url(registration)
    assert "Send me the address of my calendar" in text_of(client.get(url))

    response = client.post(url + MAKE, {"seen": ""}, follow=True)

    feed = PersonalFeed.objects.get()
    assert response.redirect_chain == [(f"{url}?done=feed", 302)]
    assert "is on its way to you by e-mail" in text_of(response)
    for page in (response, client.get(url)):
        shown = text_of(page)
        assert "Make a new address" in shown
        assert "Stop this calendar" in shown
        assert feed_path(feed) not in shown
        assert feed.nonce not in shown
    assert titles_at(client, feed_path(feed)) == ["Night Shift"]


def test_second_click_of_the_same_button_changes_nothing(client, registration):
    url = manage_url(registration, MAKE)
    client.post(url, {"seen": ""})
    before = everything()

    client.post(url, {"seen": ""})

    assert everything() == before
    client.post(url, {"seen": PersonalFeed.objects.get().mark})
    assert everything() != before


def test_stop_and_make_again(client, registration):
    url = manage_url(registration)
    address = feed_address(registration)

    stopped = client.post(url + STOP, follow=True)
    assert "Your calendar is stopped." in text_of(stopped)
    assert "Send me the address of my calendar" in text_of(stopped)
    assert ask(client, address) == 410
    once = everything()
    client.post(url + STOP)
    assert everything() == once

    client.post(url + MAKE, {"seen": PersonalFeed.objects.get().mark})

    feed = PersonalFeed.objects.get()
    assert feed.is_on
    assert (ask(client, address), ask(client, feed_path(feed))) == (410, 200)


@pytest.mark.parametrize("part", [MAKE, STOP])
@pytest.mark.parametrize("method", ["get", "head"])
def test_get_changes_nothing_and_leads_back(client, registration, address, part, method):
    before = everything()

    response = getattr(client, method)(manage_url(registration, part))

    assert (response.status_code, response.url) == (302, manage_url(registration))
    assert response.headers["Cache-Control"] == "no-store"
    assert everything() == before


@pytest.mark.parametrize("part", [MAKE, STOP])
def test_forgery_and_dead_link_are_refused(client, registration, address, part):
    before = everything()

    forged = Client(enforce_csrf_checks=True).post(manage_url(registration, part))
    dead = client.post(manage_url(registration, part).replace("~", "~A"))

    assert (forged.status_code, dead.status_code) == (403, 404)
    assert everything() == before


def test_cancelled_registration_may_stop_the_feed_but_make_none(client, registration):
    other = make_registration(event=make_webinar(title="Kept"), email=ANA)
    address = feed_address(other)
    cancel_registration(registration=registration, now=NOW)
    url = manage_url(registration)
    shown = text_of(client.get(url))
    assert "Stop this calendar" in shown
    assert "Make a new address" not in shown

    refused = client.post(url + MAKE)
    assert refused.status_code == 409
    assert ask(client, address) == 200
    client.post(url + STOP)

    assert ask(client, address) == 410
    assert "in your calendar</h2>" not in text_of(client.get(url))


def test_fourth_address_within_the_hour_is_refused_and_the_third_works(client, registration):
    url = manage_url(registration, MAKE)
    assert [client.post(url).status_code for _ in range(4)] == [302, 302, 302, 429]

    response = client.post(url)

    assert "three times within the hour" in text_of(response)
    assert ask(client, feed_path(PersonalFeed.objects.get())) == 200


def test_network_that_asks_too_often_is_refused(client, registration, settings):
    settings.TTA_LINKS_PER_NETWORK = 1
    url = manage_url(registration, MAKE)
    assert client.post(url).status_code == 302
    before = everything()

    response = client.post(url)

    assert response.status_code == 429
    assert "Your network asked very often" in text_of(response)
    assert everything() == before
