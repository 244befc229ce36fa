"""A pasted list of presenters: what becomes a presenter, and what a person is asked."""

import pytest

from events.importers.presenter_list import MOST_PRESENTERS, ListTooLong, read_presenter_list

NUMBERED = """Presenters:

1. Ana Prado, Director of Crisis Services, Pine County (Minnesota)
2.  Bo  Lind,\u00a0Sergeant, Lakeside Police Department
3. Cy Marsh
"""


def people(text: str) -> list[tuple[str, str, str]]:
    found = read_presenter_list(text).presenters
    return [(one.name, one.title, one.organization) for one in found]


def test_numbered_list_gives_name_title_and_organization():
    assert people(NUMBERED) == [
        ("Ana Prado", "Director of Crisis Services", "Pine County (Minnesota)"),
        ("Bo Lind", "Sergeant", "Lakeside Police Department"),
        ("Cy Marsh", "", ""),
    ]
    assert people(NUMBERED.replace("\n", "\r\n")) == people(NUMBERED)


def test_ambiguous_line_is_asked_about_and_a_clear_one_is_not():
    clear, unclear, joined = read_presenter_list(
        "1. Ana Prado, Director, Pine County\n"
        "2. Bo Lind, Director of Community Safety and Wellness, City of Lakeside, Ohio\n"
        "3. Cy Marsh, Chief, Lakeside Police and Pine County Clinic\n"
    ).presenters
    assert clear.questions == ()
    [question] = unclear.questions
    assert "Line 2 can be read in 2 ways" in question
    assert "(1) Name: Bo Lind;" in question
    [question] = joined.questions
    assert "one organization, or several" in question


def test_name_alone_is_a_person_and_not_asked_about():
    [ana] = read_presenter_list("Ana Prado").presenters
    assert (ana.name, ana.title, ana.organization, ana.questions) == ("Ana Prado", "", "", ())


def test_known_names_leave_no_question():
    def asked(**known) -> list[tuple]:
        text = "Ana Prado, Harbor House\nBo Lind, Chief, Calls, Elm"
        found = read_presenter_list(text, **known).presenters
        return [(one.title, one.organization, bool(one.questions)) for one in found]

    assert asked() == [("", "Harbor House", True), ("Chief, Calls", "Elm", True)]
    assert asked(is_organization="Harbor House".__eq__)[0] == ("", "Harbor House", False)
    assert asked(is_person="Bo Lind".__eq__) == [
        ("", "Harbor House", True),
        ("Chief, Calls", "Elm", False),
    ]


def test_line_that_goes_on_is_joined_in_a_numbered_list():
    text = "1. Ana Prado, Director of Crisis\nservices, Pine County\n2. Bo Lind, Chief, Lakeside"
    assert people(text) == [
        ("Ana Prado", "Director of Crisis services", "Pine County"),
        ("Bo Lind", "Chief", "Lakeside"),
    ]


def test_numbers_out_of_order_are_asked_about():
    found = read_presenter_list("2. Bo Lind, Chief, Lakeside\n1. Ana Prado, Director, Pine County")
    [question] = found.questions
    assert question.startswith("The presenters are numbered 2, 1.")
    assert [one.name for one in found.presenters] == ["Bo Lind", "Ana Prado"]


@pytest.mark.parametrize("text", ["", "   \n\n", "Presenters:\n", "\u200b\n\ufeff"])
def test_nothing_gives_nobody(text):
    assert people(text) == []


def test_more_lines_than_presenters_are_refused():
    lines = "\n".join(f"{n}. Person N{n}, Chief, Lakeside" for n in range(1, 301))
    with pytest.raises(ListTooLong, match="These are 300 lines"):
        read_presenter_list(lines)
    most = "\n".join(lines.split("\n")[:MOST_PRESENTERS])
    assert len(people(most)) == MOST_PRESENTERS


@pytest.mark.parametrize(
    "text", ["x" * 20_000, "," * 500, "1." * 300, "🎧, 🎧, 🎧", "((((, [", "<b>Ana</b>"]
)
def test_strange_text_never_raises(text):
    assert len(read_presenter_list(text).presenters) <= 1
