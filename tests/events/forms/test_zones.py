"""The list of zones says what Django's own would, and is written much faster."""

from html.parser import HTMLParser

import pytest
from django import forms
from django.utils import translation

from events.forms.rows import SessionForm
from events.forms.zones import ZoneSelect
from events.times import zone_choices

ATTRS = {"id": "id_zone", "required": True, "aria-describedby": 'a "b" <c>'}


class Tags(HTMLParser):
    """Every tag with its attributes, and every text, in their order."""

    def __init__(self, html: str):
        super().__init__()
        self.found: list = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, sorted(attrs, key=str)))

    def handle_endtag(self, tag):
        self.found.append(f"/{tag}")

    def handle_data(self, data):
        if data.strip():
            self.found.append(data.strip())


@pytest.mark.parametrize("value", ["America/New_York", "UTC", "Mars/Base", "", None, '"><b>'])
@pytest.mark.parametrize("language", ["en", "es"])
def test_same_as_djangos_own(value, language):
    with translation.override(language):
        ours = ZoneSelect(choices=zone_choices()).render("zone", value, ATTRS)
        djangos = forms.Select(choices=zone_choices()).render("zone", value, ATTRS)

    assert Tags(ours).found == Tags(djangos).found


def test_session_has_it_and_marks_its_zone():
    assert isinstance(SessionForm.declared_fields["zone"].widget, ZoneSelect)
    html = ZoneSelect().render("sessions-0-zone", "America/Chicago")
    assert html.count(" selected") == 1
    assert '<option value="America/Chicago" selected>' in html
