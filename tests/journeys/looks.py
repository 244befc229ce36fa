"""What shows on a page, and what is reached: by eye, by width, by keyboard."""

import re

import pytest
from playwright.sync_api import Locator, Page

PRESSES = 80  # of Tab, after which something can't be reached

BEYOND_THE_EDGE = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width && box.right > innerWidth + 1 && !element.closest(".vh, .skip");
}).map((element) => element.outerHTML.slice(0, 120))"""

SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important;"
    " word-spacing: .16em !important } p { margin-block-end: 2em !important }"
)


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until `target` has the focus; everything on the way shows that it has it."""
    for _ in range(PRESSES):
        page.keyboard.press("Tab")
        shown = page.evaluate(
            "() => { const e = document.activeElement, style = getComputedStyle(e);"
            " return style.outlineStyle !== 'none' || e.localName === 'video' || e.outerHTML }"
        )
        assert shown is True, f"No sign of focus: {shown[:200]}"
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{target} is not reached by Tab.")


def beyond_the_edge(page: Page, name: str) -> list[str]:
    """The elements that make a page wider than its window; nothing where it can't be scrolled."""
    if page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        return []
    return [f"{name}: {element}" for element in page.evaluate(BEYOND_THE_EDGE)]


def brightness(page: Page, selector: str, property: str) -> float:
    """From 0, black, to 1, white."""
    color = page.locator(selector).first.evaluate(
        "(element, property) => getComputedStyle(element)[property]", property
    )
    red, green, blue = (int(part) for part in re.findall(r"\d+", color)[:3])
    return (red + green + blue) / 765
