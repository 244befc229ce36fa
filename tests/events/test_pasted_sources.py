"""A list of presenters that was copied from a page's source: read as text, never looked up, never a broken answer."""

import pytest

from tests.events.test_admin_presenters import paste
from tests.make import NOW, make_event

pytestmark = pytest.mark.time_machine(NOW, tick=False)


@pytest.fixture
def page(index):
    return make_event()


@pytest.mark.parametrize(
    "markup",
    [
        '<a linktype="page" id="abc">',
        f'<a linktype="page" id="{"9" * 23}">',
        '<a linktype="document" id="abc">',
        '<embed embedtype="image" id="x" format="left" alt="">',
        '<a href="http://[">',
    ],
)
def test_pasted_source_is_not_looked_up(client, editor, page, markup):
    response = paste(client, page, f"<p>{markup}Ana Prado, Chief, Lakeside</a></p>")
    assert response.status_code == 200
    assert [row["name"].value() for row in response.context["rows"]] == ["Ana Prado"]


def test_link_to_a_hidden_page_shows_no_address(client, editor, page):
    hidden = make_event(title="Hidden", slug="hidden-merger", live=False)
    response = paste(client, page, f'<p><a linktype="page" id="{hidden.pk}">Ana Prado</a></p>')
    text = response.content.decode()
    assert 'value="Ana Prado"' in text
    assert "hidden-merger" not in text


def test_broken_source_is_refused_in_words_and_kept(client, editor, page):
    """Where Python's parser reads it after all, as later ones may, it is a row to look at."""
    response = paste(client, page, "Ana Prado <![x </")
    assert response.status_code == 200
    text = response.content.decode()
    assert "Ana Prado" in text
    if "rows" not in response.context:
        assert "Copy the list as you see it on the page." in text
        assert "Ana Prado &lt;![x &lt;/" in text
