"""When two names are one name."""

import pytest

from resources.names import name_key, tidy_name


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
