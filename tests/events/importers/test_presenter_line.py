import pytest

from events.importers.presenter_line import (
    Reading,
    SavedPresenter,
    read_presenter_line,
    reads_as_presenter,
    split_marker,
)


def readings(text: str) -> list[tuple[str, str, str]]:
    presenter = read_presenter_line(line=1, text=text)
    return [(r.name, r.title, r.organization) for r in presenter.readings]


def test_line_with_two_commas_is_certain() -> None:
    presenter = read_presenter_line(
        line=7, text="2. Tobias Wren, Director of Outreach and Recovery, City of Millbrook (OH)"
    )

    assert presenter == SavedPresenter(
        line=7,
        number=2,
        name="Tobias Wren",
        title="Director of Outreach and Recovery",
        organization="City of Millbrook (OH)",
        text="2. Tobias Wren, Director of Outreach and Recovery, City of Millbrook (OH)",
        readings=(
            Reading(
                name="Tobias Wren",
                title="Director of Outreach and Recovery",
                organization="City of Millbrook (OH)",
            ),
        ),
    )
    assert presenter.is_certain


@pytest.mark.parametrize(
    ("text", "number", "body"),
    [
        ("1. Tobias Wren", 1, "Tobias Wren"),
        ("1.Tobias Wren", 1, "Tobias Wren"),
        ("12) Tobias Wren", 12, "Tobias Wren"),
        ("1 . Tobias Wren", 1, "Tobias Wren"),
        ("(3) Tobias Wren", 3, "Tobias Wren"),
        ("• Tobias Wren", None, "Tobias Wren"),
        ("- Tobias Wren", None, "Tobias Wren"),
        ("– Tobias Wren", None, "Tobias Wren"),
        ("Tobias Wren", None, "Tobias Wren"),
        ("1.5 million calls", None, "1.5 million calls"),
        ("2024. A year", None, "2024. A year"),
    ],
)
def test_marker_is_taken_off(text: str, number: int | None, body: str) -> None:
    marked = split_marker(text)

    assert (marked.number, marked.body) == (number, body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Ann Poe, PhD, Director, Larkspur Policy Group, Inc.",
            [("Ann Poe, PhD", "Director", "Larkspur Policy Group, Inc.")],
        ),
        (
            "1. Ann Poe, Director, League of Person's in Recovery (Elm Park, KS)",
            [("Ann Poe", "Director", "League of Person's in Recovery (Elm Park, KS)")],
        ),
        ("1. Ann Poe, Director, Larkspur.", [("Ann Poe", "Director", "Larkspur")]),
        ("1. Ann Poe, Director, Larkspur Inc.", [("Ann Poe", "Director", "Larkspur Inc.")]),
        ("Ann Poe", [("Ann Poe", "", ""), ("", "", "Ann Poe")]),
        (
            "Ann Poe, Lead Trainer",
            [("Ann Poe", "Lead Trainer", ""), ("Ann Poe", "", "Lead Trainer")],
        ),
        (
            "Ann Poe, Harbor House",
            [("Ann Poe", "", "Harbor House"), ("Ann Poe", "Harbor House", "")],
        ),
        ("Ann Poe, Office of the Sheriff", [("Ann Poe", "", "Office of the Sheriff")]),
        ("Ann Poe, Elm County Sheriff's Office", [("Ann Poe", "", "Elm County Sheriff's Office")]),
        ("1. Ann Poe, City of Millbrook (OH).", [("Ann Poe", "", "City of Millbrook (OH)")]),
        (
            "Ann Poe, Director of the Crisis Center",
            [
                ("Ann Poe", "Director of the Crisis Center", ""),
                ("Ann Poe", "", "Director of the Crisis Center"),
            ],
        ),
        (
            "Ann Poe, County Attorney",
            [("Ann Poe", "County Attorney", ""), ("Ann Poe", "", "County Attorney")],
        ),
        (
            "Ann Poe, Trainer at Harbor House",
            [
                ("Ann Poe", "Trainer", "Harbor House"),
                ("Ann Poe", "Trainer at Harbor House", ""),
                ("Ann Poe", "", "Trainer at Harbor House"),
            ],
        ),
        (
            "Ann Poe, Jr., Harbor House",
            [("Ann Poe, Jr.", "", "Harbor House"), ("Ann Poe, Jr.", "Harbor House", "")],
        ),
        (
            "Ann Poe, RN",
            [("Ann Poe, RN", "", ""), ("", "", "Ann Poe, RN"), ("Ann Poe", "RN", "")],
        ),
        (
            "Ann Poe, RN, Elm Hospital",
            [
                ("Ann Poe, RN", "", "Elm Hospital"),
                ("Ann Poe", "RN", "Elm Hospital"),
            ],
        ),
        (
            "Ann Poe, Director, Division of Calls, Elm County",
            [
                ("Ann Poe", "Director", "Division of Calls, Elm County"),
                ("Ann Poe", "Director, Division of Calls", "Elm County"),
            ],
        ),
        (
            "Ann Poe, Co-Chair, Director of Calls, Elm County",
            [
                ("Ann Poe", "Co-Chair, Director of Calls", "Elm County"),
                ("Ann Poe", "Co-Chair", "Director of Calls, Elm County"),
            ],
        ),
        (
            "Ann Poe, Director of Research, Training, and Outreach, Larkspur",
            [
                ("Ann Poe", "Director of Research, Training, and Outreach", "Larkspur"),
                ("Ann Poe", "Director of Research", "Training, and Outreach, Larkspur"),
            ],
        ),
        (
            "Ann Poe, Director, Larkspur, Elm Park, KS",
            [
                ("Ann Poe", "Director", "Larkspur, Elm Park, KS"),
                ("Ann Poe", "Director, Larkspur", "Elm Park, KS"),
                ("Ann Poe", "Director, Larkspur, Elm Park", "KS"),
            ],
        ),
        (
            "1. Ann Poe – Director – Larkspur",
            [
                ("Ann Poe", "Director", "Larkspur"),
                ("Ann Poe – Director – Larkspur", "", ""),
                ("", "", "Ann Poe – Director – Larkspur"),
            ],
        ),
        (
            "1. the night crew, on call, Larkspur",
            [
                ("the night crew", "on call", "Larkspur"),
                ("", "", "the night crew, on call, Larkspur"),
            ],
        ),
    ],
)
def test_readings_start_with_the_proposal(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert readings(text) == expected


def test_endless_commas_give_a_short_list_of_readings() -> None:
    presenter = read_presenter_line(line=1, text="Ann Poe" + ", part" * 90)

    assert not presenter.is_certain
    assert len(presenter.readings) == 10
    assert all(f"{r.title}, {r.organization}".count("part") == 90 for r in presenter.readings)


@pytest.mark.parametrize(
    ("text", "is_expected", "answer"),
    [
        ("1. Ann Poe, Director, Larkspur", False, True),
        ("1. Ann van der Poe", False, True),
        ("1. 山田太郎, Director, Larkspur", False, True),
        ("1. bell hooks", False, False),
        ("1. Ann d'Arc deLuca, Larkspur", False, True),
        ("1. Learn whom to call, when, and why.", False, False),
        ("1. Learn whom to call, when, and why.", True, True),
        ("• Ann Poe, Director, Larkspur", False, True),
        ("• Bring one call you remember.", False, False),
        ("• Ann Poe, Larkspur", False, True),
        ("• Ann Poe", False, False),
        ("Ann Poe, Director, Larkspur", False, True),
        ("Ann Poe, Larkspur", False, False),
        ("Ann Poe, Larkspur", True, True),
        ("Peer Support, Night Calls, and Training", False, False),
        ("In Ohio, Ann Poe, the director, spoke to us.", True, False),
        ("Speakers: Ann Poe, Director, Larkspur", False, False),
        ("1. ,", True, False),
        ("1. Ann Poe, Director, " + "Larkspur " * 80, True, False),
    ],
)
def test_line_reads_as_presenter(text: str, is_expected: bool, answer: bool) -> None:
    assert reads_as_presenter(text, is_expected=is_expected) is answer
