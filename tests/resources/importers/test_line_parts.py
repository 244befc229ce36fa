import pytest

from resources.importers.line_parts import split_commas, split_parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a, b (c, d), e", ("a", "b (c, d)", "e")),
        ("a (b (c, d), e), f", ("a (b (c, d), e)", "f")),
        ("a [b, c], d", ("a [b, c]", "d")),
        ("a, b (c, d", ("a", "b (c", "d")),
        ("a, 1,000 beds, c", ("a", "1,000 beds", "c")),
        ("a,, b, ", ("a", "b")),
        ("", ()),
    ],
)
def test_comma_inside_parentheses_or_a_number_never_splits(
    text: str, parts: tuple[str, ...]
) -> None:
    assert split_commas(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Ann Poe, Chief, Larkspur, Inc.", ("Ann Poe", "Chief", "Larkspur, Inc.")),
        ("Ann Poe, Chief, Larkspur, LLC (Ohio)", ("Ann Poe", "Chief", "Larkspur, LLC (Ohio)")),
        ("Ann Poe, Ph.D., LCSW, Chief", ("Ann Poe, Ph.D., LCSW", "Chief")),
        ("Al Poe, Jr., M.D., Chief", ("Al Poe, Jr., M.D.", "Chief")),
        ("Ann Poe, MSW LCSW-R, Chief", ("Ann Poe, MSW LCSW-R", "Chief")),
        ("Inc., Ann Poe", ("Inc.", "Ann Poe")),
    ],
)
def test_suffix_stays_with_what_precedes_it(text: str, parts: tuple[str, ...]) -> None:
    assert split_parts(text) == parts
