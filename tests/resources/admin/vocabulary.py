"""What the tests of the vocabulary's admin share: addresses, forms, and what is shown."""

import re
from html import unescape
from urllib.parse import urlencode

from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.make import make_member


def url(name: str, *args, model: str = "keyword", **query) -> str:
    path = reverse(f"wagtailsnippets_resources_{model}:{name}", args=args)
    return path + (f"?{urlencode(query, doseq=True)}" if query else "")


def chooser_url(name: str, *args, model: str = "keyword", **query) -> str:
    path = reverse(f"wagtailsnippetchoosers_resources_{model}:{name}", args=args)
    return path + (f"?{urlencode(query, doseq=True)}" if query else "")


def bulk_url(*, model: str = "keyword", **query) -> str:
    path = reverse("wagtail_bulk_action", args=["resources", model, "delete"])
    return f"{path}?{urlencode({'next': url('list', model=model), **query}, doseq=True)}"


def keyword_form(*, label="Peers", synonyms=(), initial=0, **fields) -> dict:
    """What the form of a keyword sends; `synonyms` are texts or rows."""
    rows = [{"text": row} if isinstance(row, str) else row for row in synonyms]
    return nested_form_data(
        {
            "label": label,
            "acronym": "",
            "slug": "",
            "synonyms": inline_formset(rows, initial=initial),
            **fields,
        }
    )


def shown(response) -> list[str]:
    """The names in the listing, from top to bottom."""
    table = response.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    titles = re.findall(r'id="snippet_\d+_title".*?>(.*?)</div>', table, re.DOTALL)
    return [unescape(" ".join(re.sub(r"<[^>]+>", " ", title).split())) for title in titles]


def text_of(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def words_of(response) -> str:
    """What is written on the page, without tags."""
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return unescape(re.sub(r"<[^>]*>", " ", main))


def messages_in(response) -> list[str]:
    """What is said at the head of the page, without buttons."""
    return [str(message).partition("<")[0].strip() for message in response.context["messages"]]


def member_with(*codenames: str, username: str = "librarian"):
    """Somebody who may enter the admin and has these rights to the vocabulary."""
    user = make_member(username=username)
    rights = Permission.objects.filter(content_type__app_label="resources", codename__in=codenames)
    assert len(rights) == len(codenames)
    user.groups.get().permissions.add(*rights)
    return user
