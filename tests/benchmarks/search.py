"""The search beside a plain Wagtail list of as many rows, counted over as many pages."""

from datetime import date, datetime

from django.core.management import call_command
from django.test import Client

from resources.enums import ResourceType
from resources.models import ResourceIndexPage, ResourceKeyword, ResourcePage
from tests import make
from tests.benchmarks.content import PARAGRAPH, TITLES, add_events, add_pages
from tests.benchmarks.measure import Comparison, compare
from tests.benchmarks.pages import answer
from tests.benchmarks.progress import say

PAGES, EVENTS = 5000, 2500
KEYWORDS, TOPICS, ENTRIES = 40, 10, 30
REPETITIONS = 60
TARGET = "≤ 3; ≤ 15 queries"
FLOOR = "/floor/pages/"
ADDRESSES = (
    ("one page in five", "?q=naloxone"),
    ("one page in five, filtered, page 2", "?q=naloxone&type=guide&page=2"),
    ("by a keyword", "?q=Keyword+7"),
    ("every page", "?q=presenters"),
    ("by an intercept alone", "?intercept=1"),
    ("no page", "?q=zeppelin"),
)


def run(*, now: datetime) -> list[Comparison]:
    """The table of the search."""
    index = make.make_site()
    add_events(parent=index, count=EVENTS, first_date=date(now.year, 1, 1), now=now)
    add_resources(make.make_library(), count=PAGES - EVENTS)
    say("building the search index")
    call_command("update_index", verbosity=0)
    client = Client()
    comparisons = []
    for what, address in ADDRESSES:
        say(what)
        address = f"/search/{address}"
        comparisons.append(
            compare(
                f"Search, {PAGES:,} pages: {what}",
                floor=lambda: answer(client, FLOOR),
                ours=lambda address=address: answer(client, address),
                repetitions=REPETITIONS,
                target=TARGET,
            )
        )
    return comparisons


def add_resources(library: ResourceIndexPage, *, count: int) -> None:
    """Public resources, each with two keywords and an intercept, and topics of some of them."""
    keywords = [make.make_keyword(f"Keyword {number}") for number in range(KEYWORDS)]
    types = ResourceType.values
    pages = [
        ResourcePage(
            title=f"{TITLES[number % len(TITLES)]} ({number})",
            slug=f"resource-{number}",
            description=PARAGRAPH * 2,
            year=2000 + number % 25,
            resource_type=types[number % len(types)],
            intercepts=(number % 6,),
        )
        for number in range(count)
    ]
    add_pages(parent=library, pages=pages)
    ResourceKeyword.objects.bulk_create(
        ResourceKeyword(page_id=page.pk, keyword=keywords[(number + step) % KEYWORDS])
        for number, page in enumerate(pages)
        for step in (0, 7)
    )
    for number in range(TOPICS):
        make.make_topic(title=f"Topic {number}", entries=pages[number::TOPICS][:ENTRIES])
