import pytest

from events.importers.presenter_line import read_presenter_line
from events.importers.presenter_questions import ask_about_presenters, split_organizations


@pytest.mark.parametrize(
    ("organization", "ways"),
    [
        ("City of Millbrook", [("City of Millbrook",)]),
        ("Center on Courts and Recovery", [("Center on Courts and Recovery",)]),
        ("Elm Clinic (Calls and Night Care)", [("Elm Clinic (Calls and Night Care)",)]),
        ("", [("",)]),
        (
            "The Harbor of the Rivers and State Center on Courts and Recovery",
            [
                ("The Harbor of the Rivers and State Center on Courts and Recovery",),
                ("The Harbor of the Rivers", "State Center on Courts and Recovery"),
            ],
        ),
        (
            "SCCR and the Elm Clinic and Harbor House",
            [
                ("SCCR and the Elm Clinic and Harbor House",),
                ("SCCR", "the Elm Clinic and Harbor House"),
                ("SCCR and the Elm Clinic", "Harbor House"),
                ("SCCR", "the Elm Clinic", "Harbor House"),
            ],
        ),
    ],
)
def test_organizations_joined_by_and_are_proposed(
    organization: str, ways: list[tuple[str, ...]]
) -> None:
    assert list(split_organizations(organization)) == ways


@pytest.mark.parametrize(
    ("numbers", "asks"),
    [("1 2 3", False), ("", False), ("1 2 2", True), ("1 2 4", True), ("2 1 3", True)],
)
def test_numbering_gap_or_duplicate_is_asked_about(numbers: str, asks: bool) -> None:
    markers = [f"{number}. " for number in numbers.split()] or ["", "• ", "- "]
    names = ["Ann Poe", "Bo Poe", "Cy Poe"]
    presenters = [
        read_presenter_line(line=at, text=f"{marker}{name}, Director, Larkspur")
        for at, (marker, name) in enumerate(zip(markers, names, strict=True), start=5)
    ]

    questions = [q for q in ask_about_presenters(presenters) if q.about == "numbering"]

    assert bool(questions) is asks


def test_numbering_question_offers_both_orders() -> None:
    texts = ["2. Ann Poe, Director, Larkspur", "Bo Poe, Lead, Larkspur", "1. Cy Poe, Lead, Elm"]
    presenters = [read_presenter_line(line=at, text=text) for at, text in enumerate(texts, 5)]

    (question,) = ask_about_presenters(presenters)

    assert question.line == 5
    assert question.text == (
        "The presenters are numbered 2, none, 1. They stand in the order of the lines. "
        "Confirm the order, and check that nobody is missing."
    )
    assert question.proposals == ("Ann Poe; Bo Poe; Cy Poe", "Cy Poe; Ann Poe; Bo Poe")
