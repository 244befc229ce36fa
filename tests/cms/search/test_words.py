"""Words of a query, their marks, and the part of a text that is shown."""

import pytest

from cms.search.words import Word, marked, read_query, snippet

OWL = (Word(text="owl", beginning="owl"),)


def texts(query) -> tuple[str, ...]:
    return tuple(word.text for word in query.words)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("Night owls", ("night", "owls")),
        ("owls OWLS Owls", ("owls",)),
        ("co-responder's team", ("co", "responder", "s", "team")),
        ("the owls of the night", ("owls", "night")),
        ("what is it", ("what", "is", "it")),
        ("988", ("988",)),
        ("a\x00b\x1fc", ("b", "c")),
        ("مرحبا بالعالم", ("مرحبا", "بالعالم")),
        ("\u202eowls\u200b", ("owls",)),
        ("snake_case", ("snake", "case")),
        ("…!? ** \"'", ()),
        ("", ()),
    ],
)
def test_words_are_letters_and_digits_each_once(raw, words):
    assert texts(read_query(raw)) == words


def test_long_query_is_cut_and_says_so():
    query = read_query("owl " * 1250)
    assert (len(query.text) <= 200, query.was_cut, texts(query)) == (True, True, ("owl",))
    assert not read_query("owl " * 50).was_cut


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("Night owls", "owl", "Night <mark>owls</mark>"),
        ("An owl", "owls", "An <mark>owl</mark>"),
        ("Bowls", "owl", "Bowls"),
        ("OWL and Owlet", "owl", "<mark>OWL</mark> and <mark>Owlet</mark>"),
        ("a <b> & owl", "b owl", "a &lt;<mark>b</mark>&gt; &amp; <mark>owl</mark>"),
        ("Be or been", "be", "<mark>Be</mark> or been"),
        ("Agencies", "agency", "Agencies"),
        ("One agency", "agencies", "One <mark>agency</mark>"),
        ("x" * 300, "", "x" * 300),
    ],
)
def test_words_are_marked_whole_or_by_their_beginning(text, query, expected):
    assert marked(text, read_query(query).words) == expected


def test_snippet_is_from_the_first_text_with_a_hit():
    assert snippet(["", "Birds.", "An owl."], OWL) == "An owl."
    assert snippet(["Birds.", "Fish."], OWL) == "Birds."
    assert snippet(["", " "], OWL) == ""


@pytest.mark.parametrize("position", [0, 5, 100, 250, 500, 995])
@pytest.mark.parametrize("word", ["word ", "verylongword", "é "])
def test_snippet_is_never_too_long_and_has_its_hit(position, word):
    filler = word * 200
    text = f"{filler[:position]} owl {filler[position:]}"
    found = snippet([text], OWL)
    assert len(found) <= 200
    assert "owl" in found
