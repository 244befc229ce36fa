import pytest

from resources.enums import ResourceType
from resources.importers.entry_title import EntryTitle, read_entry_title


@pytest.mark.parametrize(
    ("text", "title", "year", "resource_type"),
    [
        ("Nights", "Nights", None, ""),
        ("Nights (2021)", "Nights", 2021, ""),
        ("Nights: A Start (2021) - Webinar", "Nights: A Start", 2021, "webinar"),
        ("Nights - Webinar (2021)", "Nights", 2021, "webinar"),
        ("Nights (2021)–fact  sheet", "Nights", 2021, "fact_sheet"),
        ("Nights — VIDEO", "Nights", None, "video"),
        ("Calls - Nights - Guide", "Calls - Nights", None, "guide"),
        ("Nights - Webinar - Webinar", "Nights - Webinar", None, "webinar"),
        ("Webinar: Nights", "Webinar: Nights", None, ""),
        ("A Pre-Webinar", "A Pre-Webinar", None, ""),
        ("Nights - A Webinar of Ours", "Nights - A Webinar of Ours", None, ""),
        ("Nights (3021)", "Nights (3021)", None, ""),
        ("Nights (1899)", "Nights (1899)", None, ""),
        ("Nights (2019-2021)", "Nights (2019-2021)", None, ""),
        ('"Who answers? A study" (2014)', "Who answers? A study", 2014, ""),
        ("“Who answers?” - Report", "Who answers?", None, "report"),
        ('"Nights" and "Days"', '"Nights" and "Days"', None, ""),
        ('"Nights" at Work', '"Nights" at Work', None, ""),
        ("(2021)", "(2021)", None, ""),
        ("Webinar", "Webinar", None, ""),
        ("- Webinar", "- Webinar", None, ""),
        ('""', '""', None, ""),
    ],
)
def test_year_type_and_quotes_are_taken_off_and_never_all(text, title, year, resource_type) -> None:
    read = read_entry_title(text)

    assert read == EntryTitle(title=title, year=year, resource_type=resource_type)


@pytest.mark.parametrize("choice", list(ResourceType))
def test_every_type_is_known_by_its_label(choice) -> None:
    assert read_entry_title(f"Nights (2021) - {choice.label}").resource_type == choice.value
