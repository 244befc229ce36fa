"""The library's public pages in every state they have, and the content that they show."""

from events.models import EventKeyword, EventPage, EventResource, EventTopic
from resources.pager import PER_PAGE
from tests.journeys.public_page import PublicPage
from tests.make import (
    make_document,
    make_keyword,
    make_library,
    make_organization,
    make_resource,
    make_topic,
)

INDEX = ("resources/resource_index_page.html",)
TOPIC = ("resources/topic_page.html",)
RESOURCE = ("resources/resource_page.html",)
KEYWORD = ("resources/keyword_page.html",)
KEYWORDS = ("resources/keywords.html",)


def library_list(name: str, query: str, shows: str) -> PublicPage:
    return PublicPage(name=name, path=f"/library/{query}", shows=shows, templates=INDEX)


def below(name: str, path: str, shows: str, templates: tuple[str, ...]) -> PublicPage:
    return PublicPage(name=name, path=path, shows=shows, templates=templates)


LIBRARY_PAGES = (
    library_list("library", "", "Roles at each step"),
    library_list("library, filtered", "?keyword=peers&type=guide", "with these filters"),
    library_list("library, nothing found", "?type=brief&year=2017", "No resource matches"),
    library_list("library, unknown filters", "?type=boat&year=1066", "of the type “boat”"),
    library_list("library, unknown page", "?page=99", "There is no page 99."),
    library_list("library, second page", "?page=2", "Previous"),
    below("topic", "/library/peer-support/", "Highlighted resource", TOPIC),
    below("topic without entries", "/library/to-come/", "Nothing stands here yet.", TOPIC),
    below("resource with everything", "/library/roles/", "Get this resource", RESOURCE),
    below("resource of a title alone", "/library/bare/", "Bare", RESOURCE),
    below("keyword", "/keywords/peers/", "Also called: Peer workers", KEYWORD),
    below("keywords", "/keywords/", "from A to Z", KEYWORDS),
)

EMPTY_LIBRARY_PAGES = (
    below("no keywords yet", "/keywords/", "No keyword has anything yet.", KEYWORDS),
)


def make_library_pages() -> None:
    """Content for all of LIBRARY_PAGES."""
    library = make_library()
    library.introduction = "Guides, briefs and recordings, each with who made it."
    library.show_in_menus = True
    library.save()
    peers = make_keyword("Peers", synonyms=["Peer workers"])
    model = make_keyword("Sequential Intercept Model", acronym="SIM")
    office = make_organization("Policy Office", acronym="PO")
    roles = make_resource(
        title="Roles at each step - Guide",
        slug="roles",
        year=2017,
        resource_type="guide",
        producers=[office, "Luz Ferreira", "Bo Lee"],
        supporters=[make_organization("Bureau of Examples")],
        keywords=[peers, model],
        description="<p>Two <b>pages</b>.</p><ul><li>One</li><li>Two</li></ul>",
        document=make_document(name="roles.pdf"),
        link_url="https://guides.example/roles",
        intercepts=(0, 1, 4),
    )
    link = make_resource(
        title="What it costs", year=2021, resource_type="brief", link_url="https://guides.example/"
    )
    bare = make_resource(title="Bare", slug="bare")
    topic = make_topic(
        title="Peer support",
        slug="peer-support",
        introduction="<p>How to hire, <b>place</b> and pay.</p>",
        highlighted=[roles],
        entries=[link, bare],
    )
    make_topic(title="To come", slug="to-come")
    event = EventPage.objects.get(slug="archive-with-video")
    event.keyword_links = [EventKeyword(keyword=peers)]
    event.topic_links = [EventTopic(topic=topic)]
    event.resource_links = [EventResource(resource=roles)]
    event.intercepts = (0, 1)
    event.save()
    for number in range(PER_PAGE):
        make_resource(title=f"Report {number}", year=1990 + number, keywords=[peers])
