import pytest, pathlib
from playwright.sync_api import expect
from tests.make import *
pytestmark = pytest.mark.journey
OUT = pathlib.Path("/tmp/shots"); OUT.mkdir(exist_ok=True)

def test_look(site, editor_page, open_page):
    page = editor_page
    make_speaker(name="Rosa Villanueva")
    page.goto(f"/admin/pages/add/events/webinarpage/{site.pk}/")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=OUT/"add.png", full_page=True)
    (OUT/"add.html").write_text(page.content())
    page.get_by_role("tab", name="When and where").click()
    page.screenshot(path=OUT/"add2.png", full_page=True)
    page.get_by_role("tab", name="Files and recording").click()
    page.screenshot(path=OUT/"add3.png", full_page=True)
