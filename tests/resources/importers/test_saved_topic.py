import pytest

from resources.importers.named import Named
from resources.importers.saved_title import TitleTooLong
from resources.importers.saved_topic import (
    NotATopicPage,
    NoTopicTitle,
    TooManyEntries,
    parse_saved_topic,
)
from tests.resources.importers.samples import sample

SECTION = "Topic\nOther Resources\n"


def plain(name: str) -> Named:
    return Named(text=name, name=name, acronym="")


def test_page_is_read_whole() -> None:
    topic = parse_saved_topic(sample("topic_page.txt"))

    assert (topic.title, topic.introduction, topic.unplaced, topic.questions) == (
        "Night Work in Crisis Lines",
        (),
        (),
        (),
    )
    assert [(e.is_highlighted, e.title, e.year, e.resource_type) for e in topic.entries] == [
        (True, "A Night on Call, Hour by Hour", None, ""),
        (True, "Sleep, Food, and the Third Week of Nights", 2021, ""),
        (False, "From Paper to Practice: Handing Over at Dawn", 2021, "webinar"),
        (False, "Dispatchers Who Listen", 2019, "webinar"),
        (False, "Ten Ways to Staff a Line That Never Closes", 2015, ""),
        (False, "Who answers at four? A study of silence on the line", 2014, ""),
    ]
    assert sum(len(entry.keywords) for entry in topic.entries) == 14
    assert [name.text for name in topic.keywords] == [
        "Night shifts",
        "Crisis Call Center (CCC)",
        "handing over",
        "teams",
        "planning",
        "Mobile Crisis Team (MCT)",
        "Calls Without an Answer (CWA)",
        "evaluation",
    ]


def test_entry_holds_its_fields() -> None:
    _, second, third, *_, last = parse_saved_topic(sample("topic_page.txt")).entries

    assert second.paragraphs == (
        "What keeps people healthy when they work at night.",
        "The second part is a plan for four weeks, to print and to hang up.",
    )
    assert second.supporters == (plain("Office of Crisis Planning"),)
    assert third.supporters == (plain("Office of Crisis Planning"),)
    assert [producer.text for producer in third.producers] == [
        "The Harbor of the Three Rivers",
        "University of Elm Park",
    ]
    assert last.supporters == ()
    assert last.producers[0].authors == (
        "Odalys Ferrante",
        "Tobias J. Wren",
        "Ifeoma Castellan",
        "Ansel Brightwater",
    )


def test_irregular_page_keeps_what_it_can_and_asks_about_the_rest() -> None:
    topic = parse_saved_topic(sample("topic_page_irregular.txt"))

    first, second, third, fourth = topic.entries
    assert (first.title, first.year, first.resource_type) == (
        "Left in the Dark",
        2020,
        "fact_sheet",
    )
    assert [name.text for name in first.keywords] == ["Sleep"]
    assert [producer.text for producer in first.producers] == [
        "Tobias Wren",
        "Larkspur Policy Group",
        "Mary Quill",
    ]
    assert second.paragraphs == ("This one has a description without a label.",)
    assert (third.title, third.paragraphs) == ("A Title and Nothing Else", ())
    assert (fourth.title, fourth.paragraphs) == ("Working Alone", ("The first half.",))
    assert [line.text for line in topic.unplaced] == [
        "KEYWORDS: teams",
        "Working Alone - Toolkit",
        "Description: The second half.",
    ]
    assert [(question.line, question.about) for question in topic.questions] == [
        (14, "text"),
        (17, "description"),
        (19, "title"),
        (5, "text"),
        (23, "title"),
        (16, "keyword"),
        (19, "title"),
    ]


def test_page_without_headings_has_its_introduction_and_entries() -> None:
    topic = parse_saved_topic("Topic\nAbout nights.\nA First One\nProduced By: Larkspur Group\n")

    assert (topic.introduction, [e.title for e in topic.entries]) == (
        ("About nights.",),
        ["A First One"],
    )
    assert not topic.entries[0].is_highlighted
    assert [question.about for question in topic.questions] == ["section"]


def test_topic_may_list_a_resource_of_its_own_name() -> None:
    topic = parse_saved_topic("Nights\nOther Resources\nNights\nKeywords: nights")

    assert (topic.title, [entry.title for entry in topic.entries]) == ("Nights", ["Nights"])


def test_topic_that_lists_nothing_is_asked_about() -> None:
    topic = parse_saved_topic("Topic\nHighlighted Resource\n")

    assert topic.entries == ()
    assert "No resource was found." in topic.questions[0].text


