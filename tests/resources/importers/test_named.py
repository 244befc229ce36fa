import pytest

from resources.importers.named import Named, doubtful_acronym, near_key, read_name, read_names


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("Crisis Call Center (CCC)", "Crisis Call Center", "CCC"),
        ("National Office for Calls and Nights (NOCN)", "National Office for Calls and Nights", "NOCN"),
        ("Post-Call Care (PCC)", "Post-Call Care", "PCC"),
        ("North State Department of Nights (DN)", "North State Department of Nights", "DN"),
        ("  mobile \u200bcrisis  team (MCT) ", "mobile crisis team", "MCT"),
        ("City of Millbrook (OH)", "City of Millbrook (OH)", ""),
        ("Millbrook (nights)", "Millbrook (nights)", ""),
        ("Office (OO) of Calls", "Office (OO) of Calls", ""),
        ("(CCC)", "(CCC)", ""),
        ("Plain", "Plain", ""),
    ],
)  # fmt: skip
def test_acronym_is_taken_off_when_it_stands_for_the_name(text, name, acronym) -> None:
    read = read_name(text)

    assert (read.name, read.acronym) == (name, acronym)


def test_parentheses_that_look_like_an_acronym_are_doubtful() -> None:
    assert doubtful_acronym(read_name("Naloxone (NLX)")) == "NLX"
    assert doubtful_acronym(read_name("City of Millbrook (OH)")) == ""
    assert doubtful_acronym(read_name("Crisis Call Center (CCC)")) == ""


def test_names_are_split_at_semicolons_and_each_is_there_once() -> None:
    names = read_names(" Night shifts; night  SHIFTS;; Teams. ; Larkspur Policy, Inc.; U.S. ;")

    assert [name.text for name in names] == [
        "Night shifts",
        "Teams",
        "Larkspur Policy, Inc.",
        "U.S.",
    ]
    assert names[0] == Named(text="Night shifts", name="Night shifts", acronym="")


@pytest.mark.parametrize(
    ("one", "other", "may_be_one"),
    [
        ("The Harbor of the Three Rivers", "harbor of the three rivers", True),
        ("Larkspur Policy Group (LPG)", "Larkspur Policy Group, Inc.", True),
        ("Larkspur Policy Group LLC", "The Larkspur Policy Group", True),
        ("Larkspur Policy Group", "Larkspur Policy, Inc.", False),
        ("City of Millbrook (OH)", "City of Millbrook", True),
        ("Theater of Nights", "ater of Nights", False),
    ],
)
def test_names_that_differ_by_article_legal_form_or_acronym_are_near(
    one, other, may_be_one
) -> None:
    assert (near_key(one) == near_key(other)) is may_be_one
