"""A topic of 200 entries beside 200 titles, and the library's list beside a plain list of as many rows and bytes."""

from dataclasses import replace
from datetime import datetime, timedelta

from django.test import Client
from wagtail.models import Page

from resources.models import (
    Keyword,
    Organization,
    ResourceIndexPage,
    ResourceKeyword,
    ResourcePage,
    ResourceProducer,
    ResourceSupporter,
)
from tests import make
from tests.benchmarks.content import TITLES, add_pages
from tests.benchmarks.floor.models import PER_PAGE, PlainListPage, PlainPage, PlainTitlesPage
from tests.benchmarks.measure import Comparison, compare
from tests.benchmarks.pages import answer, compare_addresses
from tests.benchmarks.progress import say

ENTRIES, HIGHLIGHTED = 200, 8
RESOURCES = 2000
KEYWORDS, ORGANIZATIONS = 30, 15
TOPIC_REPETITIONS, LIST_REPETITIONS = 40, 60
TOPIC_TARGET = "≤ 3"
DESCRIPTION = (
    "<p>Staff from three counties say what gets in the way of the work, and what they tried. "
    'See <a href="https://tta.example/guides/">the guides</a> for the <b>forms</b>.</p>'
)


def run(*, now: datetime) -> list[Comparison]:
    """The table of the library: a whole topic, then two pages of the list."""
    home = make.make_site().get_parent()
    library = make.make_library()
    resources = add_resources(parent=library, now=now)
    topic = make.make_topic(
        highlighted=resources[:HIGHLIGHTED], entries=resources[HIGHLIGHTED:ENTRIES]
    )
    titles, plain_list = make_plain_pages(home, now=now)
    client, address = Client(), topic.get_url()
    say(f"Topic page: {ENTRIES} entries")
    comparisons = [
        compare(
            f"Topic page: {ENTRIES} entries in full, beside {ENTRIES} titles",
            floor=lambda: answer(client, titles.url),
            ours=lambda: answer(client, address),
            repetitions=TOPIC_REPETITIONS,
            target=TOPIC_TARGET,
        )
    ]
    keyword = Keyword.objects.earliest("pk")
    rows = list(PlainPage.objects.child_of(plain_list).order_by("date", "pk")[:PER_PAGE])
    comparisons += [
        replace(
            compare_addresses(
                f"Library, {query}: {PER_PAGE} of {RESOURCES:,}",
                floor=f"{plain_list.url}?page=1",
                ours=f"{library.url}{query}",
                floor_rows=rows,
                repetitions=LIST_REPETITIONS,
            ),
            target="",
        )
        for query in ("?page=1", f"?keyword={keyword.slug}&type=guide")
    ]
    return comparisons


def add_resources(*, parent: ResourceIndexPage, now: datetime) -> list[ResourcePage]:
    """Public resources with two producers, a supporter, three keywords, and a file."""
    keywords = [make.make_keyword(f"Keyword {number}") for number in range(KEYWORDS)]
    bodies = [make.make_organization(f"Organization {n}") for n in range(ORGANIZATIONS)]
    document = make.make_document(name="guide.pdf", content=b"x" * 2_310_000)
    document.file_size = 2_310_000
    document.save()
    pages = [
        ResourcePage(
            title=f"{TITLES[number % len(TITLES)]} ({number})",
            slug=f"resource-{number}",
            resource_type=("guide", "brief", "report")[number % 3],
            year=2001 + number % 25,
            intercepts=(number % 6,),
            description=DESCRIPTION * 2,
            document=document,
            first_published_at=now,
        )
        for number in range(RESOURCES)
    ]
    add_pages(parent=parent, pages=pages)
    add_rows(pages, keywords=keywords, bodies=bodies)
    return pages


def add_rows(
    pages: list[ResourcePage], *, keywords: list[Keyword], bodies: list[Organization]
) -> None:
    producers, supporters, links = [], [], []
    for number, page in enumerate(pages):
        body = bodies[number % ORGANIZATIONS]
        producers.append(ResourceProducer(page_id=page.pk, organization=body, sort_order=0))
        producers.append(ResourceProducer(page_id=page.pk, author="Luz Ferreira", sort_order=1))
        supporters.append(ResourceSupporter(page_id=page.pk, organization=bodies[0]))
        for order in range(3):
            keyword = keywords[(number + order * 7) % KEYWORDS]
            links.append(ResourceKeyword(page_id=page.pk, keyword=keyword, sort_order=order))
    ResourceProducer.objects.bulk_create(producers)
    ResourceSupporter.objects.bulk_create(supporters)
    ResourceKeyword.objects.bulk_create(links)


def make_plain_pages(home: Page, *, now: datetime) -> tuple[PlainTitlesPage, PlainListPage]:
    """A page of as many titles as the topic has entries, and a list as long as the library's."""
    home = Page.objects.get(pk=home.pk)
    titles = home.add_child(instance=PlainTitlesPage(title="Titles", slug="titles"))
    plain_list = home.add_child(instance=PlainListPage(title="Plain pages", slug="plain-pages"))
    for parent, count in ((titles, ENTRIES), (plain_list, RESOURCES)):
        pages = [
            PlainPage(
                title=f"{TITLES[number % len(TITLES)]} ({number})",
                slug=f"plain-{number}",
                date=now.date() + timedelta(days=number // 4),
                introduction="What teams learned.",
            )
            for number in range(count)
        ]
        add_pages(parent=parent, pages=pages)
    return titles, plain_list
