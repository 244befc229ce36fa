import pytest

from resources.importers.producer import ask_about_producer, read_producers


def one(text: str):
    (producer,) = read_producers(text, line=4)
    return producer


@pytest.mark.parametrize(
    "text",
    [
        "Larkspur Policy Group (LPG)",
        "Larkspur Policy, Inc.",
        "Mental Health Millbrook",
        "Millbrook Center for Dispatch and Rescue",
        "Office of Food and Sleep",
        "Ansel D. and Mary T. Brightwater Foundation",
        "NOCN",
        "Harbor House",
    ],
)
def test_organization_is_certain(text: str) -> None:
    producer = one(text)

    assert (producer.authors, producer.is_certain) == ((), True)


@pytest.mark.parametrize(
    ("text", "authors"),
    [
        (
            "Odalys Ferrante, Tobias J. Wren, Ifeoma Castellan, and Ansel Brightwater",
            ("Odalys Ferrante", "Tobias J. Wren", "Ifeoma Castellan", "Ansel Brightwater"),
        ),
        ("Odalys Ferrante and Tobias J. Wren", ("Odalys Ferrante", "Tobias J. Wren")),
        ("Tobias J. Wren & Roland Sandoval", ("Tobias J. Wren", "Roland Sandoval")),
        ("Tobias J. Wren", ("Tobias J. Wren",)),
        ("Mary Quill, Ph.D.", ("Mary Quill, Ph.D.",)),
        ("Wren, T. J., Quill, M., & Poe, A.", ("T. J. Wren", "M. Quill", "A. Poe")),
    ],
)
def test_list_of_persons_with_an_initial_or_a_degree_is_certain(text: str, authors) -> None:
    producer = one(text)

    assert (producer.authors, producer.is_certain) == (authors, True)


@pytest.mark.parametrize(
    ("text", "authors", "proposals"),
    [
        (
            "Mary Quill, Tobias Wren",
            ("Mary Quill", "Tobias Wren"),
            ("authors: Mary Quill; Tobias Wren", "one organization: Mary Quill, Tobias Wren"),
        ),
        ("Mary Quill", ("Mary Quill",), ("author: Mary Quill", "one organization: Mary Quill")),
        ("Mary Jo Quill", (), ("one organization: Mary Jo Quill", "author: Mary Jo Quill")),
        ("Wren, Tobias", (), ("one organization: Wren, Tobias", "author: Tobias Wren")),
        (
            "Office of Calls, Department of Nights",
            (),
            (
                "one organization: Office of Calls, Department of Nights",
                "organizations: Office of Calls; Department of Nights",
            ),
        ),
        (
            "Tobias J. Wren et al.",
            ("Tobias J. Wren",),
            ("author: Tobias J. Wren", "author: Tobias J. Wren; add those behind “et al.” by hand"),
        ),
    ],
)
def test_what_is_not_sure_is_a_question(text: str, authors, proposals) -> None:
    producer = one(text)

    assert (producer.authors, producer.proposals) == (authors, proposals)
    assert ask_about_producer(producer).text == f"Line 4: who is “{text}”?"
    assert ask_about_producer(producer).proposals == proposals


def test_semicolon_separates_and_a_sure_person_makes_the_others_likely() -> None:
    read = read_producers("Mary Jo Quill; Tobias J. Wren; Larkspur Policy, Inc.;; ", line=1)

    assert [(producer.text, producer.authors, producer.is_certain) for producer in read] == [
        ("Mary Jo Quill", ("Mary Jo Quill",), False),
        ("Tobias J. Wren", ("Tobias J. Wren",), True),
        ("Larkspur Policy, Inc.", (), True),
    ]


@pytest.mark.parametrize("text", ["", " ; ;", ",", "and", "& and ,;", "(", "et al."])
def test_noise_is_read_without_an_error(text: str) -> None:
    for producer in read_producers(text, line=1):
        assert producer.proposals
