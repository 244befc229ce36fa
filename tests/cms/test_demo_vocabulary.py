"""The demo's library beside what people made before: names and addresses that are taken stay theirs."""

from cms.demo.content import KEYWORDS
from cms.demo.library import build_keywords, build_organizations
from cms.demo.pages import build_library_page
from cms.models import StandardPage
from resources.models import Keyword, KeywordSynonym, Organization, ResourceIndexPage
from tests.make import make_keyword, make_organization


def test_keyword_of_a_person_is_used_and_its_names_stay_its_own(db):
    own = make_keyword("jail reduction", synonyms=["fewer beds"])
    other = make_keyword("Rest", synonyms=["Naloxone"])
    said = []
    found = build_keywords(say=said.append)
    assert found["Jail reduction"] == own
    assert list(own.synonyms.values_list("text", flat=True)) == ["fewer beds"]
    assert said == ["Keywords: 29"]
    assert set(found) == {keyword.label for keyword in KEYWORDS}
    assert KeywordSynonym.objects.get(key="naloxone").keyword == other
    assert not KeywordSynonym.objects.filter(key="rest").exists()
    assert KeywordSynonym.objects.get(key="burnout").keyword == found["Staff wellness"]


def test_keyword_is_known_by_its_address_after_it_was_renamed_or_merged(db):
    first = build_keywords(say=print)
    first["Peers"].label = "Peers & friends"
    first["Peers"].save()
    Keyword.objects.filter(label="Crisis").update(merged_into=first["Behavioral health"])
    said = []
    assert build_keywords(say=said.append) == first
    assert said == []


def test_organization_has_its_parent_and_its_other_names(db):
    own = make_organization("GAINS Center", acronym="GC")
    found = build_organizations(say=print)
    center = found["Crisis Response TTA Center"]
    assert center.parent == found["Bureau of Community Crisis Programs"]
    assert Organization.objects.called("tta center").get() == center
    gains = found["GAINS Center for Behavioral Health and Justice Transformation"]
    assert gains.parent.acronym == "SAMHSA"
    assert gains != own
    assert not gains.aliases.exists()


def test_library_takes_another_address_where_its_own_is_taken(index):
    home = index.get_parent().specific
    home.add_child(instance=StandardPage(title="Our books", slug="library"))
    build_library_page(home)
    build_library_page(home)
    assert ResourceIndexPage.objects.get().slug == "library-2"
