"""The search page in every state it has; its content is that of the other public pages."""

from tests.journeys.public_page import PublicPage

SEARCH = ("cms/search.html",)


def search(name: str, query: str, shows: str) -> PublicPage:
    return PublicPage(
        name=f"search, {name}", path=f"/search/{query}", shows=shows, templates=SEARCH
    )


SEARCH_PAGES = (
    search("nothing asked", "", "Browse Events"),
    search("results", "?q=archive", "newest first"),
    search("many results", "?q=class", "Next"),
    search("filtered", "?q=archive&kind=recording", "Remove filter:"),
    search("a speaker", "?q=villanueva", "Speaker"),
    search("nothing found", "?q=zeppelin", "Nothing here has this word."),
    search("nothing left by filters", "?q=archive&year=1999", "Search without filters"),
    search("unknown filters", "?q=archive&kind=boat&color=red", "There is no kind “boat”."),
    search("no word", "?q=!!", "There is no word to look for"),
)

EMPTY_SEARCH_PAGES = (search("of an empty site", "", "Browse Events"),)
