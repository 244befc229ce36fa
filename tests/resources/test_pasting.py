"""Pasted lists: their parts, and what each of them is likely to be."""

import pytest

from resources.pasting import letters, name_and_acronym, propose_keywords, split_pasted
from tests.make import make_keyword


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("peers; lived experience", ["peers", "lived experience"]),
        ("peers\nlived experience\r\n\r\npolice", ["peers", "lived experience", "police"]),
        ("peers;lived experience\npolice;", ["peers", "lived experience", "police"]),
        ("peers, lived experience", ["peers", "lived experience"]),
        ("jails, courts; peers", ["jails, courts", "peers"]),
        ("jails, courts\npeers", ["jails, courts", "peers"]),
        ("jails, courts;", ["jails, courts"]),
        ("\njails, courts\n", ["jails", "courts"]),
        ("Peers; peers;  PEERS ; Peer", ["Peers", "Peer"]),
        ("Keywords: peers; police", ["peers", "police"]),
        ("KEY WORDS : peers", ["peers"]),
        ("• peers\n– police\n3. courts\n4) jails", ["peers", "police", "courts", "jails"]),
        ("24/7 care; 988; 3D", ["24/7 care", "988", "3D"]),
        ("peers; police.", ["peers", "police"]),
        ("Sequential Intercept Model (SIM)", ["Sequential Intercept Model (SIM)"]),
        ("pe\u200bers；\u202epolice", ["peers", "police"]),
        ("同伴、警察", ["同伴", "警察"]),
        ("", []),
        (" \n ;; , \n", []),
        ("… -- !!! ()", []),
        ("\x00", []),
    ],
)
def test_split(text, parts):
    assert split_pasted(text) == parts


def test_split_bears_very_long_text():
    assert split_pasted("x" * 200_000) == ["x" * 200_000]
    assert len(split_pasted(";".join(f"keyword {n}" for n in range(5_000)))) == 5_000
    assert split_pasted(";" * 200_000) == []
    assert len(split_pasted("(" * 100_000 + "a")) == 1


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("Sequential Intercept Model (SIM)", "Sequential Intercept Model", "SIM"),
        ("Crisis Intervention Teams (CITs)", "Crisis Intervention Teams", "CITs"),
        ("Peers (adults)", "Peers (adults)", ""),
        ("Peers (New York)", "Peers (New York)", ""),
        ("(SIM)", "(SIM)", ""),
        ("Model (SIM) of care", "Model (SIM) of care", ""),
    ],
)
def test_name_and_acronym(text, name, acronym):
    assert name_and_acronym(text) == (name, acronym)


def test_letters_leave_out_what_differs_by_habit():
    assert letters("Co-Responders") == letters("co responder")
    assert letters("Agencies") == letters("agency")
    assert letters("Équipe") == letters("equipe")
    assert letters("Crisis") == letters("crisi")  # no language knows better without a dictionary
    assert letters("access") == "access"


@pytest.fixture
def vocabulary(db):
    return {
        keyword.label: keyword
        for keyword in (
            make_keyword("Sequential Intercept Model", acronym="SIM", synonyms=["six intercepts"]),
            make_keyword("Peer support specialists"),
            make_keyword("Lived experience"),
            make_keyword("Intercept 1"),
            make_keyword("Crisis intervention team", acronym="CIT"),
            make_keyword("Community involvement", acronym="CIT"),
        )
    }


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("sequential intercept model", "Sequential Intercept Model"),
        ("SIM", "Sequential Intercept Model"),
        ("Sequential Intercept Model (SIM)", "Sequential Intercept Model"),
        ("Six Intercepts", "Sequential Intercept Model"),
        ("six intercepts (SIM)", "Sequential Intercept Model"),
        ("Lived experience (LE)", "Lived experience"),
        ("LIVED  EXPERIENCE", "Lived experience"),
    ],
)
def test_known_by_every_name(vocabulary, text, label):
    [proposal] = propose_keywords([text])
    assert proposal.known == vocabulary[label]
    assert not proposal.may_be_new


@pytest.mark.parametrize(
    ("text", "labels", "may_be_new"),
    [
        ("Peer support specialist", ["Peer support specialists"], True),
        ("Peer-support specialist", ["Peer support specialists"], True),
        ("Lived experiance", ["Lived experience"], True),
        ("Lived experence", ["Lived experience"], True),
        ("CIT", ["Crisis intervention team", "Community involvement"], True),
        ("Sequential Intercept Model (XYZ)", ["Sequential Intercept Model"], False),
        ("Intercept 2", [], True),
        ("Police", [], True),
        ("x" * 121, [], False),
    ],
)
def test_what_looks_alike_is_left_to_a_person(vocabulary, text, labels, may_be_new):
    [proposal] = propose_keywords([text])
    assert proposal.known is None
    assert {keyword.label for keyword in proposal.similar} == set(labels)
    assert proposal.may_be_new == may_be_new


def test_merged_terms_are_never_proposed(vocabulary):
    old = make_keyword("Peers", acronym="PRS", synonyms=["peer people"])
    old.merged_into = vocabulary["Peer support specialists"]
    old.save()
    proposals = propose_keywords(["peers", "PRS", "peer people", "peer peoples"])
    assert [proposal.known for proposal in proposals[:3]] == [old.merged_into] * 3
    assert list(proposals[3].similar) == [old.merged_into]


@pytest.mark.parametrize("number", [1, 3, 300])
def test_proposing_costs_two_queries(vocabulary, django_assert_num_queries, number):
    with django_assert_num_queries(2):
        proposals = propose_keywords([f"Keyword {n}" for n in range(number)])
    assert len(proposals) == number
