"""Not people: limits per hour, the network they count for, the trap and the minimum time."""

from datetime import timedelta

import pytest
from django.core.checks import run_checks

from events.public_forms.limits import is_within
from events.public_forms.networks import network_of
from events.public_forms.tokens import new_form_token
from events.registration.limits import REGISTRATIONS_BY_NETWORK
from events.registration.models import Registration
from events.registration.sign_up import register_url
from tests.events.registration.visitors import form_data, links_data, sign_up, text_of
from tests.make import NOW, make_registration, make_webinar

pytestmark = pytest.mark.time_machine(NOW, tick=False)


# ---- counters ----


def test_limit_counts_each_for_itself_within_a_clock_hour(settings, time_machine):
    settings.TTA_REGISTRATIONS_PER_NETWORK = 2
    assert [is_within(REGISTRATIONS_BY_NETWORK, who="a") for _ in range(4)] == [
        True,
        True,
        False,
        False,
    ]
    assert is_within(REGISTRATIONS_BY_NETWORK, who="b")
    time_machine.move_to(NOW + timedelta(minutes=59, seconds=59), tick=False)
    assert not is_within(REGISTRATIONS_BY_NETWORK, who="a")
    time_machine.move_to(NOW + timedelta(hours=1), tick=False)
    assert is_within(REGISTRATIONS_BY_NETWORK, who="a")


def test_no_limit_and_nobody_are_not_counted(settings):
    settings.TTA_REGISTRATIONS_PER_NETWORK = 1
    assert all(is_within(REGISTRATIONS_BY_NETWORK, who="") for _ in range(3))
    settings.TTA_REGISTRATIONS_PER_NETWORK = None
    assert all(is_within(REGISTRATIONS_BY_NETWORK, who="a") for _ in range(3))


def test_office_of_fifty_gets_through(index, client):
    event = make_webinar()
    answers = [sign_up(client, event, email=f"p{n}@pine.example").status_code for n in range(50)]
    assert answers == [302] * 50
    assert Registration.objects.count() == 50


def test_network_over_its_limit_is_told_and_keeps_what_it_typed(index, client, settings):
    settings.TTA_REGISTRATIONS_PER_NETWORK = 2
    event = make_webinar()
    for name in "ab":
        assert sign_up(client, event, email=f"{name}@pine.example").status_code == 302

    response = sign_up(client, event, email="c@pine.example")
    elsewhere = client.post(
        register_url(event), form_data(event, email="d@pine.example"), REMOTE_ADDR="198.51.100.9"
    )

    assert response.status_code == 429
    assert "Very many registrations came from your network" in text_of(response)
    assert 'value="c@pine.example"' in text_of(response)
    assert "A seat near the door" in text_of(response)
    assert elsewhere.status_code == 302
    assert Registration.objects.count() == 3


def test_address_over_its_limit_looks_the_same_known_or_not(index, client, settings):
    settings.TTA_REGISTRATIONS_PER_ADDRESS = 1
    event, other = make_webinar(), make_webinar()
    make_registration(event=event, email="known@pine.example")

    answers = {
        email: [sign_up(client, page, email=email).status_code for page in (event, other)]
        for email in ("known@pine.example", "Fresh@pine.example")
    }

    assert answers == {"known@pine.example": [302, 429], "Fresh@pine.example": [302, 429]}


@pytest.mark.parametrize("address", ["/registrations/", "/events/night-shift/join/"])
def test_links_have_a_limit(index, client, settings, address):
    settings.TTA_LINKS_PER_NETWORK = 1
    make_webinar(slug="night-shift")
    assert client.post(address, links_data("a@pine.example")).status_code == 302
    response = client.post(address, links_data("b@pine.example"))
    assert response.status_code == 429
    assert 'value="b@pine.example"' in text_of(response)


# ---- networks ----


