"""What `manage.py import_topic` wrote, in the hands of an editor."""

import pytest
from django.urls import reverse

from resources.models import ResourcePage, TopicPage
from tests.events.editor import edit_url, read_form, send
from tests.make import make_library, make_webinar
from tests.resources.test_import_topic import PLAIN, run

pytestmark = pytest.mark.usefixtures("imported")


@pytest.fixture
def imported(editor):
    make_library()
    make_webinar(title="Dispatchers Who Listen", slug="dispatchers")
    run(PLAIN)


def publish(client, page):
    form = read_form(client, edit_url(page))
    response = send(client, edit_url(page), form, action="publish")
    assert response.status_code == 302, response.context["form"].errors
    return type(page).objects.get(pk=page.pk)


def test_drafts_stand_in_the_explorer_and_in_their_edit_views(client, index):
    library = TopicPage.objects.get().get_parent()
    listing = client.get(reverse("wagtailadmin_explore", args=[library.pk])).content.decode()
    for page in (TopicPage.objects.get(), *ResourcePage.objects.all()):
        assert page.title in listing
        answer = client.get(edit_url(page))
        assert answer.status_code == 200
        assert page.title in answer.content.decode()


def test_form_of_a_draft_holds_what_the_file_says(client):
    page = ResourcePage.objects.get(year=2014)
    form = read_form(client, edit_url(page))
    assert (form["title"], form["year"]) == (page.title, "2014")
    assert [form[f"producers-{number}-author"] for number in range(4)] == [
        "Odalys Ferrante",
        "Tobias J. Wren",
        "Ifeoma Castellan",
        "Ansel Brightwater",
    ]
    assert form["keyword_links-TOTAL_FORMS"] == "3"


def test_drafts_can_be_published_through_the_admin_and_read(client):
    resources = list(ResourcePage.objects.order_by("pk"))
    assert len(resources) == 5
    before = [_rows(page) for page in resources]
    published = [publish(client, page) for page in resources]
    assert all(page.live for page in published)
    assert [_rows(page) for page in published] == before
    topic = publish(client, TopicPage.objects.get())
    assert topic.live
    assert [row.is_highlighted for row in topic.entries.all()] == [True] * 2 + [False] * 4
    client.logout()
    text = client.get(topic.get_url()).content.decode()
    for row in topic.entries.all():
        assert row.page.title in text
    assert "/events/dispatchers/" in text
    for page in published:
        assert client.get(page.get_url()).status_code == 200


def test_published_drafts_are_found_by_the_next_import(client):
    for page in (*ResourcePage.objects.all(), TopicPage.objects.get()):
        publish(client, page)
    assert "Imported before, left as it is" in run(PLAIN)
    assert ResourcePage.objects.count() == 5


def _rows(page) -> list[list[str]]:
    relations = (page.producers, page.supporters, page.keyword_links)
    return [[str(row) for row in relation.all()] for relation in relations]
