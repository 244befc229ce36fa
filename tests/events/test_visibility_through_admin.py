"""Who may see an event, decided in the admin: the twin of test_publish_visibility and test_publish_copies."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Page, Site, Workflow, WorkflowPage, WorkflowTask

from cms.models import HomePage
from events.models import EventIndexPage, EventPage, Session
from tests.events.calendars import (
    facts,
    is_shown,
    record_of,
    records_of,
    sequences,
    told,
    uids,
    version,
)
from tests.events.editor import edit_url, publish, read_form, refusals, send
from tests.make import NOW, make_event, make_member, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("editor"),
]

HOUR = timedelta(hours=1)
IN_ONE_HOUR = "2026-11-22 16:00"


@pytest.fixture
def page(index):
    return make_event()


def press(client, name: str, *args, **data):
    """Confirm one of Wagtail's own dialogs."""
    response = client.post(reverse(f"wagtailadmin_pages:{name}", args=args), data)
    assert response.status_code in (200, 302)
    return response


def set_privacy(client, page, restriction_type: str) -> None:
    answer = press(client, "set_privacy", page.pk, restriction_type=restriction_type).json()
    assert answer["step"] == "set_privacy_done"


def test_scheduled_page_is_hidden_until_its_moment(client, index, time_machine):
    page = make_event(live=False)

    page = publish(client, page, go_live_at=IN_ONE_HOUR)
    assert (page.live, records_of(page), version()) == (False, [], 0)

    time_machine.shift(2 * HOUR)
    call_command("publish_scheduled")
    assert is_shown(page)
    assert (sequences(page), version()) == ([0], 1)


def test_scheduled_change_reaches_calendars_at_its_moment(client, page, time_machine):
    publish(client, page)
    before = told(page)

    publish(client, page, place_name="Library", go_live_at=IN_ONE_HOUR)
    assert told(page) == before

    time_machine.shift(2 * HOUR)
    call_command("publish_scheduled")
    assert sequences(page) == [1]
    assert facts(record_of(page))["LOCATION"] == "Library"


def test_expired_page_is_hidden_and_not_cancelled(client, page, time_machine):
    publish(client, page, expire_at=IN_ONE_HOUR)
    text = record_of(page).text

    time_machine.shift(2 * HOUR)
    call_command("publish_scheduled")

    assert not is_shown(page)
    assert record_of(page).text == text
    assert version() == 2


def test_approved_page_is_published(client, index):
    page = make_event(live=False)
    member = make_member("add", "change")
    task = GroupApprovalTask.objects.create(name="Look at it")
    task.groups.add(make_member("publish", username="moderator").groups.get())
    workflow = Workflow.objects.create(name="Approval")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=index)
    client.force_login(member)

    form = read_form(client, edit_url(page))
    assert send(client, edit_url(page), form, action="submit").status_code == 302
    assert send(client, edit_url(page), form, action="publish").status_code in (200, 302)
    assert records_of(page) == []

    client.force_login(task.groups.get().user_set.get())
    state = EventPage.objects.get(pk=page.pk).current_workflow_task_state
    press(client, "workflow_action", page.pk, "approve", state.pk)

    assert EventPage.objects.get(pk=page.pk).live
    assert is_shown(page)
    assert (sequences(page), version()) == ([0], 1)


def test_incomplete_draft_cannot_be_submitted_for_approval(client, index):
    page = make_event(live=False, summary="")
    workflow = Workflow.objects.create(name="Approval")
    task = GroupApprovalTask.objects.create(name="Look at it")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=index)

    response = send(client, edit_url(page), read_form(client, edit_url(page)), action="submit")

    assert list(refusals(response)) == ["summary"]
    assert EventPage.objects.get(pk=page.pk).current_workflow_state is None


def test_unpublished_page_is_hidden_and_comes_back_as_it_was(client, page):
    before = record_of(page)

    press(client, "unpublish", page.pk)
    assert not is_shown(page)
    assert version() == 2

    publish(client, page)
    assert is_shown(page)
    assert (record_of(page).uid, record_of(page).text) == (before.uid, before.text)


def test_index_unpublished_with_what_is_below_hides_it(client, page):
    webinar = make_webinar()

    press(client, "unpublish", EventIndexPage.objects.get().pk, include_descendants="on")

    assert (is_shown(page), is_shown(webinar)) == (False, False)


