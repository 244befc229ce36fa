"""Milestones: planned and done-only, with history, order and the second of two told."""

from datetime import date, timedelta

import pytest

from events.tta.actions.milestones import (
    DoneInFuture,
    MilestoneGone,
    NeedsDate,
    OtherMilestones,
    add_milestone,
    change_milestone,
    delete_milestone,
    mark_done,
    order_milestones,
)
from events.tta.actions.plan_milestones import plan_milestones
from events.tta.actions.record import ChangedMeanwhile, staff
from events.tta.enums import EntryKind, Stage
from events.tta.models import Milestone, TypeMilestone
from tests.make import NOW, make_admin, make_request, make_type

pytestmark = pytest.mark.django_db
DUE, TODAY = date(2027, 3, 1), NOW.date()


@pytest.fixture
def request_(index):
    return make_request(stage=Stage.ASSIGNED)


@pytest.fixture
def doer(index):
    return staff(make_admin())


def add(request, doer, text="Kick-off call", **values):
    values = values or {"due_date": DUE}
    return add_milestone(request=request, text=text, doer=doer, now=NOW, **values)


def test_planned_and_done_only_stand_in_the_order_added(request_, doer):
    add(request_, doer, "Agenda agreed")
    add(request_, doer, "Agency visited", done_date=TODAY)

    assert [(row.text, row.is_done) for row in request_.milestones.all()] == [
        ("Agenda agreed", False),
        ("Agency visited", True),
    ]
    assert [entry.words for entry in request_.history.all()] == [
        "Milestone planned: Agenda agreed",
        "Milestone done: Agency visited",
    ]


def test_milestone_without_a_date_is_refused(request_, doer):
    with pytest.raises(NeedsDate) as refused:
        add(request_, doer, due_date=None)
    assert str(refused.value) == "Enter when it is due, or when it was done, or both."
    assert not Milestone.objects.exists()


def test_nothing_is_done_in_the_future(request_, doer):
    with pytest.raises(DoneInFuture):
        add(request_, doer, done_date=TODAY + timedelta(days=2))


def test_change_keeps_old_and_new_and_starts_reminders_anew(request_, doer):
    milestone = add(request_, doer)
    Milestone.objects.update(reminders=2)
    later = DUE + timedelta(days=30)

    changed = change_milestone(
        milestone=milestone, doer=doer, now=NOW, due_date=later, note="They asked for it."
    )

    assert (changed.due_date, changed.reminders) == (later, 0)
    entry = request_.history.last()
    assert entry.kind == EntryKind.MILESTONE
    assert entry.facts == {
        "due_date": ["2027-03-01", "2027-03-31"],
        "note": ["", "They asked for it."],
    }


def test_note_and_hidden_milestones_are_nothing_of_the_requesters(request_, doer):
    milestone = add(request_, doer)
    hidden = add(request_, doer, "Budget checked", due_date=DUE, is_public=False)
    change_milestone(milestone=milestone, doer=doer, now=NOW, note="Difficult.")
    mark_done(milestone=hidden, doer=doer, now=NOW)
    assert request_.history.count() == 4
    assert [entry.words for entry in request_.history.filter(is_public=True)] == [
        "Milestone planned: Kick-off call"
    ]


def test_change_to_the_same_is_no_change(request_, doer):
    milestone = add(request_, doer)
    change_milestone(milestone=milestone, doer=doer, now=NOW, due_date=DUE)
    assert request_.history.count() == 1


def test_done_and_open_again(request_, doer):
    milestone = mark_done(milestone=add(request_, doer), doer=doer, now=NOW)
    assert milestone.done_date == TODAY
    change_milestone(milestone=milestone, doer=doer, now=NOW, done_date=None)
    words = [entry.words for entry in request_.history.all()]
    assert words[1:] == ["Milestone done: Kick-off call", "Milestone open again: Kick-off call"]


def test_second_of_two_who_change_a_record_is_told(request_, doer):
    seen = request_.version
    milestone = add(request_, doer)
    for act in (
        lambda: add_milestone(
            request=request_, text="x", due_date=DUE, doer=doer, now=NOW, seen=seen
        ),
        lambda: change_milestone(milestone=milestone, text="x", doer=doer, now=NOW, seen=seen),
        lambda: mark_done(milestone=milestone, doer=doer, now=NOW, seen=seen),
        lambda: order_milestones(
            request=request_, ids=[milestone.pk], doer=doer, now=NOW, seen=seen
        ),
        lambda: delete_milestone(milestone=milestone, doer=doer, now=NOW, seen=seen),
    ):
        with pytest.raises(ChangedMeanwhile):
            act()
    assert Milestone.objects.get().text == "Kick-off call"


def test_order_is_of_all_or_refused(request_, doer):
    one, two, three = (add(request_, doer, text) for text in ("One", "Two", "Three"))

    order_milestones(request=request_, ids=[three.pk, one.pk, two.pk], doer=doer, now=NOW)
    with pytest.raises(OtherMilestones):
        order_milestones(request=request_, ids=[one.pk, two.pk], doer=doer, now=NOW)

    assert [row.text for row in request_.milestones.all()] == ["Three", "One", "Two"]


def test_deleted_one_is_kept_in_the_history(request_, doer):
    milestone = add(request_, doer)
    delete_milestone(milestone=milestone, doer=doer, now=NOW)
    entry = request_.history.last()
    assert entry.words == "Milestone deleted: Kick-off call"
    assert entry.facts["due_date"] == ["2027-03-01", ""]
    with pytest.raises(MilestoneGone):
        mark_done(milestone=milestone, doer=doer, now=NOW)


def test_usual_milestones_are_planned_from_the_day_of_approval(index):
    kind = make_type("webinar")
    request = make_request(stage=Stage.APPROVED, tta_type=kind)
    TypeMilestone.objects.filter(tta_type=kind, text="Presenters confirmed").update(is_public=False)

    plan_milestones(request=request, now=NOW)
    plan_milestones(request=request, now=NOW)

    assert [(row.text, (row.due_date - TODAY).days) for row in request.milestones.all()] == [
        ("Kick-off call", 7),
        ("Presenters confirmed", 21),
        ("Announcement published", 30),
    ]
    assert [(entry.words, entry.is_public) for entry in request.history.all()] == [
        ("Milestones planned: Kick-off call; Announcement published", True),
        ("Milestones planned: Presenters confirmed", False),
    ]
