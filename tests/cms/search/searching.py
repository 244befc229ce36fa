"""Asking the search page, and reading its answer."""

import re


def ask(client, query: str = "", **filters):
    """The SearchPage that answers."""
    response = client.get("/search/", {"q": query, **filters})
    assert response.status_code == 200
    return response.context["search"]


def titles(client, query: str = "", **filters) -> list[str]:
    """The titles of the results, without marks."""
    return [re.sub("</?mark>", "", row.title) for row in ask(client, query, **filters).rows]


def choices(client, query: str = "", **filters) -> dict[str, dict[str, int]]:
    """The filters beside the results: how many each choice would leave."""
    found = ask(client, query, **filters).facets
    return {
        facet.name: {choice.label: choice.count for choice in [*facet.choices, *facet.more]}
        for facet in found
    }


def body(client, query: str = "", **filters) -> str:
    response = client.get("/search/", {"q": query, **filters})
    assert response.status_code == 200
    return " ".join(response.content.decode().split())
