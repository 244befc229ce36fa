"""The event page and the list of events, filtered too, each beside a plain Wagtail page from as many rows and bytes."""

import os
from datetime import date, datetime, timedelta

from django.test import Client
from wagtail.models import Page

from events.models import EventIndexPage, EventKeyword, EventPage, EventTopic, WebinarPage
from tests import make
from tests.benchmarks.content import PARAGRAPH, TITLES, add_events, add_pages
from tests.benchmarks.floor.models import PER_PAGE, PlainItem, PlainListPage, PlainPage
from tests.benchmarks.measure import Comparison, compare
from tests.benchmarks.progress import say

EVENTS = int(os.environ.get("TTA_BENCHMARK_EVENTS", "10000"))
KEYWORDS, TOPICS = 200, 20
PAST_EVENTS = 40
PRESENTERS, FILES, SESSIONS = 4, 2, 2
PAGE_REPETITIONS = 150
LIST_REPETITIONS = 80
TARGET = "≤ 2; ≤ 8 more queries"
LIST_TARGET = "≤ 1.5"


def run(*, now: datetime) -> list[Comparison]:
    """The table of pages: the first list page also shows the latest past events, the second does not."""
    index = make.make_site()
    home = index.get_parent()
    event = make_full_event(index, today=now.date())
    plain_list = make_plain_list(home, today=now.date())
    plain_page = make_plain_page(plain_list, event)
    add_events(parent=index, count=EVENTS, first_date=now.date() + timedelta(days=2), now=now)
    add_events(parent=index, count=PAST_EVENTS, first_date=now.date() - timedelta(days=60), now=now)
    what = f"Event page: {PRESENTERS} presenters, {FILES} files, {SESSIONS} sessions"
    comparisons = [
        compare_addresses(
            what,
            floor=plain_page.url,
            ours=event.url,
            floor_rows=[plain_page],
            repetitions=PAGE_REPETITIONS,
        )
    ]
    add_subjects(index)
    for number, query, what in (
        (1, "", f"Event list: {PER_PAGE} of {EVENTS:,}, and 5 past"),
        (2, "", f"Event list, page 2: {PER_PAGE} of {EVENTS:,}"),
        (1, "&keyword=k-0", f"Event list of a keyword: {PER_PAGE} of {EVENTS // KEYWORDS * 3:,}"),
        (1, "&topic=t-0", f"Event list of a topic: {PER_PAGE} of {EVENTS // TOPICS:,}"),
    ):
        comparisons.append(
            compare_addresses(
                what,
                floor=f"{plain_list.url}?page={number}",
                ours=f"{index.url}?page={number}{query}",
                floor_rows=plain_rows(plain_list, page=number),
                repetitions=LIST_REPETITIONS,
                target=LIST_TARGET,
            )
        )
    return comparisons


def add_subjects(index: EventIndexPage) -> None:
    """Three keywords of many and one topic of some for every event below the list."""
    keywords = [make.make_keyword(f"K {number}") for number in range(KEYWORDS)]
    topics = [make.make_topic(slug=f"t-{number}") for number in range(TOPICS)]
    ids = list(EventPage.objects.child_of(index).order_by("pk").values_list("pk", flat=True))
    EventKeyword.objects.bulk_create(
        (
            EventKeyword(page_id=pk, keyword=keywords[(number + step) % KEYWORDS])
            for number, pk in enumerate(ids)
            for step in (0, 7, 31)
        ),
        batch_size=1000,
    )
    EventTopic.objects.bulk_create(
        (EventTopic(page_id=pk, topic=topics[number % TOPICS]) for number, pk in enumerate(ids)),
        batch_size=1000,
    )


def compare_addresses(
    what: str,
    *,
    floor: str,
    ours: str,
    floor_rows: list[PlainPage],
    repetitions: int,
    target: str = TARGET,
) -> Comparison:
    """Compare two addresses, after the floor's rows got enough text to make its answer as long as ours."""
    say(what)
    client = Client()
    missing = len(client.get(ours).content) - len(client.get(floor).content)
    for row in floor_rows:
        row.introduction += "x" * (missing // len(floor_rows))
        PlainPage.objects.filter(pk=row.pk).update(introduction=row.introduction)
    return compare(
        what,
        floor=lambda: answer(client, floor),
        ours=lambda: answer(client, ours),
        repetitions=repetitions,
        target=target,
    )


def answer(client: Client, address: str):
    response = client.get(address)
    assert response.status_code == 200, address
    return response


def make_full_event(index: EventIndexPage, *, today: date) -> WebinarPage:
    """A webinar that is to come, with all that a page shows."""
    return make.make_webinar(
        title=TITLES[0],
        parent=index,
        description=PARAGRAPH * 6,
        presented_by="Center for Justice and Health Practice",
        funder="Office of Invented Programs",
        contact_name="The training desk",
        contact_email="training@tta.example",
        contact_phone="(555) 555-0142",
        sessions=[make.make_session(today + timedelta(days=7 * n)) for n in range(1, SESSIONS + 1)],
        presenters=[
            make.make_presenter(
                speaker=make.make_speaker(
                    photo=make.make_image(name=f"{number}.png", size=(320, 320))
                )
            )
            for number in range(PRESENTERS)
        ],
        files=[
            make.make_file(document=make.make_document(name=f"file-{number}.pdf"))
            for number in range(FILES)
        ],
    )


def make_plain_page(parent: Page, event: WebinarPage) -> PlainPage:
    """A page as deep in the tree, with the event's description, photos, files and, as text, sessions."""
    presenters = event.presenters.select_related("speaker__photo")
    items = [
        *(PlainItem(text=row.name, image=row.speaker.photo) for row in presenters),
        *(PlainItem(text=row.label, document=row.document) for row in event.files.all()),
        *(PlainItem(text=str(row)) for row in event.sessions.all()),
    ]
    assert len(items) == PRESENTERS + FILES + SESSIONS
    page = PlainPage(title=event.title, slug="plain-with-all", date=event.first_date, items=items)
    page.body = event.description
    return Page.objects.get(pk=parent.pk).add_child(instance=page)


def make_plain_list(home: Page, *, today: date) -> PlainListPage:
    """A list with a page below it for each event to come."""
    home = Page.objects.get(pk=home.pk)
    plain_list = home.add_child(instance=PlainListPage(title="Plain pages", slug="plain-pages"))
    pages = [
        PlainPage(
            title=f"{TITLES[number % len(TITLES)]} ({number})",
            slug=f"plain-{number}",
            date=today + timedelta(days=2 + number // 4),
            introduction="What teams learned.",
        )
        for number in range(EVENTS)
    ]
    add_pages(parent=plain_list, pages=pages)
    return PlainListPage.objects.get(pk=plain_list.pk)


def plain_rows(plain_list: PlainListPage, *, page: int) -> list[PlainPage]:
    rows = PlainPage.objects.child_of(plain_list).live().order_by("date", "pk")
    return list(rows[PER_PAGE * (page - 1) : PER_PAGE * page])
