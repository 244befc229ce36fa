import pytest

from events.importers.saved_page import (
    Question,
    Reading,
    SavedDownload,
    SavedPresenter,
    SavedWebinar,
    TitleTooLong,
    UnplacedLine,
    WrongEncoding,
    decode_saved_page,
    parse_saved_page,
)
from tests.events.importers.samples import sample

HARBOR = (
    "The Harbor of the Three Rivers and State Center on Courts and Recovery",
    "The Harbor of the Three Rivers; State Center on Courts and Recovery",
)


def presenter(line: int, number: int, *fields: str) -> SavedPresenter:
    name, title, organization = fields
    return SavedPresenter(
        line=line,
        number=number,
        name=name,
        title=title,
        organization=organization,
        text=f"{number}. {name}, {title}, {organization}",
        readings=(Reading(name=name, title=title, organization=organization),),
    )


def test_page_in_good_order_is_read_whole() -> None:
    webinar = parse_saved_page(sample("webinar_page.txt"))

    credit = "Rural Training Network to Support Dispatchers"
    assert webinar == SavedWebinar(
        title="Planning a Mobile Crisis Team with People Who Have Been There",
        paragraphs=(
            "Counties that send a mobile crisis team instead of a patrol car ask the same "
            "questions: whom to hire, whom to train, and whom to call at night. This hour walks "
            "through the answers of three counties.",
            f"Presented by the Office of Crisis Planning’s {credit}, this webinar follows one "
            "call from dispatch to follow-up. It ends with twenty minutes for questions.",
        ),
        presented_by=credit,
        funder="Office of Crisis Planning",
        presenters=(
            presenter(11, 1, "Odalys Ferrante", "Manager", "Larkspur Policy Group"),
            presenter(
                13, 2, "Tobias Wren", "Director of Outreach and Recovery", "City of Millbrook (OH)"
            ),
            presenter(
                15,
                3,
                "Ifeoma Castellan",
                "Peer Support Lead",
                "Millbrook Night Response Unit (NightLine)",
            ),
            presenter(17, 4, "Mary Jo Quill", "Director of Justice Programs", HARBOR[0]),
            presenter(
                19,
                5,
                "Ansel Brightwater",
                "Certified Peer Worker",
                "League of Person's Living in Recovery (Elm Park, KS)",
            ),
        ),
        has_recording_heading=True,
        recording_url="",
        downloads=(
            SavedDownload(line=27, label="Webinar Slides", file_type="PDF", size_bytes=2_310_000),
        ),
        unplaced=(),
        questions=(
            Question(
                line=8,
                about="presented_by",
                text=(
                    f"Line 8 reads as presented by “{credit}” and funded by “Office of Crisis "
                    "Planning”. Confirm or correct this; the description keeps the sentence "
                    "either way."
                ),
                proposals=(
                    f"Presented by: {credit}; funder: Office of Crisis Planning",
                    f"Presented by: Office of Crisis Planning’s {credit}; no funder",
                ),
            ),
            Question(
                line=17,
                about="organization",
                text=(f"Line 17: is “{HARBOR[0]}” one organization, or several joined by “and”?"),
                proposals=HARBOR,
            ),
        ),
    )
    assert all(person.is_certain for person in webinar.presenters)


def test_irregular_page_keeps_every_line() -> None:
    webinar = parse_saved_page(sample("webinar_page_irregular.txt"))

    assert webinar.title == "🎧 END:VEVENT and Other Endings"
    assert webinar.paragraphs == (
        "A talk about closing a call well.",
        "• Bring one call you remember.",
        "Presented by Larkspur Policy Group, this session is short.",
    )
    assert (webinar.presented_by, webinar.funder) == ("Larkspur Policy Group", "")
    assert [(p.line, p.number, p.name, p.is_certain) for p in webinar.presenters] == [
        (8, 1, "Odalys Ferrante, LCSW", True),
        (9, 3, "Tobias Wren", False),
        (10, 3, "Ifeoma Castellan", False),
        (11, None, "Mary Jo Quill", False),
        (12, None, "Ansel Brightwater, Jr.", True),
    ]
    assert webinar.recording_url == "https://video.example.org/watch?v=42"
    assert webinar.downloads == (
        SavedDownload(line=19, label="Slides", file_type="PPTX", size_bytes=2_310_000),
        SavedDownload(line=20, label="Slides", file_type="PDF", size_bytes=1_500_000_000),
    )
    assert webinar.unplaced == (
        UnplacedLine(line=13, text="They will all stay for questions."),
        UnplacedLine(line=15, text="javascript:alert(1)"),
        UnplacedLine(line=17, text="Watch it again: https://video.example.org/watch?v=43."),
        UnplacedLine(line=21, text="Download PDF"),
    )
    assert [(question.line, question.about) for question in webinar.questions] == [
        (2, "text"),
        (6, "presented_by"),
        (9, "presenter"),
        (10, "presenter"),
        (11, "presenter"),
        (8, "numbering"),
        (17, "recording"),
    ]
    assert webinar.questions[-1].proposals == ("https://video.example.org/watch?v=43",)


