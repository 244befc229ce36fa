"""Tokens are filled, and what nothing fills takes its sentence with it, in texts and in HTML."""

import re

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from events.site_tokens import (
    fill_html,
    fill_text,
    missing_tokens,
    missing_tokens_in_html,
    sentences,
)

VALUES = {
    "name": "Elm Center",
    "phone": "(555) 555-0142",
    "email": "help@tta.example",
    "hours": "",
    "crisis-line": "988",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call [site:phone] now.", "Call (555) 555-0142 now."),
        ("Call [site:crisis-line].", "Call 988."),
        ("Call [SITE: Phone ] now.", "Call (555) 555-0142 now."),
        ("We answer. Open [site:hours].", "We answer."),
        ("Open [site:hours]. We answer.", "We answer."),
        ("A. Open [site:hours]! We answer.", "A. We answer."),
        ("Fax [site:fax].", ""),
        ("Fax [site:].", ""),
        ("Fax [site:phone or so. We answer.", "We answer."),
        ("[site:hours]", ""),
        ("Open [site:hours]\nCall [site:phone]", "Call (555) 555-0142"),
        ("Open 9 a.m. to 5 p.m. [site:hours], call. Bye.", "Open 9 a.m. to 5 p.m. Bye."),
        ("We close at 5:00 p.m. ET on [site:hours]. Bye.", "Bye."),
        ("We close at 5 p.m. Call [site:fax]. Bye.", "We close at 5 p.m. Bye."),
        ("Ask Dr. Lee at [site:fax]. Bye.", "Bye."),
        ("“Call [site:fax].” She said so.", "She said so."),
        ("No token [here] or [there].", "No token [here] or [there]."),
        ("", ""),
        ("[site:phone][site:email]", "(555) 555-0142help@tta.example"),
    ],
)
def test_text_is_filled_or_loses_the_sentence(text, expected):
    assert fill_text(text, VALUES) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Call [site:phone].</p>", "<p>Call (555) 555-0142.</p>"),
        ("<p>Call <b>[site:phone]</b>.</p>", "<p>Call <b>(555) 555-0142</b>.</p>"),
        ("<p>Fax <b>[site:fax]</b> us. We answer.</p>", "<p>We answer.</p>"),
        ("<p>We <i>answer</i>. Fax <b>[site:fax]</b>.</p>", "<p>We <i>answer</i>. </p>"),
        ("<p>Fax [site:fax].</p><p>Call.</p>", "<p>Call.</p>"),
        ("<ul><li>Fax [site:fax]</li><li>Call</li></ul>", "<ul><li>Call</li></ul>"),
        ("<ul><li>Fax [site:fax]</li></ul><p>Call</p>", "<p>Call</p>"),
        ("<p>Fax [site:fax]<br/>Call us</p>", "<p><br/>Call us</p>"),
        ("<p>Call [site:<b>phone</b>] now.</p>", "<p>Call (555) 555-0142 now.</p>"),
        ("<p>Fax [<i>site</i>:fax]. Call.</p>", "<p>Call.</p>"),
        (
            '<p>Write <a href="mailto:[site:email]">to us</a>.</p>',
            '<p>Write <a href="mailto:help@tta.example">to us</a>.</p>',
        ),
        ('<p>Fax <a href="fax:[site:fax]">us</a>. Call.</p>', "<p>Call.</p>"),
        ("<p>A &amp; B &lt; C [site:name]</p>", "<p>A &amp; B &lt; C Elm Center</p>"),
        ("<p>Nothing &nbsp;here<br></p>", "<p>Nothing &nbsp;here<br></p>"),
        ("<div><p>Fax [site:fax].</p></div>", ""),
        ('<p><img src="a.png"/> Fax [site:fax].</p>', '<p><img src="a.png"/></p>'),
    ],
)
def test_html_is_filled_or_loses_the_sentence_and_stays_whole(html, expected):
    assert fill_html(html, VALUES) == expected


def test_values_are_escaped_in_html():
    values = {"name": '<b>"A" & B</b>'}
    assert fill_html("<p>[site:name]</p>", values) == '<p>&lt;b&gt;"A" &amp; B&lt;/b&gt;</p>'
    filled = fill_html('<a title="[site:name]">x</a>', values)
    assert "<b>" not in filled
    assert filled.count('"') + filled.count("'") >= 2


def test_what_is_missing_is_named_as_it_is_written():
    text = "Call [site:phone]. Open [site:hours]. Fax [Site:Fax]. Fax [Site:Fax]."
    assert missing_tokens(text, VALUES) == ["[site:hours]", "[Site:Fax]"]
    html = '<p>Open [site:<b>hours</b>].</p><a href="[site:fax]">x</a>'
    assert missing_tokens_in_html(html, VALUES) == ["[site:hours]", "[site:fax]"]
    assert missing_tokens_in_html("<p>Nothing</p>", VALUES) == []


PIECES = st.lists(
    st.sampled_from(
        [
            "Call ",
            "[site:phone]",
            "[site:fax]",
            ". ",
            "We answer",
            "\n",
            "[",
            "site:",
            "a.m. ",
            "&",
            "]",
        ]
    ),
    max_size=12,
).map("".join)


@given(PIECES)
def test_no_token_is_ever_printed(text):
    assert not re.search(r"\[\s*site\s*:", fill_text(text, {}), re.IGNORECASE)
    html = f"<p>{text.replace('&', '&amp;')}</p><p><b>{text.replace('&', '&amp;')}</b> end</p>"
    filled = fill_html(html, {})
    assert not re.search(r"\[\s*site\s*:", filled, re.IGNORECASE)
    for tag in ("p", "b"):
        assert filled.count(f"<{tag}>") == filled.count(f"</{tag}>")


@given(st.text(alphabet='Ab. !?\n"', max_size=40))
def test_sentences_are_the_whole_text(text):
    assert "".join(text[start:end] for start, end in sentences(text)) == text


def test_filter_and_tag_without_a_site_print_no_token():
    template = Template(
        "{% load cms_tags %}{{ text|filled:identity }}|{% site_tokens %}<p>{{ text }}</p>{% endsite_tokens %}"
    )
    printed = template.render(
        Context({"identity": None, "text": "We <answer>. Call [site:phone]."})
    )
    assert printed == "We &lt;answer&gt;.|<p>We &lt;answer&gt;. </p>"
