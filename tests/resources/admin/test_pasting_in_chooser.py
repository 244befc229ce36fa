"""A pasted list of keywords in the chooser: what it is said to be, and what is chosen in the end."""

import re
from html import unescape

import pytest

from resources.models import Keyword
from tests.make import make_keyword
from tests.resources.admin.vocabulary import chooser_url, member_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]


def paste(client, text: str) -> str:
    """What the chooser says to a pasted list."""
    answer = client.post(chooser_url("paste", multiple=1), {"pasted": text}).json()
    assert answer["step"] == "choose"
    return " ".join(unescape(answer["html"]).split())


def preset(html: str) -> dict[str, str]:
    """What the page would send, as it is."""
    inputs = re.findall(
        r'<input type="(?:checkbox|radio)" name="([^"]+)" value="([^"]*)" checked', html
    )
    return dict(inputs)


def take(client, text: str, **chosen) -> dict:
    data = {"pasted": text, **{name.replace("_", "-"): value for name, value in chosen.items()}}
    return client.post(chooser_url("take", multiple=1), data).json()


def names_in(answer: dict) -> list[str]:
    assert answer["step"] == "chosen", answer
    return [item["string"] for item in answer["result"]]


def labels() -> list[str]:
    return [keyword.label for keyword in Keyword.objects.all()]


def test_tab_is_there_where_several_are_chosen(client):
    several = client.get(chooser_url("choose", multiple=1)).json()["html"]
    assert 'id="tab-paste"' in several
    assert f'action="{chooser_url("paste", multiple=1)}"' in several
    assert "tab-paste" not in client.get(chooser_url("choose")).json()["html"]


def test_each_part_is_said_to_be_known_similar_or_new(client):
    sim = make_keyword("Sequential Intercept Model", acronym="SIM")
    peers = make_keyword("Peer support specialists")
    html = paste(
        client, "Sequential Intercept Model (SIM); Peer support specialist; Courts; courts"
    )
    assert "3 different keywords in this list." in html
    assert "1 is in the vocabulary. 1 looks like one that is. 1 is new." in html
    assert preset(html) == {"take-0": str(sim.pk), "take-1": str(peers.pk), "take-2": "new"}
    assert "New keyword: Peer support specialist" in html
    assert "Leave it out" in html
    assert labels() == ["Peer support specialists", "Sequential Intercept Model"]


def test_chosen_ones_come_back_in_the_list_s_order_and_new_ones_are_made(client):
    peers = make_keyword("Peers")
    answer = take(
        client,
        "Zebra Line Model (ZLM)\nPEERS\nCourts\nJails",
        take_0="new",
        take_1=peers.pk,
        take_3="new",
    )
    assert names_in(answer) == ["Zebra Line Model (ZLM)", "Peers", "Jails"]
    assert labels() == ["Jails", "Peers", "Zebra Line Model"]


def test_two_parts_that_are_one_keyword_are_chosen_once(client):
    sim = make_keyword("Sequential Intercept Model", acronym="SIM")
    text = "SIM; Sequential Intercept Model"
    assert preset(paste(client, text)) == {"take-0": str(sim.pk), "take-1": str(sim.pk)}
    assert names_in(take(client, text, take_0=sim.pk, take_1=sim.pk)) == [str(sim)]


def test_new_beside_a_similar_one_is_made_when_a_person_says_so(client):
    make_keyword("Peer support specialists")
    assert names_in(take(client, "Peer support specialist", take_0="new")) == [
        "Peer support specialist"
    ]
    assert len(labels()) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Paste a list, for example: lived experience; peers."),
        ("  \n ", "Paste a list, for example: lived experience; peers."),
        ("; , … --", "There is no keyword in this."),
        ("a\x00b", "Null characters are not allowed."),
        ("x" * 200_000, "Ensure this value has at most 50000 characters (it has 200000)."),
        (";".join(f"k{n}" for n in range(401)), "These are 401 keywords. Paste 400 at a time."),
    ],
)
@pytest.mark.parametrize("view", ["paste", "take"])
def test_list_of_nothing_or_too_much_is_refused_at_its_field(client, text, words, view):
    answer = client.post(chooser_url(view, multiple=1), {"pasted": text}).json()
    html = unescape(answer["html"])
    assert words in html
    assert "take-0" not in html
    assert not Keyword.objects.exists()


