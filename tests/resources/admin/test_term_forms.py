"""The forms of the vocabulary: what they write, and what they refuse where."""

import pytest
from django.db.models.signals import pre_save
from wagtail import hooks

from resources.actions import merge_terms, undo_merge
from resources.models import Keyword, KeywordSynonym, Organization
from tests.make import NOW, make_keyword, make_organization
from tests.resources.admin.vocabulary import keyword_form, messages_in, text_of, url

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("editor")]

BIDI = "\u202eevil\u202c"


def test_keyword_is_added_with_synonyms(client):
    response = client.post(
        url("add"), keyword_form(synonyms=["mutual aid", " Mutual  help "]), follow=True
    )
    keyword = Keyword.objects.get()
    assert [row.text for row in keyword.synonyms.all()] == ["mutual aid", "Mutual help"]
    assert (keyword.label, keyword.slug) == ("Peers", "peers")
    assert messages_in(response) == ["Keyword &#x27;Peers&#x27; created."]


def test_organization_is_added_with_aliases(client):
    top = make_organization("Top")
    form = keyword_form()
    form = {name.replace("synonyms", "aliases"): value for name, value in form.items()}
    form |= {"name": "Pine County", "website": "https://pine.example/", "parent": top.pk}
    form |= {"aliases-TOTAL_FORMS": "1", "aliases-0-text": "Pine", "aliases-0-id": ""}
    client.post(url("add", model="organization"), form)
    county = Organization.objects.get(name="Pine County")
    assert (county.parent, [row.text for row in county.aliases.all()]) == (top, ["Pine"])


def test_organization_in_a_circle_is_refused_at_the_field(client):
    top = make_organization("Top")
    below = make_organization("Below", parent=top)
    form = {name.replace("synonyms", "aliases"): value for name, value in keyword_form().items()}
    form |= {"name": "Top", "website": "javascript:alert(1)", "parent": below.pk, "slug": "top"}
    response = client.post(url("edit", top.pk, model="organization"), form)
    assert set(response.context["form"].errors) == {"parent", "website"}


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"label": " PEERS "}, "label", "is in the vocabulary already: Peers."),
        ({"label": "mutual aid"}, "label", "is in the vocabulary already: Peers."),
        ({"label": ""}, "label", "required"),
        ({"label": "\u200b"}, "label", "blank"),
        ({"label": "a\x00b"}, "label", "Null characters"),
        ({"label": "x" * 200_000}, "label", "at most 120 characters"),
        ({"label": "ﷺ" * 100}, "label", "too long"),
        ({"acronym": "x" * 31}, "acronym", "at most 30 characters"),
        ({"acronym": "ﷺ" * 30}, "acronym", "too long"),
        ({"slug": "peers"}, "slug", "already exists"),
        ({"slug": "with space"}, "slug", "valid"),
    ],
)
def test_bad_input_is_refused_at_its_field_and_kept(client, fields, field, words):
    make_keyword("Peers", synonyms=["Mutual Aid"])
    response = client.post(
        url("add"), keyword_form(**{"label": "Courts", **fields}, synonyms=["kept as typed"])
    )
    assert response.status_code == 200
    form = response.context["form"]
    assert set(form.errors) == {field}
    assert words in form.errors[field][0]
    assert "kept as typed" in text_of(response)
    assert Keyword.objects.count() == 1


@pytest.mark.parametrize(
    ("texts", "words"),
    [
        (["fine", "police"], "“police” is in the vocabulary already: Police."),
        (["fine", "COPS"], "“COPS” is in the vocabulary already: Police."),
        (["fine", "FINE"], "“FINE” stands here twice."),
        (["fine", " courts"], "“courts” is the name above."),
        (["fine", "a\x00b"], "Null characters are not allowed."),
        (["fine", "x" * 200_000], "Ensure this value has at most 300 characters (it has 200000)."),
        (["fine", "ﷺ" * 200], "This is too long. Use plain letters, or fewer of them."),
        (["fine", "\u200b"], "This field cannot be blank."),
    ],
)
def test_bad_synonym_is_refused_at_its_row_and_all_is_kept(client, texts, words):
    make_keyword("Police", synonyms=["cops"])
    rows = [{"text": text, "id": ""} for text in texts]
    response = client.post(url("add"), keyword_form(label="Courts", synonyms=rows))
    assert response.status_code == 200
    [first, second] = response.context["form"].formsets["synonyms"].errors
    assert first == {}
    assert second == {"text": [words]}
    assert 'value="fine"' in response.content.decode()
    assert 'value="Courts"' in response.content.decode()
    assert Keyword.objects.count() == 1


