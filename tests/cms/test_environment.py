"""Settings from the environment: read, or refused with a sentence."""

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from cms.settings import environment

NAME = "TTA_TEST_VALUE"


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1", True), ("true", True), (" YES ", True), ("On", True), ("0", False), ("False", False),
     ("no", False), ("off", False)],
)  # fmt: skip
def test_flag_is_a_yes_or_a_no(monkeypatch, value, expected):
    monkeypatch.setenv(NAME, value)
    assert environment.flag(NAME, default=not expected) is expected


@pytest.mark.parametrize("value", [None, "", "  "])
@pytest.mark.parametrize("default", [True, False])
def test_flag_that_is_not_set_is_the_default(monkeypatch, value, default):
    monkeypatch.delenv(NAME, raising=False)
    if value is not None:
        monkeypatch.setenv(NAME, value)
    assert environment.flag(NAME, default=default) is default


@pytest.mark.parametrize("value", ["maybe", "2", "ja", "truefalse"])
def test_flag_that_makes_no_sense_is_refused(monkeypatch, value):
    monkeypatch.setenv(NAME, value)
    with pytest.raises(ImproperlyConfigured) as refused:
        environment.flag(NAME, default=True)
    assert str(refused.value) == f"{NAME} is “{value}”. Use yes or no."


@pytest.mark.parametrize(
    ("value", "expected"),
    [("", []), ("a.example", ["a.example"]), ("a, b  c,,d", ["a", "b", "c", "d"]), (" , ", [])],
)
def test_words_are_separated_by_commas_or_spaces(monkeypatch, value, expected):
    monkeypatch.setenv(NAME, value)
    assert environment.words(NAME) == expected


def test_words_that_are_not_set_are_the_default(monkeypatch):
    monkeypatch.delenv(NAME, raising=False)
    assert environment.words(NAME, default="a b") == ["a", "b"]


def test_required_value_is_returned_or_asked_for(monkeypatch):
    monkeypatch.setenv(NAME, "secret")
    assert environment.required(NAME) == "secret"
    for missing in (lambda: monkeypatch.setenv(NAME, ""), lambda: monkeypatch.delenv(NAME)):
        missing()
        with pytest.raises(ImproperlyConfigured, match=f"Set {NAME}. See README"):
            environment.required(NAME)


def test_sqlite_waits_instead_of_failing():
    assert environment.sqlite(Path("/srv/db.sqlite3")) == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "/srv/db.sqlite3",
        "CONN_MAX_AGE": 60,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;",
        },
    }


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_database_address_of_postgresql_is_taken_apart(scheme):
    found = environment.database(
        f"{scheme}://us%40er:p%2Fw%3A@db.example:6432/na%20me?sslmode=require"
    )
    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "na me",
        "USER": "us@er",
        "PASSWORD": "p/w:",
        "HOST": "db.example",
        "PORT": "6432",
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"sslmode": "require"},
    }


def test_database_address_may_name_a_socket_and_leave_the_rest():
    found = environment.database("postgres://postgres@/postgres?host=/run/pg")
    assert (found["HOST"], found["PORT"], found["PASSWORD"]) == ("/run/pg", "", "")
    assert (found["USER"], found["NAME"], found["OPTIONS"]) == ("postgres", "postgres", {})


def test_database_address_of_sqlite_is_a_path():
    assert environment.database("sqlite:////srv/my%20db.sqlite3")["NAME"] == "//srv/my db.sqlite3"
    assert environment.database("sqlite:///srv/db.sqlite3")["NAME"] == "/srv/db.sqlite3"


@pytest.mark.parametrize("url", ["mysql://db.example/name", "db.example/name", "/srv/db.sqlite3"])
def test_database_of_another_kind_is_refused(url):
    with pytest.raises(ImproperlyConfigured, match="Use postgres:// or sqlite:///"):
        environment.database(url)
