"""When two names are one name."""

import time

import pytest

from resources.names import longest_marks, name_key, tidy_name


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Peers", " peers "),
        ("PEERS", "peers"),
        ("Lived  experience", "lived\u00a0experience"),
        ("co‑responder", "co-responder"),
        ("The “right” door", 'the "right" door'),
        ("people’s", "people's"),
        ("pe\u200bers", "peers"),
        ("\u202epeers\u202c", "peers"),
        ("Cafe\u0301", "café"),
        ("ﬁrst", "first"),
        ("Straße", "STRASSE"),
    ],
)
def test_names_that_differ_in_nothing_that_counts_have_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Peer", "Peers"), ("Policy Research", "Policy Research, Inc.")]
)
def test_other_names_have_other_keys(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize(
    ("text", "tidy"),
    [("  a \t b\n", "a b"), ("a\x00b", "ab"), ("\u200b\u2066", ""), ("“A”", "“A”")],
)
def test_tidying_keeps_what_can_be_seen(text, tidy):
    assert tidy_name(text) == tidy


def test_a_key_is_its_own_key():
    for text in ("ﷺ", "İstanbul", "  ½ way ", "ẞ"):
        assert name_key(name_key(text)) == name_key(text)


def test_marks_of_a_language_stay():
    assert tidy_name("Cafe\u0301, सन्धि, Việt") == "Café, सन्धि, Việt"
    assert tidy_name("a" + "\u0315" * 30 + "b") == "a" + "\u0315" * 30 + "b"


@pytest.mark.parametrize("marks", ["\u0315\u05ae", "\u0f73\u0334", "\uff9e\u0334", "\u0344\u05ae"])
@pytest.mark.parametrize("names", [tidy_name, name_key])
def test_thousands_of_marks_take_no_time(marks, names):
    started = time.perf_counter()
    assert len(names("a" + marks * 100_000)) < 100
    assert time.perf_counter() - started < 2


def test_longest_run_of_marks_is_counted():
    assert longest_marks("") == longest_marks("plain") == 0
    assert longest_marks("e\u0301a" + "\u0315" * 7 + "b\u0301") == 7