def test_what_nobody_can_see_is_left_out(client):
    client.post(url("add"), keyword_form(label=f"Peers{BIDI}", synonyms=[f"<b>{BIDI}"]))
    assert Keyword.objects.get().label == "Peersevil"
    assert "<b>evil" not in client.get(url("list")).content.decode()
    assert "&lt;b&gt;evil" in client.get(url("list")).content.decode()


def test_synonyms_may_swap_move_on_and_become_free(client):
    keyword = make_keyword("Courts", synonyms=["a", "b", "c"])
    a, b, c = keyword.synonyms.all()
    rows = [
        {"text": "b", "id": a.pk},
        {"text": "a", "id": b.pk},
        {"text": "c", "id": c.pk, "DELETE": "on"},
        {"text": "C", "id": ""},
    ]
    response = client.post(
        url("edit", keyword.pk),
        keyword_form(label="Courts", slug="courts", synonyms=rows, initial=3),
    )
    assert response.status_code == 302
    assert sorted(KeywordSynonym.objects.values_list("text", flat=True)) == ["C", "a", "b"]


def test_name_and_synonym_may_change_places(client):
    keyword = make_keyword("Courts", synonyms=["Tribunals"])
    [row] = keyword.synonyms.all()
    rows = [{"text": "Courts", "id": row.pk}]
    form = keyword_form(label="Tribunals", slug="courts", synonyms=rows, initial=1)
    client.post(url("edit", keyword.pk), form)
    keyword = Keyword.objects.get()
    assert (keyword.label, [row.text for row in keyword.synonyms.all()]) == (
        "Tribunals",
        ["Courts"],
    )


def test_row_that_is_gone_comes_back_as_new(client):
    keyword = make_keyword("Courts", synonyms=["a"])
    [row] = keyword.synonyms.all()
    KeywordSynonym.objects.all().delete()
    form = keyword_form(
        label="Courts", slug="courts", synonyms=[{"text": "a", "id": row.pk}], initial=1
    )
    assert client.post(url("edit", keyword.pk), form).status_code == 302
    assert KeywordSynonym.objects.get().text == "a"


def test_name_that_somebody_took_a_moment_ago_is_an_error_at_its_field(client):
    """What another transaction wrote between the check and the write."""
    made = []

    def somebody_else(sender, instance, **kwargs):
        if not made:
            made.append(True)
            Keyword.objects.bulk_create([Keyword(label="PEERS", key="peers", slug="p")])

    pre_save.connect(somebody_else, sender=Keyword)
    try:
        response = client.post(url("add"), keyword_form(synonyms=["kept"]))
    finally:
        pre_save.disconnect(somebody_else, sender=Keyword)
    assert made
    assert response.status_code in (200, 302)
    assert Keyword.objects.filter(key="peers").count() == 1


def test_merge_made_while_the_form_is_saved_stays(client):
    peers, support = make_keyword("Peers"), make_keyword("Peer support")

    def merge_meanwhile(request, instance):
        assert instance.merged_into is None
        merge_terms(term=peers, into=support, by=None, now=NOW)

    with hooks.register_temporarily("before_edit_snippet", merge_meanwhile):
        client.post(url("edit", peers.pk), keyword_form(label="Peers at work", slug="peers"))

    found = Keyword.objects.get(pk=peers.pk)
    assert (found.label, found.merged_into) == ("Peers at work", support)


def test_undoing_made_while_the_form_is_saved_stays(client):
    peers, support = make_keyword("Peers"), make_keyword("Peer support")
    merge_terms(term=peers, into=support, by=None, now=NOW)

    def undo_meanwhile(request, instance):
        undo_merge(term=peers, by=None)

    with hooks.register_temporarily("before_edit_snippet", undo_meanwhile):
        client.post(url("edit", peers.pk), keyword_form(label="Peers at work", slug="peers"))

    found = Keyword.objects.get(pk=peers.pk)
    assert (found.label, found.merged_into) == ("Peers at work", None)
