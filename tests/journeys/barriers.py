"""What axe finds on a page: WCAG 2.2, levels A and AA."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"runOnly": {"type": "tag", "values": LEVELS}, "resultTypes": ["violations"]}


def barriers(page: Page, name: str, *, within: str | None = None) -> list[str]:
    """One line for each element, with the rule that it breaks.

    After a click that leads to another page, first expect something of that page: axe reads what
    stands there at this moment.
    """
    page.locator(within or "body").first.wait_for()
    violations = Axe().run(page, context=within, options=OPTIONS).response["violations"]
    return [
        f"{name}: {violation['id']}: {node['target']} {node['html'][:120]}"
        for violation in violations
        for node in violation["nodes"]
    ]
