"""Repeating a session while others write, after they did, and who may at all."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from events.models import EventPage, Session
from tests.events.editor import add_url, edit_url, publish, read_form, save_draft, send
from tests.events.plans import (
    days,
    draft_sessions,
    form_in,
    look,
    repeat_url,
    rows,
    said,
    write,
)
from tests.make import NOW, make_admin, make_event, make_member, make_session, make_visitor

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW)]

THREE = ["2026-11-29", "2026-12-06", "2026-12-13"]
REPEAT_RULE = {"frequency": "weekly", "count": "2"}


@pytest.fixture
def page(index):
    """A live event on Sunday, November 29, 2026, from 2:00 to 3:30 p.m."""
    return make_event(sessions=[make_session(7)])


# ---- meanwhile ----


def test_form_sent_twice_adds_once(client, editor, page):
    plan = look(client, repeat_url(page), count="2")
    write(client, repeat_url(page), plan)

    response = write(client, repeat_url(page), plan)

    assert said(response) == ["2 sessions were added to the draft. Publish it when they are right."]
    assert days(page) == THREE


def test_draft_that_changed_in_the_meantime_is_shown_and_not_written_over(client, editor, page):
    plan = look(client, repeat_url(page), count="2")
    form = read_form(client, edit_url(page)) | {"title": "Another title"}
    form["sessions-0-start_time"] = "9:00 AM"
    save_draft(client, page, form)

    response = write(client, repeat_url(page), plan)

    assert "draft was changed in the meantime, so nothing was saved." in response.context["problem"]
    assert [words for words, _, _ in rows(response)] == [
        "Sunday, December 6, 2026, 9:00 a.m.–3:30 p.m. ET",
        "Sunday, December 13, 2026, 9:00 a.m.–3:30 p.m. ET",
    ]
    assert days(page) == THREE[:1]
    write(client, repeat_url(page), response)
    assert days(page) == THREE
    assert (
        EventPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Another title"
    )


def test_autosave_over_the_same_revision_is_a_change_too(client, editor, page, time_machine):
    save_draft(client, page)
    plan = look(client, repeat_url(page), count="2")
    revision = EventPage.objects.get(pk=page.pk).latest_revision
    time_machine.shift(5)
    draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.title = "Another title"
    draft.save_revision(user=editor, overwrite_revision=revision, clean=False)
    assert EventPage.objects.get(pk=page.pk).latest_revision_id == revision.pk

    response = write(client, repeat_url(page), plan)

    assert "changed in the meantime" in response.context["problem"]
    assert days(page) == THREE[:1]


def test_session_that_is_gone_leads_back_with_a_sentence(client, editor, page):
    url = reverse("events_admin:repeat_session", args=[page.pk, uuid4()])
    for response in (client.get(url, follow=True), client.post(url, REPEAT_RULE, follow=True)):
        assert response.redirect_chain == [(edit_url(page), 302)]
        assert said(response) == [
            "This session is not in the draft any more, or has no date. Choose another."
        ]


def test_version_from_before_the_sessions_can_be_restored(client, editor, page):
    save_draft(client, page)
    first = EventPage.objects.get(pk=page.pk).latest_revision
    write(client, repeat_url(page), look(client, repeat_url(page), count="2"))
    publish(client, page)
    keys = [session.key for session in draft_sessions(page)]
    url = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])

    send(client, url, read_form(client, url), action="publish")

    assert days(page) == THREE[:1]
    assert Session.objects.filter(page=page).count() == 1
    write(client, repeat_url(page), look(client, repeat_url(page), count="2"))
    assert days(page) == THREE
    assert len({*keys, *(session.key for session in draft_sessions(page))}) == 5


def test_copy_repeats_its_own_session(client, editor, page):
    write(client, repeat_url(page), look(client, repeat_url(page), count="1"))
    copy = page.copy(update_attrs={"slug": "copy", "title": "Copy"}, keep_live=False)

    write(client, repeat_url(copy), look(client, repeat_url(copy), frequency="biweekly", count="1"))

    assert days(page) == THREE[:2]
    assert days(copy) == ["2026-11-29", "2026-12-13"]


# ---- who may ----


def test_only_who_may_edit_the_page_can_repeat(client, page):
    url = repeat_url(page)
    for user in (make_visitor(), make_member("add"), None):
        client.logout()
        if user:
            client.force_login(user)
        for answer in (client.get(url), client.post(url, REPEAT_RULE)):
            assert answer.status_code in (302, 403)
            assert answer.get("Location", "") != edit_url(page)
    assert days(page) == THREE[:1]
    client.force_login(make_member("change", username="changer"))
    assert client.get(url).status_code == 200
    gone = reverse("events_admin:repeat_session", args=[10**12, uuid4()])
    assert client.get(gone).status_code == 404


def test_locked_page_is_not_written_as_in_the_editor(client, editor, page):
    plan = look(client, repeat_url(page), count="2")
    other = make_admin(username="other")
    EventPage.objects.filter(pk=page.pk).update(locked=True, locked_by=other)

    response = write(client, repeat_url(page), plan)

    assert response.redirect_chain == [(edit_url(page), 302)]
    assert said(response)[0] == "The page could not be saved as it is locked."
    assert client.get(repeat_url(page)).status_code == 302
    assert days(page) == THREE[:1]


def test_page_in_moderation_is_for_its_reviewers(client, editor, page):
    """As in the editor: who sent it in can't save it any more, who reviews it can."""
    member = make_member("add", "change")
    write_url = repeat_url(page)
    client.force_login(member)
    form = read_form(client, edit_url(page)) | {"summary": "Now for the reviewers."}
    send(client, edit_url(page), form, action="submit")
    assert EventPage.objects.get(pk=page.pk).workflow_in_progress
    assert client.get(write_url).status_code == 302
    assert client.post(write_url, REPEAT_RULE).status_code == 302

    client.force_login(editor)
    write(client, write_url, look(client, write_url, count="2"))
    assert days(page) == THREE


def test_editor_s_form_leads_to_it_for_saved_sessions(client, editor, page):
    text = client.get(edit_url(page)).content.decode()
    assert text.count("Repeat this session") == 1
    assert f'href="{repeat_url(page)}"' in text
    assert "Repeat this session" not in client.get(add_url(page.get_parent())).content.decode()


@pytest.mark.parametrize("number", [1, 3, 30])
def test_plan_costs_the_same_for_any_number(client, index, editor, number):
    page = make_event(sessions=[make_session(day) for day in range(number)])
    url = repeat_url(page)
    form = form_in(client.get(url)) | {"frequency": "biweekly", "count": str(number)}
    client.post(url, form)
    counts = []
    with CaptureQueriesContext(connection) as captured:
        plan = client.post(url, form)
    counts.append(len(captured))
    with CaptureQueriesContext(connection) as captured:
        client.post(url, {**form_in(plan), "write": "1"})
    counts.append(len(captured))
    assert len(days(page)) == 2 * number
    # PostgreSQL's search index costs a statement more when a draft is saved.
    assert counts == [12, 56 if connection.vendor == "sqlite" else 57]
