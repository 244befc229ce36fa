"""Filters of the library's templates."""

import pytest

from resources.entries import EntryCard, EntryLink
from resources.enums import Intercept
from resources.templatetags.resources_tags import (
    in_paragraphs,
    intercept_marks,
    intercept_words,
    linked,
    rail,
)


@pytest.mark.parametrize(
    ("intercepts", "words"),
    [
        ((), ""),
        ((1,), "Intercept 1"),
        ((4, 0), "Intercepts 0 and 4"),
        ((0, 1, 4, 4), "Intercepts 0, 1, and 4"),
    ],
)
def test_intercepts_in_words(intercepts, words):
    assert intercept_words(intercepts) == words


def test_all_six_intercepts_are_marked():
    marks = intercept_marks((0, 5))
    assert [item for item, _is_on in marks] == list(Intercept)
    assert [is_on for _item, is_on in marks] == [True, False, False, False, False, True]


@pytest.mark.parametrize(
    ("year", "kind", "html"),
    [
        ("2017", "Guide", '<p class="rail"><b>2017</b>Guide</p>'),
        ("2017", "", '<p class="rail"><b>2017</b></p>'),
        ("", "<i>", '<p class="rail"><b>&lt;i&gt;</b></p>'),
        ("", "", ""),
    ],
)
def test_rail_names_year_and_type(year, kind, html):
    assert rail(EntryCard(page_id=1, title="A", url="/", year=year, kind=kind)) == html


def test_paragraphs_and_links_are_escaped():
    assert in_paragraphs("1 < 2\n\n<b>") == "<p>1 &lt; 2</p><p>&lt;b&gt;</p>"
    links = [EntryLink(text="<b>", url='/?a="&b'), EntryLink(text="No & link")]
    assert linked(links) == '<a href="/?a=&quot;&amp;b">&lt;b&gt;</a>; No &amp; link'