@pytest.mark.parametrize("is_private", [True, False])
def test_deleted_page_is_hidden(client, page, is_private):
    if is_private:
        set_privacy(client, page, "login")

    press(client, "delete", page.pk)

    assert not EventPage.objects.exists()
    assert (is_shown(page), len(uids(page)), version()) == (False, 1, 2)


def test_deleted_index_hides_everything_below(client, page):
    webinar = make_webinar()
    set_privacy(client, webinar, "login")
    set_privacy(client, EventIndexPage.objects.get(), "login")

    press(client, "delete", EventIndexPage.objects.get().pk)

    assert not EventPage.objects.exists()
    assert (is_shown(page), is_shown(webinar)) == (False, False)


def test_private_page_is_hidden_and_shown_again(client, page):
    text = record_of(page).text

    set_privacy(client, page, "login")
    assert not is_shown(page)
    set_privacy(client, page, "none")

    assert is_shown(page)
    assert (record_of(page).text, version()) == (text, 3)


@pytest.mark.parametrize("model", [EventIndexPage, HomePage])
def test_privacy_above_counts_for_everything_below(client, page, model):
    webinar, above = make_webinar(), model.objects.get()

    set_privacy(client, above, "login")
    assert (is_shown(page), is_shown(webinar)) == (False, False)
    set_privacy(client, above, "none")

    assert (is_shown(page), is_shown(webinar)) == (True, True)


def test_moved_page_takes_on_the_privacy_of_its_new_place(client, page):
    before = record_of(page)
    home = HomePage.objects.get()
    members = home.add_child(instance=EventIndexPage(title="Members", slug="members"))
    set_privacy(client, members, "login")

    press(client, "move_confirm", page.pk, members.pk)
    assert EventPage.objects.get(pk=page.pk).get_parent().pk == members.pk
    assert not is_shown(page)

    set_privacy(client, members, "none")
    assert is_shown(page)
    assert (record_of(page).uid, record_of(page).text) == (before.uid, before.text)


@pytest.mark.parametrize("publish_copies", ["", "on"])
def test_copy_has_uids_of_its_own(client, page, publish_copies):
    before = told(page)[0]

    copy_page(client, page, publish_copies=publish_copies)

    copy = EventPage.objects.get(slug="copy")
    publish(client, copy)
    assert len({*uids(page), *uids(copy)}) == 2
    assert Session.objects.get(page=copy).key == Session.objects.get(page=page).key
    assert told(page)[0] == before


def test_alias_follows_its_source_under_uids_of_its_own(client, page):
    copy_page(client, page, alias="on")
    alias = EventPage.objects.get(slug="copy")
    [uid] = uids(alias)

    publish(client, page, place_name="Library")

    assert alias.alias_of_id == page.pk
    assert uid not in uids(page)
    assert (uids(alias), sequences(alias), sequences(page)) == ([uid], [1], [1])
    assert facts(record_of(alias))["LOCATION"] == "Library"


def test_index_with_a_new_slug_leaves_the_texts_as_they_are(client, page):
    before = told(page)
    index = EventIndexPage.objects.get()
    url = edit_url(index)

    send(client, url, read_form(client, url) | {"slug": "calendar-of-events"}, action="publish")

    assert EventPage.objects.get(pk=page.pk).url == f"/calendar-of-events/{page.slug}/"
    assert told(page) == before


def test_new_host_name_is_written_into_every_text(client, page):
    site = Site.objects.get()
    data = {"hostname": "events.example", "port": "443", "site_name": "TTA Center"}
    data |= {"root_page": site.root_page_id, "is_default_site": "on"}

    response = client.post(reverse("wagtailsites:edit", args=[site.pk]), data)

    assert response.status_code == 302
    [uid] = uids(page)
    assert facts(record_of(page))["URL"] == f"https://events.example/calendar/{uid}/"
    assert (sequences(page), version()) == ([0], 2)


def copy_page(client, page, **choices) -> None:
    press(
        client, "copy", page.pk,
        new_title="Copy", new_slug="copy", new_parent_page=Page.objects.get(pk=page.pk).get_parent().pk,
        **choices,
    )  # fmt: skip
