"""Following a request and the catalog under axe: WCAG 2.2, levels A and AA, on a desk and on a phone."""

import pytest

from tests.journeys.barriers import barriers
from tests.journeys.looks import beyond_the_edge
from tests.journeys.public_page import open_public_page
from tests.journeys.tta_catalog_pages import TTA_CATALOG_PAGES, make_tta_catalog_pages
from tests.journeys.tta_following_pages import TTA_FOLLOWING_PAGES, make_tta_following_pages
from tests.make import make_lists

pytestmark = pytest.mark.journey

LOOKS = [(1280, "light"), (1280, "dark"), (360, "light"), (360, "dark")]


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_following_and_catalog_have_no_barrier(site, open_page, watch, monkeypatch, width, scheme):
    watch.expect("^(400|404|409) ")
    make_lists()
    make_tta_following_pages(site)
    make_tta_catalog_pages()
    page = open_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = []
    for public in (*TTA_FOLLOWING_PAGES, *TTA_CATALOG_PAGES):
        open_public_page(page, public, monkeypatch=monkeypatch)
        found += barriers(page, public.name) + beyond_the_edge(page, public.name)
    assert found == []