def test_title_alone_asks_for_what_is_missing() -> None:
    assert parse_saved_page(sample("webinar_page_title_only.txt")) == SavedWebinar(
        title="An Evening on Night Shifts",
        paragraphs=(),
        presented_by="",
        funder="",
        presenters=(),
        has_recording_heading=False,
        recording_url="",
        downloads=(),
        unplaced=(),
        questions=(
            Question(
                line=0,
                about="description",
                text="No description was found. Check that the file is whole, or write one.",
            ),
            Question(
                line=0,
                about="presenter",
                text="No presenter was found. Check that the file is whole, or add them by hand.",
            ),
        ),
    )


def without_line_numbers(webinar: SavedWebinar) -> tuple[object, ...]:
    people = [(p.number, p.name, p.readings) for p in webinar.presenters]
    files = [(d.label, d.file_type, d.size_bytes) for d in webinar.downloads]
    asked = [(q.about, q.proposals) for q in webinar.questions]
    return webinar.title, webinar.paragraphs, people, files, asked, webinar.unplaced


@pytest.mark.parametrize(
    "mutate",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: text.replace("\n", "\r"),
        lambda text: "\ufeff" + text,
        lambda text: "\n".join(line for line in text.split("\n") if line.strip()),
        lambda text: text.replace("\n", "\n\n\u00a0\n"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("\n", "\u200b\n"),
        lambda text: text.replace("top of page", "\u00a0TOP  of Page\t"),
        lambda text: text.replace("top of page", "").replace("bottom of page", ""),
    ],
    ids=["crlf", "cr", "bom", "no_blanks", "blanks", "nbsp", "zero_width", "anchors", "none"],
)
def test_layout_of_the_file_changes_nothing(mutate) -> None:
    text = sample("webinar_page.txt")

    changed = parse_saved_page(decode_saved_page(mutate(text).encode()))

    assert without_line_numbers(changed) == without_line_numbers(parse_saved_page(text))


def test_windows_file_is_read_with_the_encoding_the_error_names() -> None:
    data = sample("webinar_page.txt").encode("cp1252")

    with pytest.raises(WrongEncoding) as caught:
        decode_saved_page(data)

    again = decode_saved_page(data, encoding=caught.value.suggestion)
    assert again == sample("webinar_page.txt")


def test_latin_1_file_is_read_with_the_encoding_the_error_names() -> None:
    text = "Une soirée\n1. Zoé Poe, Cheffe, Larkspur (Québec)\n"

    with pytest.raises(WrongEncoding) as caught:
        decode_saved_page(text.encode("latin-1"))

    assert decode_saved_page(text.encode("latin-1"), encoding=caught.value.suggestion) == text


def test_title_of_255_characters_is_kept_and_one_more_is_named() -> None:
    assert parse_saved_page("é" * 255).title == "é" * 255

    with pytest.raises(TitleTooLong) as caught:
        parse_saved_page("top of page\n" + "é" * 256)

    assert (caught.value.line, caught.value.length) == (2, 256)
    assert "Line 2 stands where the title should be and has 256 characters" in str(caught.value)


def test_person_without_number_or_heading_is_asked_about() -> None:
    webinar = parse_saved_page("A Title\nA text.\nAnn Poe, Director, Larkspur\n- Bo Poe, Lead, Elm")

    assert [person.name for person in webinar.presenters] == ["Ann Poe", "Bo Poe"]
    assert [(q.line, q.text) for q in webinar.questions] == [
        (
            3,
            "Lines 3 and 4 have no number and no heading “Presenters” above, but read like "
            "people. Confirm that they are presenters.",
        )
    ]


def test_numbered_goals_stay_in_the_description_with_a_question() -> None:
    webinar = parse_saved_page(
        "A Title\n1. Learn whom to call.\n2. Learn when.\n1. Ann Poe, Director, Larkspur"
    )

    assert webinar.paragraphs == ("1. Learn whom to call.", "2. Learn when.")
    assert [person.name for person in webinar.presenters] == ["Ann Poe"]
    assert [(q.line, q.text) for q in webinar.questions] == [
        (
            2,
            "Lines 2 and 3 of the file stayed in the description: numbered, but not like a "
            "person's name. If a presenter is among them, add them by hand.",
        )
    ]


def test_description_after_the_presenters_is_found_by_its_heading() -> None:
    webinar = parse_saved_page("A Title\nPresenters\nAnn Poe, Lead, Elm\nDescription:\nA text.")

    assert webinar.paragraphs == ("A text.",)
    assert (webinar.questions, webinar.unplaced) == ((), ())
