"""The library's list: its topics, and which resources, in which order, by which filters."""

import re

import pytest
from django.test import RequestFactory

from resources.listing import resource_listing
from resources.models import ResourceIndexPage, ResourcePage
from resources.pager import PER_PAGE
from tests.make import (
    NOW,
    make_keyword,
    make_library,
    make_organization,
    make_private,
    make_resource,
    make_topic,
    make_webinar,
)

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def listing(query: str = ""):
    request = RequestFactory().get(f"/library/{query}")
    return resource_listing(request=request, index=make_library(), now=NOW)


def titles(query: str = "") -> list[str]:
    return [card.title for card in listing(query).cards]


def choices(name: str) -> list[str]:
    return [value for value, _label in listing().form.fields[name].choices]


def merge(term, into) -> None:
    term.merged_into = into
    term.save()


def answer(client, query: str = "") -> str:
    response = client.get(f"/library/{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


# ---- order and pages ----


def test_newest_year_comes_first_then_the_title_then_unknown_years():
    make_library()
    for title, year in (("b", 2019), ("C", 2021), ("a", 2019), ("Without", None), ("B", 2019)):
        make_resource(title=title, year=year)
    assert titles() == ["C", "a", "b", "B", "Without"]


def test_order_of_the_same_year_and_title_is_total():
    pages = [make_resource(title="Same", year=2020) for _ in range(4)]
    assert [card.page_id for card in listing().cards] == [page.pk for page in pages]


def test_pages_of_the_list_hold_every_resource_once():
    make_library()
    for number in range(PER_PAGE + 3):
        make_resource(title="Same", year=2000 + number % 3)
    seen = [card.page_id for page in (1, 2) for card in listing(f"?page={page}").cards]
    assert len(seen) == len(set(seen)) == PER_PAGE + 3
    assert listing().count_words == "28 resources"
    assert listing("?page=2").pager.previous_url == "/library/"
    assert listing("?year=2001&page=1").pager.next_url == ""


def test_page_addresses_keep_the_filters():
    for _ in range(PER_PAGE + 1):
        make_resource(year=2020)
    assert listing("?year=2020").pager.next_url == "?year=2020&page=2"


@pytest.mark.parametrize(
    ("query", "notice"),
    [
        ("?page=9", "There is no page 9. This is page 1 of 1."),
        ("?page=x", "The address names a page that does not exist. This is page 1."),
        ("?page=%00", "The address names a page that does not exist. This is page 1."),
        ("?page=99999999999999", "The address names a page that does not exist. This is page 1."),
        ("?page=1", ""),
    ],
)
def test_page_that_is_not_there_is_named(query, notice):
    make_resource()
    assert listing(query).pager.notice == notice


# ---- filters ----


def test_filter_by_keyword_also_through_a_merged_one():
    old, new = make_keyword("Workers"), make_keyword("Peers")
    make_resource(title="Old", keywords=[old])
    make_resource(title="New", keywords=[new])
    make_resource(title="Other")
    assert titles("?keyword=peers") == ["New"]
    merge(old, into=new)
    assert titles("?keyword=peers") == ["New", "Old"]
    assert titles("?keyword=workers") == ["New", "Old"]
    assert listing("?keyword=workers").form["keyword"].value() == "peers"
    assert choices("keyword") == ["", "peers"]


def test_filter_by_producer_also_through_a_merged_one():
    old, new = make_organization("The Office"), make_organization("Office")
    make_resource(title="Old", producers=[old])
    make_resource(title="New", producers=[new, "Bo Lee"])
    make_resource(title="Supported", supporters=[new], producers=["Bo Lee"])
    assert titles("?producer=office") == ["New"]
    merge(old, into=new)
    assert titles("?producer=the-office") == titles("?producer=office") == ["New", "Old"]
    assert choices("producer") == ["", "office"]


def test_filter_by_topic():
    one, two = make_resource(title="One"), make_resource(title="Two")
    make_topic(title="Peer support", slug="peer-support", highlighted=[two], entries=[one])
    make_resource(title="Three")
    assert titles("?topic=peer-support") == ["One", "Two"]


def test_filter_by_type_year_and_intercept():
    make_resource(title="A", resource_type="guide", year=2017, intercepts=(0, 1))
    make_resource(title="B", resource_type="brief", year=2021, intercepts=(1,))
    assert titles("?type=guide") == titles("?year=2017") == titles("?intercept=0") == ["A"]
    assert titles("?type=brief") == titles("?year=2021") == ["B"]
    assert titles("?intercept=1") == ["B", "A"]


def test_filters_work_together():
    keyword = make_keyword("Peers")
    make_resource(title="A", resource_type="guide", year=2017, keywords=[keyword])
    make_resource(title="B", resource_type="guide", year=2021)
    found = listing("?keyword=peers&type=guide&year=2017")
    assert [card.title for card in found.cards] == ["A"]
    assert (found.is_filtered, found.count_words) == (True, "1 resource")
    assert titles("?keyword=peers&year=2021") == []
    assert titles("?keyword=&topic=&type=&producer=&year=&intercept=") == ["B", "A"]


def test_choices_are_what_occurs_in_public_resources():
    make_resource(
        resource_type="guide", year=2017, intercepts=(4, 1),
        keywords=[make_keyword("Peers")], producers=[make_organization("Office")],
    )  # fmt: skip
    hidden = make_resource(
        live=False, resource_type="brief", year=2021, intercepts=(0,),
        keywords=[make_keyword("Hidden")], producers=[make_organization("Hidden office")],
    )  # fmt: skip
    make_topic(title="Only hidden", slug="only-hidden", entries=[hidden])
    make_topic(title="Only webinars", slug="webinars", entries=[make_webinar()])
    assert ResourcePage.objects.count() == 2
    assert choices("type") == ["", "guide"]
    assert choices("year") == ["", "2017"]
    assert choices("intercept") == ["", "1", "4"]
    assert choices("keyword") == ["", "peers"]
    assert choices("producer") == ["", "office"]
    assert choices("topic") == [""]


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?keyword=nobody", "There is nothing under the keyword “nobody”. Choose one from the list."),
        ("?topic=1", "There is nothing in a topic “1”. Choose one from the list."),
        ("?type=boat", "There is nothing of the type “boat”. Choose one from the list."),
        ("?producer=a%20b", "There is nothing by “a b”. Choose an organization from the list."),
        ("?year=1066", "There is nothing from “1066”. Choose a year from the list."),
        ("?year=2017.0", "There is nothing from “2017.0”. Choose a year from the list."),
        ("?intercept=9", "There is nothing at the intercept “9”. Choose one from the list."),
        ("?intercept=-1", "There is nothing at the intercept “-1”. Choose one from the list."),
        ("?keyword=%3Cb%3E", "There is nothing under the keyword “&lt;b&gt;”."),
        ("?keyword=%00&producer=%00", "There is nothing under the keyword “"),
        ("?producer=%D8%B3%D9%84%D8%A7%D9%85", "There is nothing by “سلام”."),
        (f"?keyword={'x' * 5000}", "There is nothing under the keyword “xxx"),
    ],
)  # fmt: skip
def test_unknown_value_is_named_at_its_field_and_left_out(client, query, sentence):
    make_resource(title="Guide", year=2017, keywords=[make_keyword("Peers")])

    text = answer(client, query)

    assert sentence in text
    assert ">Guide</a>" in text
    assert "<title>Error: Library" in text
    assert 'aria-invalid="true"' in text
    assert '<a class="go" href="/library/">Clear filters</a>' in text


