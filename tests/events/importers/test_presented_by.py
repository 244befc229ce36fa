import pytest

from events.importers.saved_page import parse_saved_page


@pytest.mark.parametrize(
    ("sentence", "credit"),
    [
        ("Presented by the Elm Trust’s Night Lab, this webinar", ("Night Lab", "Elm Trust")),
        ("Hello. Presented by ELMT's Night Lab, this webinar", ("Night Lab", "ELMT")),
        ("presented by Elm Partners' Night Lab, this training", ("Night Lab", "Elm Partners")),
        ("Presented by the Children's Clinic, this webinar", ("Children's Clinic", "")),
        ("Presented by Larkspur, Inc., this webinar", ("Larkspur, Inc.", "")),
        ("It was presented by Larkspur, this webinar", ("", "")),
        ("Presented by Larkspur. Once begun, this webinar", ("", "")),
        ("Presented by Larkspur this webinar", ("", "")),
    ],
)
def test_credit_is_proposed_and_the_paragraph_stays_whole(
    sentence: str, credit: tuple[str, str]
) -> None:
    webinar = parse_saved_page(f"A Title\n{sentence} is short.")

    assert (webinar.presented_by, webinar.funder) == credit
    assert webinar.paragraphs == (f"{sentence} is short.",)
    assert any(q.about == "presented_by" for q in webinar.questions) is (credit != ("", ""))


def test_second_credit_is_offered_in_the_same_question() -> None:
    webinar = parse_saved_page(
        "A Title\nPresented by Larkspur, this webinar is short.\n"
        "Presented by Elm Trust, this session is long."
    )

    assert [q.proposals for q in webinar.questions if q.about == "presented_by"] == [
        ("Presented by: Larkspur; no funder", "Presented by: Elm Trust; no funder")
    ]