def test_entry_in_both_sections_is_highlighted_once() -> None:
    entry = "Nights (2020)\nKeywords: nights\n"
    topic = parse_saved_topic(f"Topic\nOther Resources\n{entry}Highlighted Resource\n{entry}")

    assert [(e.title, e.is_highlighted, e.line) for e in topic.entries] == [("Nights", True, 6)]
    assert topic.unplaced == ()
    assert "listed twice, on lines 3 and 6." in topic.questions[0].text


def test_two_editions_are_two_entries() -> None:
    topic = parse_saved_topic(f"{SECTION}Nights (2019)\nKeywords: a\nNights (2021)\nKeywords: b")

    assert [entry.key for entry in topic.entries] == [("nights", 2019), ("nights", 2021)]


def test_lines_under_a_missing_title_are_not_given_to_the_entry_above() -> None:
    topic = parse_saved_topic(
        f"{SECTION}First\nProduced By: Larkspur Group\nDescription: One.\nKeywords: nights\n"
        "Produced By: Harbor House\nDescription: Two.\nKeywords: days\n"
        "Third\nProduced By: Elm Office\n"
    )

    assert [(e.title, len(e.producers)) for e in topic.entries] == [("First", 1), ("Third", 1)]
    assert [line.line for line in topic.unplaced] == [7, 8, 9]
    assert "Lines 7, 8 and 9 found no place:" in topic.questions[0].text


def test_field_may_stand_below_its_label_or_go_on_in_the_next_line() -> None:
    topic = parse_saved_topic(
        f"{SECTION}First\nProduced By:\nLarkspur Group\nKeywords: nights;\nteams\nSecond\n"
        "Produced By Harbor House\nKeywords: days\n"
    )

    assert [[p.text for p in e.producers] for e in topic.entries] == [
        ["Larkspur Group"],
        ["Harbor House"],
    ]
    assert [name.text for name in topic.entries[0].keywords] == ["nights", "teams"]


def test_three_hundred_keywords_are_read() -> None:
    many = "; ".join(f"night {number}" for number in range(300))
    topic = parse_saved_topic(f"{SECTION}First\nKeywords: {many}; NIGHT 7")

    assert len(topic.entries[0].keywords) == len(topic.keywords) == 300


def test_acronym_in_an_odd_place_is_asked_about() -> None:
    topic = parse_saved_topic(f"{SECTION}First\nProduced By: A Group\nKeywords: Naloxone (NLX)")

    assert topic.questions[0].proposals == (
        "one name: Naloxone (NLX)",
        "Naloxone, with the acronym NLX",
    )


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "Nights\nA talk.\nPresenters:\n1. Luz Poe, Chief, Group\nWebinar Recording\n",
            "This reads like a webinar page (line 3: “Presenters:”), not like a topic page."
            " Import it with import_webinar.",
        ),
        ("Nights\nDownload PDF • 2.31MB", "This reads like a webinar page (line 2:"),
        ("Nights\nA page about nights.\n", "This isn't a topic page: it has no heading such as"),
        ("Nights\nDescription: words", "This isn't a topic page: it has no heading such as"),
        ("top of page\nbottom of page", "This isn't a topic page: it has no heading such as"),
    ],
)
def test_page_of_another_kind_is_named(text: str, sentence: str) -> None:
    with pytest.raises(NotATopicPage) as caught:
        parse_saved_topic(text)

    assert str(caught.value).startswith(sentence)


@pytest.mark.parametrize("first", ["Other Resources", "Produced By: Larkspur Group"])
def test_page_without_a_title_is_named(first: str) -> None:
    with pytest.raises(NoTopicTitle, match="Write the title on the first line"):
        parse_saved_topic(f"top of page\n{first}\nFirst\nKeywords: nights")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{'T' * 300}\nOther Resources\nFirst\nKeywords: a", 1),
        (f"{SECTION}{'T' * 300}\nProduced By: Larkspur Group", 3),
        (f"{SECTION}First\nKeywords: a\n{'T' * 300}\nProduced By: Larkspur Group", 5),
    ],
)
def test_title_of_three_hundred_characters_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(TitleTooLong, match=f"Line {line} stands where the title should be"):
        parse_saved_topic(text)


def test_page_of_thousands_of_entries_is_refused():
    def page(number: int) -> str:
        entries = (f"Guide {n}\nProduced By: Office\nDescription: Text.\n" for n in range(number))
        return "Topic\nOther Resources\n" + "\n".join(entries)

    assert len(parse_saved_topic(page(2_000)).entries) == 2_000
    with pytest.raises(TooManyEntries) as raised:
        parse_saved_topic(page(2_001))
    assert str(raised.value).startswith(
        "This topic page lists 2,001 resources; 2,000 are the most."
    )
