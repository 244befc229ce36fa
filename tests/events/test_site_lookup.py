"""The site of an address: always the one that Wagtail finds, in one query with the feed version."""

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from events.models import FeedVersion
from events.site_lookup import Addressed
from tests.make import NOW, make_webinar, publish

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]

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
        found = Addressed(request, host=request.get_host()).site

    assert len(queries) == 1
    expected = Site.find_for_request(request)
    assert found == expected
    if found is not None:
        names = [field.attname for field in Site._meta.concrete_fields]
        assert all(getattr(found, name) == getattr(expected, name) for name in names)


def test_version_comes_with_the_site(index):
    request = RequestFactory().get("/")
    page = make_webinar()
    for number in (1, 2):
        with CaptureQueriesContext(connection) as queries:
            version = Addressed(request, host="testserver").version
        assert (version.pk, version.number, version.changed_at) == (1, number, NOW)
        assert len(queries) == 1
        page.title += "!"
        publish(page)


@pytest.mark.parametrize("sites", ["one", "none"])
def test_version_is_0_where_nothing_was_ever_published(index, sites):
    FeedVersion.objects.all().delete()
    if sites == "none":
        Site.objects.all().delete()
        FeedVersion.objects.all().delete()
    version = Addressed(RequestFactory().get("/"), host="testserver").version
    assert (version.pk, version.number, version.changed_at) == (1, 0, None)


def test_version_without_a_site_is_the_current_one(index):
    make_webinar()
    Site.objects.all().delete()
    version = Addressed(RequestFactory().get("/"), host="testserver").version
    assert version.number == FeedVersion.objects.get().number > 0
