"""The rows of an event in the editor's form: presenters, files and sessions that come, go and come back."""

import pytest

from events.models import EventPage, Session
from tests.events.calendars import sequences, uids
from tests.events.editor import (
    add_row,
    add_session,
    change_row,
    edit_url,
    publish,
    read_form,
    refusals,
    remove_row,
    save_draft,
    send,
)
from tests.make import (
    NOW,
    make_document,
    make_event,
    make_file,
    make_presenter,
    make_session,
    make_speaker,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("editor"),
]


def test_presenter_keeps_the_texts_of_the_day(client, index):
    speaker = make_speaker(name="Ana Prado", title="Director", organization="Pine County")
    page = make_event()
    form = read_form(client, edit_url(page))
    add_row(form, "presenters", speaker=speaker.pk)
    publish(client, page, form)
    speaker.title = "Consultant"
    speaker.save()

    presenter = publish(client, page).presenters.get()

    assert (presenter.name, presenter.role_line) == ("Ana Prado", "Director, Pine County")


def test_presenter_whose_speaker_was_deleted_stays_and_can_be_published(client, index):
    speaker = make_speaker(name="Ana Prado")
    page = publish(client, make_event(presenters=[make_presenter(speaker=speaker)]))
    save_draft(client, page, title="A draft that still names the speaker")
    speaker.delete()

    assert "Ana Prado" in client.get(page.url).content.decode()
    page = publish(client, page)

    presenter = page.presenters.get()
    assert (presenter.name, presenter.speaker) == ("Ana Prado", None)
    assert "Ana Prado" in client.get(page.url).content.decode()


def test_document_that_was_deleted_takes_its_row_along(client, index):
    document = make_document()
    page = publish(client, make_event(files=[make_file(document=document)]))
    document.delete()

    assert client.get(page.url).status_code == 200
    page = publish(client, page)

    assert page.files.count() == 0


@pytest.mark.parametrize("action", ["", "publish"])
def test_forged_key_that_is_there_twice_is_minted_anew(client, index, action):
    page = make_event(live=False)
    [key] = [str(session.key) for session in page.sessions.all()]
    form = read_form(client, edit_url(page))
    add_session(form, date="2026-11-30", key=key)
    add_session(form, date="2026-12-01", key=key)

    response = send(client, edit_url(page), form, action=action)

    assert response.status_code == 302, refusals(response)
    draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    keys = [str(session.key) for session in draft.sessions.all()]
    assert (len(keys), len(set(keys)), keys[0]) == (3, 3, key)
    assert len(uids(page)) == (3 if action else 0)


def test_form_that_was_open_while_a_row_was_removed_brings_it_back(client, index):
    page = make_event(
        sessions=[make_session(7), make_session(8)],
        presenters=[make_presenter(name="Ana Prado")],
        files=[make_file()],
    )
    before = uids(page)
    stale = read_form(client, edit_url(page))
    form = read_form(client, edit_url(page))
    remove_row(form, "sessions", 1)
    remove_row(form, "presenters", 0)
    remove_row(form, "files", 0)
    publish(client, page, form)

    page = publish(client, page, stale)

    assert (uids(page), sequences(page)) == (before, [0, 2])
    assert [page.sessions.count(), page.presenters.count(), page.files.count()] == [2, 1, 1]


def test_order_of_presenters_is_the_order_of_the_rows(client, index):
    page = make_event(presenters=[make_presenter(name="Ana"), make_presenter(name="Bo")])
    form = read_form(client, edit_url(page))
    change_row(form, "presenters", 0, ORDER=2)
    change_row(form, "presenters", 1, ORDER=1)

    page = publish(client, page, form)

    assert [presenter.name for presenter in page.presenters.all()] == ["Bo", "Ana"]
    assert Session.objects.filter(page=page).count() == 1
