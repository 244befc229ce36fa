"""Merging and its undoing in the admin, and what can't be deleted."""

import pytest
from bs4 import BeautifulSoup
from django.db.models import ProtectedError
from django.urls import reverse

from resources.models import Keyword, Organization, ResourceKeyword
from resources.uses import first_pages_using
from tests.make import NOW, make_keyword, make_organization, make_resource
from tests.resources.admin.vocabulary import (
    bulk_url,
    member_with,
    messages_in,
    shown,
    text_of,
    url,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


@pytest.fixture
def peers(editor):
    """A keyword that stands on two pages."""
    keyword = make_keyword("Peers")
    make_resource(keywords=[keyword])
    make_resource(keywords=[keyword])
    return keyword


# ---- merging ----


def test_merge_is_offered_in_the_row_and_in_the_form(client, peers):
    assert url("merge", peers.pk) in client.get(url("list")).content.decode()
    assert url("merge", peers.pk) in client.get(url("edit", peers.pk)).content.decode()
    assert url("undo_merge", peers.pk) not in client.get(url("list")).content.decode()


def test_merge_page_says_what_will_be_and_changes_nothing(client, peers):
    text = text_of(client.get(url("merge", peers.pk)))
    assert "“Peers” is used on 2 pages." in text
    assert "Choose keyword" in text
    assert Keyword.objects.get(pk=peers.pk).merged_into is None


def test_merge_acts_and_offers_to_undo(client, peers):
    support = make_keyword("Peer support")
    response = client.post(url("merge", peers.pk), {"into": support.pk}, follow=True)
    assert messages_in(response) == ["“Peers” is merged into “Peer support”."]
    assert Keyword.objects.get(pk=peers.pk).merged_into == support
    assert url("undo_merge", peers.pk) in response.content.decode()
    assert url("merge", peers.pk) not in response.content.decode()
    assert "Merged into “Peer support”" in text_of(client.get(url("history", peers.pk)))


def test_undo_says_what_will_be_and_acts_on_post(client, peers):
    support = make_keyword("Peer support")
    client.post(url("merge", peers.pk), {"into": support.pk})

    text = text_of(client.get(url("undo_merge", peers.pk)))
    assert "“Peers” is merged into “Peer support” and used on 2 pages." in text
    assert Keyword.objects.get(pk=peers.pk).merged_into == support

    response = client.post(url("undo_merge", peers.pk), follow=True)
    assert "“Peers” is a term of its own again." in messages_in(response)
    assert Keyword.objects.get(pk=peers.pk).merged_into is None
    again = client.post(url("undo_merge", peers.pk), follow=True)
    assert "“Peers” is not merged into another." in messages_in(again)


@pytest.mark.parametrize(
    ("into", "words"),
    [
        ("peers", "“Peers” can’t be merged into itself. Choose another."),
        ("merged", "“Old” was merged into “New”. Choose “New”."),
        ("", "Choose the keyword to merge into."),
        ("x", "Choose the keyword to merge into."),
        ("9" * 18, "This keyword is not there any more. Choose another."),
        ("9" * 30, "Choose the keyword to merge into."),
        ("\x00", "Choose the keyword to merge into."),
    ],
)
def test_merge_that_can_not_be_is_refused_at_the_field(client, peers, into, words):
    merged = make_keyword("Old", merged_into=make_keyword("New"))
    into = {"peers": peers.pk, "merged": merged.pk}.get(into, into)
    response = client.post(url("merge", peers.pk), {"into": into})
    assert response.status_code == 200
    assert response.context["form"].errors == {"into": [words]}
    assert words in text_of(response)
    assert Keyword.objects.get(pk=peers.pk).merged_into is None


def test_who_may_not_change_may_not_merge(client, peers):
    support = make_keyword("Peer support")
    client.force_login(member_with("view_keyword", "add_keyword", "delete_keyword"))
    listing = client.get(url("list"))
    assert shown(listing) == ["Peer support", "Peers"]
    assert "merge" not in listing.content.decode().partition("<tbody>")[2].partition("</tbody>")[0]
    client.post(url("merge", peers.pk), {"into": support.pk})
    assert Keyword.objects.get(pk=peers.pk).merged_into is None


def test_organizations_are_merged_the_same_way(client, editor):
    one, other = make_organization("PRA, Inc."), make_organization("PRA")
    address = url("merge", one.pk, model="organization")
    assert "not used on any page" in text_of(client.get(address))
    client.post(address, {"into": other.pk})
    assert Organization.objects.get(pk=one.pk).merged_into == other


# ---- deleting ----


def test_unused_term_is_deleted(client, editor):
    keyword = make_keyword("Peers", synonyms=["a"])
    assert "Are you sure" in text_of(client.get(url("delete", keyword.pk)))
    response = client.post(url("delete", keyword.pk), follow=True)
    assert messages_in(response) == ["“Peers” is deleted."]
    assert not Keyword.objects.exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_term_in_use_is_kept_with_the_reason(client, peers, method):
    response = getattr(client, method)(url("delete", peers.pk), follow=True)
    assert messages_in(response) == [
        "“Peers” is used on 2 pages. Merge it into another keyword instead."
    ]
    assert Keyword.objects.filter(pk=peers.pk).exists()


def links_in(response) -> list[tuple[str, str]]:
    [message] = [str(message) for message in response.context["messages"]]
    return [
        (link["href"], link.text.strip()) for link in BeautifulSoup(message, "html.parser")("a")
    ]


def test_refusal_leads_to_the_first_pages_and_to_merging(client, editor):
    keyword, other = make_keyword("Peers"), make_keyword("Peer", slug="peer")
    Keyword.objects.filter(pk=other.pk).update(merged_into=make_keyword("Third"))
    pages = [make_resource(title=f"Page <{n}>", keywords=[keyword]) for n in range(4)]
    pages.append(make_resource(title="Page <4>", keywords=[keyword], live=False))
    make_resource(title="Page <0> of another", keywords=[other])

    response = client.get(url("delete", keyword.pk), follow=True)

    named = [(reverse("wagtailadmin_pages:edit", args=[page.pk]), page.title) for page in pages]
    merge = (url("merge", keyword.pk), "Merge it into another…")
    assert links_in(response) == [*named, merge]
    assert "and others" not in text_of(response)

    make_resource(title="Page <5>", keywords=[keyword])
    response = client.get(url("delete", keyword.pk), follow=True)
    assert links_in(response) == [*named, merge]
    assert "and others." in text_of(response)


def test_refusal_offers_merging_only_to_who_may(client, editor):
    keyword = make_keyword("Peers")
    make_resource(title="A", keywords=[keyword])
    client.force_login(member_with("delete_keyword"))

    response = client.get(url("delete", keyword.pk), follow=True)

    assert [words for _, words in links_in(response)] == ["A"]


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_refusal_costs_the_same_for_any_number_of_pages(editor, rows, django_assert_num_queries):
    keyword = make_keyword("Peers")
    for _ in range(rows):
        make_resource(keywords=[keyword])

    with django_assert_num_queries(1):
        found = first_pages_using(term=keyword, most=6)

    assert len(found) == min(rows, 6)


@pytest.mark.parametrize("method", ["get", "post"])
def test_term_that_others_were_merged_into_is_kept(client, editor, method):
    support = make_keyword("Peer support")
    make_keyword("Peers", merged_into=support)
    response = getattr(client, method)(url("delete", support.pk), follow=True)
    assert messages_in(response) == [
        "“Peer support” can’t be deleted: 1 other was merged into it. Undo that first."
    ]


def test_merged_term_in_use_is_kept(client, peers):
    client.post(url("merge", peers.pk), {"into": make_keyword("Peer support").pk})
    response = client.post(url("delete", peers.pk), follow=True)
    assert messages_in(response)[-1] == (
        "“Peers” is used on 2 pages and merged into “Peer support”. Leave it so."
    )


def test_organization_in_use_is_kept(client, editor):
    county = make_organization("Pine County")
    make_resource(producers=[county])
    response = client.post(url("delete", county.pk, model="organization"), follow=True)
    assert messages_in(response) == [
        "“Pine County” is used on 1 page. Merge it into another organization instead."
    ]


def test_the_database_protects_what_a_page_names(peers):
    assert ResourceKeyword.objects.filter(keyword=peers).exists()
    with pytest.raises(ProtectedError):
        peers.delete()


# ---- deleting several ----


def test_several_unused_are_deleted(client, editor):
    keywords = [make_keyword(name) for name in "ABC"]
    chosen = bulk_url(id=[keyword.pk for keyword in keywords[:2]])
    assert "Are you sure" in text_of(client.get(chosen))
    assert Keyword.objects.count() == 3
    response = client.post(chosen, follow=True)
    assert messages_in(response) == ["2 deleted: Keywords."]
    assert [keyword.label for keyword in Keyword.objects.all()] == ["C"]


@pytest.mark.parametrize("method", ["get", "post"])
def test_one_in_use_keeps_all_of_them(client, peers, method):
    other = make_keyword("Other")
    response = getattr(client, method)(bulk_url(id=[peers.pk, other.pk]), follow=True)
    assert messages_in(response) == [
        "“Peers” is used on 2 pages. Merge it into another keyword instead.",
        "Nothing was deleted.",
    ]
    assert Keyword.objects.count() == 2


def test_many_in_use_are_named_in_part(client, editor):
    keywords = [make_keyword() for _ in range(8)]
    make_resource(keywords=keywords)
    response = client.post(bulk_url(id=[keyword.pk for keyword in keywords]), follow=True)
    assert messages_in(response)[5:] == ["And 3 more are in use.", "Nothing was deleted."]


def test_all_means_all_that_the_listing_shows(client, editor):
    into = make_keyword("Zebra")
    make_keyword("Peers", merged_into=into)
    make_keyword("Peer support")
    client.post(bulk_url(id="all", q="peer", standing="current"))
    assert [keyword.label for keyword in Keyword.objects.all()] == ["Peers", "Zebra"]


@pytest.mark.parametrize("chosen", ["x", "-1", "9" * 30, "²"])
def test_nonsense_is_not_found(client, editor, chosen):
    make_keyword("Peers")
    assert client.get(bulk_url(id=chosen)).status_code == 404


def test_who_may_not_delete_deletes_nothing(client, editor):
    keyword = make_keyword("Peers")
    client.force_login(member_with("change_keyword", "view_keyword"))
    client.post(bulk_url(id=keyword.pk))
    client.post(url("delete", keyword.pk))
    assert Keyword.objects.filter(pk=keyword.pk).exists()