@pytest.mark.parametrize(
    ("proxies", "remote", "forwarded", "network"),
    [
        (0, "198.51.100.7", "203.0.113.1", "198.51.100.7"),
        (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::/64"),
        (0, "::ffff:198.51.100.7", "", "198.51.100.7"),
        (0, "", "203.0.113.1", ""),
        (0, "unix:", "203.0.113.1", ""),
        (1, "10.0.0.1", "203.0.113.1", "203.0.113.1"),
        (1, "10.0.0.1", "6.6.6.6, 203.0.113.1", "203.0.113.1"),
        (2, "10.0.0.1", "6.6.6.6, 203.0.113.1, 10.0.0.2", "203.0.113.1"),
        (2, "10.0.0.1", "203.0.113.1", "10.0.0.1"),
        (1, "10.0.0.1", "", "10.0.0.1"),
        (1, "10.0.0.1", "<script>", "10.0.0.1"),
        (1, "10.0.0.1", "203.0.113.1:5678", "203.0.113.1"),
        (1, "10.0.0.1", "[2001:db8::9]:5678", "2001:db8::/64"),
        (1, "10.0.0.1", "fe80::1%eth0", "fe80::/64"),
    ],
)
def test_network_of_a_request(settings, proxies, remote, forwarded, network):
    settings.TTA_TRUSTED_PROXIES = proxies
    assert network_of({"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}) == network


@pytest.mark.parametrize("proxies", [0, 1])
def test_forged_forwarding_has_no_effect(index, client, settings, proxies):
    settings.TTA_REGISTRATIONS_PER_NETWORK = 2
    settings.TTA_TRUSTED_PROXIES = proxies
    event = make_webinar()
    seen = ", 203.0.113.1" if proxies else ""
    answers = [
        client.post(
            register_url(event),
            form_data(event, email=f"p{number}@pine.example"),
            headers={"x-forwarded-for": f"10.9.8.{number}{seen}", "x-real-ip": f"10.9.8.{number}",
                     "forwarded": f"for=10.9.8.{number}"},
        ).status_code
        for number in range(4)
    ]  # fmt: skip
    assert answers == [302, 302, 429, 429]


# ---- trap and time ----


def refused(client, event, **changed) -> str:
    response = sign_up(client, event, **changed)
    assert response.status_code == 200
    assert Registration.objects.count() == 0
    shown = text_of(response)
    assert "<title>Error: " in shown
    assert 'value="Jordan Ellis"' in shown
    assert "A seat near the door" in shown
    return shown


def test_filled_trap_is_emptied_and_asked_again(index, client):
    event = make_webinar()
    shown = refused(client, event, website="https://spam.example")
    assert "please press Register once more" in shown
    assert "spam.example" not in shown
    assert 'name="website" tabindex="-1" autocomplete="off" value=""' in shown
    assert sign_up(client, event).status_code == 302


def test_form_sent_at_once_is_asked_for_again_and_then_taken(index, client, time_machine):
    event = make_webinar()
    token = new_form_token(now=NOW - timedelta(seconds=1))
    shown = refused(client, event, form_token=token)
    assert "That was very fast. Please press Register again." in shown
    assert f'name="form_token" value="{token}"' in shown

    time_machine.move_to(NOW + timedelta(seconds=1), tick=False)
    assert sign_up(client, event, form_token=token).status_code == 302


def test_minimum_time_is_a_setting(index, client, settings):
    settings.TTA_FORM_MINIMUM_SECONDS = 0
    assert sign_up(client, make_webinar(), form_token=new_form_token(now=NOW)).status_code == 302


def test_clock_that_was_set_back_keeps_nobody_out(index, client):
    token = new_form_token(now=NOW + timedelta(hours=1))
    assert sign_up(client, make_webinar(), form_token=token).status_code == 302


@pytest.mark.parametrize("kind", ["old", "missing", "forged", "of a link"])
def test_token_that_does_not_hold_is_replaced(index, client, kind):
    event = make_webinar()
    token = {
        "old": new_form_token(now=NOW - timedelta(hours=24, seconds=1)),
        "missing": None,
        "forged": new_form_token(now=NOW)[:-1] + "!",
        "of a link": "1-abc~def",
    }[kind]
    shown = refused(client, event, form_token=token)
    assert "This form was open for a long time. Please press Register again." in shown
    fresh = shown.partition('name="form_token" value="')[2].partition('"')[0]
    assert fresh not in ("", token)


def test_form_open_for_a_day_is_taken(index, client):
    token = new_form_token(now=NOW - timedelta(hours=24))
    assert sign_up(client, make_webinar(), form_token=token).status_code == 302


# ---- settings ----


def ids(*, deploy: bool = False) -> set[str]:
    ours = ("events.", "event_registration.")
    found = run_checks(include_deployment_checks=deploy)
    return {message.id for message in found if message.id.startswith(ours)}


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("TTA_FORM_MINIMUM_SECONDS", "2", "events.E005"),
        ("TTA_FORM_MINIMUM_SECONDS", 61, "events.E005"),
        ("TTA_FORM_MINIMUM_SECONDS", -1, "events.E005"),
        ("TTA_TRUSTED_PROXIES", -1, "events.E006"),
        ("TTA_TRUSTED_PROXIES", True, "events.E006"),
        ("TTA_TRUSTED_PROXIES", "1", "events.E006"),
        ("TTA_REGISTRATIONS_PER_NETWORK", 0, "event_registration.E004"),
        ("TTA_REGISTRATIONS_PER_ADDRESS", "many", "event_registration.E004"),
        ("TTA_LINKS_PER_NETWORK", 1.5, "event_registration.E004"),
    ],
)
def test_setting_that_makes_no_sense_is_refused_at_start(settings, name, value, error):
    assert ids() == set()
    setattr(settings, name, value)
    assert ids() == {error}


def test_deployment_is_warned_of_limits_that_count_wrong(settings):
    settings.SECURE_PROXY_SSL_HEADER = None
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache"}}
    assert ids(deploy=True) == set()
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    assert ids(deploy=True) == {"events.W003"}
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert ids(deploy=True) == {"events.W003", "events.W004"}
    settings.TTA_TRUSTED_PROXIES = 1
    assert ids(deploy=True) == {"events.W003"}
    assert ids() == set()
