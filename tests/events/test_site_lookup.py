"""The site of an address: always the one that Wagtail finds, in one query."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from events.site_lookup import addressed_site

pytestmark = pytest.mark.django_db

HOSTS = ["testserver", "TESTSERVER", "testserver:8000", "one.example", "one.example:8000", "one.example.",
         "two.example", "two.example:443", "localhost", "[::1]:8000", "nobody.example"]  # fmt: skip
SITES = {
    "none": [],
    "one": [("one.example", 80, False)],
    "default": [("one.example", 80, True)],
    "default elsewhere": [("one.example", 80, True), ("two.example", 80, False)],
    "two ports": [("one.example", 80, False), ("one.example", 8000, False)],
    "two ports, one default": [("one.example", 443, True), ("one.example", 8000, False)],
    "two ports and a default": [("one.example", 443, False), ("one.example", 8080, False), ("two.example", 80, True)],
}  # fmt: skip


@pytest.mark.parametrize("sites", SITES.values(), ids=SITES)
@pytest.mark.parametrize("host", HOSTS)
def test_site_is_the_one_that_wagtail_finds(settings, sites, host):
    settings.ALLOWED_HOSTS = ["*"]
    Site.objects.all().delete()
    root = Page.objects.get(depth=1)
    for hostname, port, is_default in sites:
        Site.objects.create(
            hostname=hostname, port=port, root_page=root, is_default_site=is_default
        )
    request = RequestFactory().get("/", headers={"host": host})

    with CaptureQueriesContext(connection) as queries:
        found = addressed_site(request)

    assert len(queries) == 1
    expected = Site.find_for_request(request)
    assert found == expected
    if found is not None:
        names = [field.attname for field in Site._meta.concrete_fields]
        assert all(getattr(found, name) == getattr(expected, name) for name in names)
