"""Adding presenters to a draft, several at once."""

import pytest

from events.actions import NewPresenter, NobodyToAdd, add_presenters
from events.models import EventPage
from tests.events.calendars import version
from tests.make import NOW, make_admin, make_presenter, make_speaker, make_webinar

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW), pytest.mark.usefixtures("index")]  # fmt: skip


def draft_of(page) -> list[tuple]:
    draft = EventPage.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    found = [(p.name, p.title, p.organization, p.speaker_id) for p in draft.presenters.all()]
    orders = [p.sort_order for p in draft.presenters.all()]
    assert orders == sorted(set(orders))
    return found


def test_presenters_are_added_at_the_end_of_the_draft_and_nothing_is_published():
    ana = make_speaker(name="Ana Prado")
    page = make_webinar(presenters=[make_presenter(name="First", sort_order=0)])
    before, user = version(), make_admin()
    done = add_presenters(
        event=page,
        presenters=[
            NewPresenter(name="Ana Prado", title="Director", organization="County", speaker=ana),
            NewPresenter(name="Bo Lind"),
        ],
        user=user,
    )
    assert (done.added, done.left_out) == (["Ana Prado", "Bo Lind"], [])
    assert draft_of(page) == [
        ("First", "", "", None),
        ("Ana Prado", "Director", "County", ana.pk),
        ("Bo Lind", "", "", None),
    ]
    stored = EventPage.objects.get(pk=page.pk)
    assert [p.name for p in stored.presenters.all()] == ["First"]
    assert (stored.has_unpublished_changes, version()) == (True, before)
    assert stored.latest_revision.user == user


def test_presenter_without_title_and_organization_has_those_of_the_speaker():
    ana = make_speaker(name="Ana Prado", title="Director", organization="Pine County")
    bo = make_speaker(name="Bo Lind", title="Chief", organization="Lakeside")
    page = make_webinar()

    add_presenters(
        event=page,
        presenters=[
            NewPresenter(name="Ana Prado", speaker=ana),
            NewPresenter(name="Bo Lind", title="Trainer", speaker=bo),
            NewPresenter(name="Cy Marsh"),
        ],
    )

    assert draft_of(page) == [
        ("Ana Prado", "Director", "Pine County", ana.pk),
        ("Bo Lind", "Trainer", "", bo.pk),
        ("Cy Marsh", "", "", None),
    ]


def test_draft_that_is_newer_than_the_page_is_kept():
    page = make_webinar(title="Published")
    page.title = "Draft"
    page.presenters = [make_presenter(name="In the draft")]
    page.save_revision()
    add_presenters(event=page, presenters=[NewPresenter(name="Bo Lind")])
    assert [name for name, *_ in draft_of(page)] == ["In the draft", "Bo Lind"]
    assert EventPage.objects.get(pk=page.pk).get_latest_revision_as_object().title == "Draft"


def test_nobody_is_added_twice_by_name_or_as_a_speaker():
    ana = make_speaker(name="Ana Prado")
    page = make_webinar(presenters=[make_presenter(speaker=ana, name="Dr. A. Prado")])
    new = [
        NewPresenter(name="Ana Prado", speaker=ana),
        NewPresenter(name="DR.  a. prado"),
        NewPresenter(name="Bo Lind"),
        NewPresenter(name="bo lind"),
    ]
    done = add_presenters(event=page, presenters=new)
    assert (done.added, done.left_out) == (["Bo Lind"], ["Ana Prado", "DR.  a. prado", "bo lind"])
    revisions = EventPage.objects.get(pk=page.pk).revisions.count()
    with pytest.raises(NobodyToAdd, match="they are presenters of this event already"):
        add_presenters(event=page, presenters=new)
    assert EventPage.objects.get(pk=page.pk).revisions.count() == revisions


def test_200_presenters_keep_their_order():
    page = make_webinar()
    names = [f"Person {n}" for n in range(200)]
    add_presenters(event=page, presenters=[NewPresenter(name=name) for name in names])
    assert [name for name, *_ in draft_of(page)] == names