def test_unknown_value_leaves_the_other_filters():
    make_resource(title="A", year=2017)
    make_resource(title="B", year=2021)
    assert titles("?year=2017&type=boat") == ["A"]


def test_merged_keyword_that_nothing_here_has_is_unknown(client):
    old, new = make_keyword("Workers"), make_keyword("Peers")
    make_resource(title="Guide")
    merge(old, into=new)
    assert "There is nothing under the keyword “workers”." in answer(client, "?keyword=workers")


def test_empty_result_helps_on(client):
    make_resource(year=2017, resource_type="guide")
    make_resource(year=2021, resource_type="brief")
    text = answer(client, "?year=2017&type=brief")
    assert "No resource matches these filters together." in text
    assert '<a href="/library/">Clear the filters</a>' in text
    assert "0 resources</strong> with these filters" in text


def test_empty_library_says_so(client):
    make_library()
    text = answer(client)
    assert "There is no resource here yet." in text
    assert ">Topics<" not in text


def test_only_the_plain_first_page_is_canonical(client):
    for _ in range(PER_PAGE + 1):
        make_resource(year=2020)
    canonical = '<link rel="canonical" href="http://testserver/library/">'
    assert canonical in answer(client)
    for query in ("?year=2020", "?page=2", "?page=9"):
        assert "canonical" not in answer(client, query)


# ---- topics ----


def test_topics_stand_first_by_title_with_their_public_entries(client):
    resource, webinar = make_resource(), make_webinar()
    make_topic(title="Peers", entries=[resource, webinar, make_resource(live=False)])
    make_topic(title="Crisis", entries=[resource], highlighted=[resource])
    make_topic(title="Empty")
    found = [(line.title, line.count_words) for line in listing().topics]
    assert found == [("Crisis", "1 entry"), ("Empty", ""), ("Peers", "2 entries")]
    assert re.search(r'<h2 id="topics-heading">Topics</h2>', answer(client))


def test_draft_and_private_topics_are_left_out():
    make_topic(title="Shown", slug="shown", entries=[make_resource()])
    make_topic(title="A draft", slug="a-draft", live=False, entries=[make_resource()])
    make_private(make_topic(title="Private", slug="private", entries=[make_resource()]))
    assert [line.title for line in listing().topics] == ["Shown"]
    assert choices("topic") == ["", "shown"]
    assert "private" in listing("?topic=private").form.errors["topic"][0]


def test_topics_leave_filtered_lists_and_later_pages_alone():
    make_topic(title="Peers", entries=[make_resource(year=2017)])
    assert [line.title for line in listing().topics] == ["Peers"]
    assert listing("?year=2017").topics == []


# ---- what must not be shown ----


def test_draft_expired_and_private_resources_are_nowhere(client):
    make_resource(title="Shown")
    make_resource(title="A draft", live=False)
    make_resource(title="Expired", live=False, expired=True)
    make_private(make_resource(title="Private"))
    assert ResourcePage.objects.count() == 4
    assert titles() == ["Shown"]
    assert listing().count_words == "1 resource"
    text = answer(client)
    assert not [title for title in ("A draft", "Expired", "Private") if title in text]


def test_libraries_show_their_own():
    home = make_library().get_parent()
    other = home.add_child(instance=ResourceIndexPage(title="Other", slug="other"))
    make_resource(title="Here")
    make_resource(title="There", parent=other, year=1999, keywords=[make_keyword("Peers")])
    assert titles() == ["Here"]
    assert choices("year") == choices("keyword") == [""]
