"""Rich text as plain text, for calendars and mail."""

import pytest

from events.plain_text import plain_text
from tests.make import make_document, make_webinar

pytestmark = pytest.mark.usefixtures("index")


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        (None, ""),
        ("<p></p>", ""),
        ("<p>One</p>", "One"),
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<p>One</p>\n\n\n<p>Two</p>", "One\n\nTwo"),
        ("<h3>Head</h3><p>Body</p>", "Head\n\nBody"),
        ("<p>One<br/>Two</p>", "One\nTwo"),
        ("<p>One\nTwo</p>", "One Two"),
        ("<p>  One \t two </p>", "One two"),
        ("<p>One&nbsp;&nbsp;two</p>", "One two"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ("<p>Bring:</p><ul><li>One</li></ul><p>End</p>", "Bring:\n\n- One\n\nEnd"),
        ("<ol><li>One <b>bold</b></li></ol>", "- One bold"),
        ("<p>Fish &amp; chips &lt;b&gt; “—”</p>", "Fish & chips <b> “—”"),
        ("<p><b>B</b><i>i</i></p>", "Bi"),
        ("<p>One</p><hr/><p>Two</p>", "One\n\nTwo"),
    ],
)
def test_text_keeps_its_paragraphs_and_lists(html, text):
    assert plain_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            '<p>See <a href="https://example.org/?a=1&amp;b=2">the page</a>.</p>',
            "See the page (https://example.org/?a=1&b=2).",
        ),
        ('<a href="https://example.org/">https://example.org/</a>', "https://example.org/"),
        ('<a href="mailto:desk@tta.example">Write</a> to us', "Write (desk@tta.example) to us"),
        ('<a href="mailto:desk@tta.example">desk@tta.example</a>', "desk@tta.example"),
        ('<a href="tel:+15555550142">Call</a>', "Call (+15555550142)"),
        ("<a>Nowhere</a>", "Nowhere"),
        ('<a href="">Nowhere</a>', "Nowhere"),
        ('<a href="https://a.example/">One <b>bold</b> link</a>',
         "One bold link (https://a.example/)"),
    ],
)  # fmt: skip
def test_link_keeps_its_address(html, text):
    assert plain_text(html) == text


def test_link_to_a_page_is_its_address_of_today(index):
    page = make_webinar(slug="calls")
    html = f'<p><a linktype="page" id="{page.pk}">Night calls</a></p>'
    assert plain_text(html) == "Night calls (/events/calls/)"


def test_link_to_a_document_is_its_address():
    document = make_document()
    html = f'<p><a linktype="document" id="{document.pk}">Slides</a></p>'
    assert plain_text(html) == f"Slides ({document.url})"


@pytest.mark.parametrize("linktype", ["page", "document"])
def test_link_whose_target_is_gone_keeps_its_text(linktype):
    assert plain_text(f'<p><a linktype="{linktype}" id="999999">Slides</a></p>') == "Slides"


@pytest.mark.parametrize("html", ["<p>One", "One</p>", "<p>a < b</p>", "<", "<<p>>", "&#0;&bogus;"])
def test_broken_markup_is_no_error(html):
    assert isinstance(plain_text(html), str)
