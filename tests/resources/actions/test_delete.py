"""What keeps a term: pages that name it, drafts too."""

from datetime import timedelta

import pytest

from events.models import EventKeyword
from resources.actions import TermInUse, delete_term, merge_terms, why_kept
from resources.models import Keyword, ResourceKeyword, ResourceProducer
from tests.events.test_subjects import about
from tests.make import NOW, make_keyword, make_organization, make_resource, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]


def name_in_draft(page, keyword) -> None:
    page.keyword_links = [ResourceKeyword(keyword=keyword)]
    page.save_revision()


def test_term_that_nothing_names_goes(index):
    keyword = make_keyword("Owls")
    make_resource().save_revision()
    assert why_kept(keyword) == ""
    delete_term(term=keyword, by=None)
    assert not Keyword.objects.exists()


def test_keyword_of_a_draft_stays_and_the_reason_is_said(index):
    keyword = make_keyword("Owls")
    name_in_draft(make_resource(), keyword)
    with pytest.raises(TermInUse) as raised:
        delete_term(term=keyword, by=None)
    sentence = "“Owls” stands in the draft of 1 page. Merge it into another keyword instead."
    assert str(raised.value) == sentence
    name_in_draft(make_resource(), keyword)
    assert "stands in the drafts of 2 pages." in why_kept(keyword)


def test_organization_and_keyword_of_events_stay_too(index):
    office, keyword = make_organization("Office"), make_keyword("Owls")
    page = make_resource()
    page.producers = [ResourceProducer(organization=office)]
    page.save_revision()
    event = make_webinar(**about(keywords=[keyword]))
    assert "used on 1 page" in why_kept(keyword)
    event.keyword_links = []
    event.save()
    assert why_kept(keyword) == ""
    event.keyword_links = [EventKeyword(keyword=keyword)]
    event.save_revision()
    assert "in the draft of 1 page. Merge it into another organization instead." in why_kept(office)
    assert "in the draft of 1 page" in why_kept(keyword)


def test_merged_keyword_of_a_draft_is_left_so(index):
    keyword, other = make_keyword("Owls"), make_keyword("Birds")
    name_in_draft(make_resource(), keyword)
    merge_terms(term=keyword, into=other, by=None, now=NOW)
    sentence = "“Owls” stands in the draft of 1 page and is merged into “Birds”. Leave it so."
    assert why_kept(Keyword.objects.get(pk=keyword.pk)) == sentence


def test_scheduled_version_counts_and_an_older_one_not(index):
    keyword, page = make_keyword("Owls"), make_resource()
    page.keyword_links = [ResourceKeyword(keyword=keyword)]
    page.go_live_at = NOW + timedelta(days=1)
    scheduled = page.save_revision(approved_go_live_at=page.go_live_at)
    page.keyword_links = []
    page.save_revision()
    assert "in the draft of 1 page" in why_kept(keyword)
    scheduled.approved_go_live_at = None
    scheduled.save(update_fields=["approved_go_live_at"])
    assert why_kept(keyword) == ""


def test_number_within_another_is_not_taken_for_it(index):
    keywords = [make_keyword() for _ in range(12)]
    by_number = {keyword.pk: keyword for keyword in keywords}
    long = next(pk for pk in by_number if pk > 9 and int(str(pk)[:-1]) not in (0, pk))
    name_in_draft(make_resource(), by_number[long])
    kept = [pk for pk, keyword in by_number.items() if why_kept(keyword)]
    assert kept == [long]


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_looking_costs_the_same_for_any_number_of_drafts(index, django_assert_num_queries, rows):
    keyword = make_keyword("Owls")
    for _ in range(rows):
        name_in_draft(make_resource(), keyword)
    with django_assert_num_queries(5):
        assert why_kept(keyword)