def test_part_that_is_too_long_says_so_and_the_rest_goes_on(client):
    html = paste(client, f"Courts; {'x' * 121}")
    assert "Too long for a keyword." in html
    assert "1 can’t be added." in html
    assert preset(html) == {"take-0": "new"}
    answer = take(client, f"Courts; {'x' * 121}", take_0="new", take_1="new")
    assert answer["step"] == "choose"
    assert "Ensure this value has at most 120 characters" in answer["html"]
    assert not Keyword.objects.exists()


def test_nothing_chosen_asks_again_and_keeps_what_was_unticked(client):
    html = unescape(take(client, "Courts; Jails")["html"])
    assert "Choose at least one keyword." in html
    assert preset(html) == {}
    assert 'value="Courts; Jails"' in html


@pytest.mark.parametrize("value", ["99999", "x", "²", "9" * 40, "-1"])
def test_choice_that_is_gone_asks_again_and_adds_nothing(client, value):
    html = unescape(take(client, "Courts; Jails", take_0=value, take_1="new")["html"])
    assert "The vocabulary has changed meanwhile. Look at the list again." in html
    assert not Keyword.objects.exists()


def test_what_was_merged_since_the_page_was_shown_becomes_the_other(client):
    peers = make_keyword("Peers")
    preset(paste(client, "peers"))
    peers.merged_into = make_keyword("Peer support")
    peers.save()
    assert names_in(take(client, "peers", take_0=peers.pk)) == ["Peer support"]


def test_what_somebody_added_since_the_page_was_shown_is_taken(client):
    assert preset(paste(client, "Courts")) == {"take-0": "new"}
    make_keyword("COURTS")
    assert names_in(take(client, "Courts", take_0="new")) == ["COURTS"]
    assert labels() == ["COURTS"]


def test_who_may_not_add_chooses_known_ones_only(client):
    peers = make_keyword("Peers")
    client.force_login(member_with("view_keyword"))
    html = paste(client, "peers; Courts")
    assert "Not in the vocabulary; you may not add to it." in html
    assert preset(html) == {"take-0": str(peers.pk)}
    assert names_in(take(client, "peers; Courts", take_0=peers.pk)) == ["Peers"]
    client.post(chooser_url("take", multiple=1), {"pasted": "peers; Courts", "take-1": "new"})
    assert labels() == ["Peers"]


def test_text_is_escaped(client):
    make_keyword("<b>Peers</b>")
    answer = client.post(
        chooser_url("paste", multiple=1), {"pasted": '<b>peers</b>; <img src=x onerror="a()">'}
    ).json()
    assert "<img src=x" not in answer["html"]
    assert "<b>" not in answer["html"]
    assert "&lt;b&gt;Peers" in answer["html"]


@pytest.mark.parametrize("view", ["paste", "take"])
def test_a_get_is_no_way_in(client, view):
    assert client.get(chooser_url(view)).status_code == 405


def test_strangers_are_sent_away(client, index):
    client.logout()
    assert (
        client.post(chooser_url("take"), {"pasted": "Courts", "take-0": "new"}).status_code == 302
    )
    assert not Keyword.objects.exists()


@pytest.mark.parametrize("number", [1, 3, 300])
def test_looking_costs_as_many_queries_for_any_number(client, number, django_assert_num_queries):
    make_keyword("Peers", synonyms=["mutual aid"])
    text = ";".join(f"Keyword {n}" for n in range(number))
    paste(client, text)
    with django_assert_num_queries(5):
        html = paste(client, text)
    assert len(preset(html)) == number


def test_three_hundred_new_ones_are_added_at_once(client):
    text = "\n".join(f"Keyword {n}" for n in range(300))
    answer = take(client, text, **{f"take_{n}": "new" for n in range(300)})
    assert names_in(answer) == text.split("\n")
    assert Keyword.objects.count() == 300


@pytest.mark.parametrize("number", [1, 3, 300])
def test_taking_known_ones_costs_as_many_queries_for_any_number(
    client, number, django_assert_num_queries
):
    keywords = [make_keyword() for _ in range(number)]
    text = "\n".join(keyword.label for keyword in keywords)
    chosen = {f"take_{n}": keyword.pk for n, keyword in enumerate(keywords)}
    take(client, text, **chosen)
    with django_assert_num_queries(8):
        answer = take(client, text, **chosen)
    assert len(names_in(answer)) == number
