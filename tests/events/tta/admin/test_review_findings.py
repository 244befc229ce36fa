"""Where workflow, reports and events meet the record of a request."""

from datetime import date, time

import pytest
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Workflow, WorkflowContentType, WorkflowTask

from events.enums import EventStatus
from events.models import EventPage
from events.tta.actions.check_letter import LetterCheck, check_letter
from events.tta.actions.correct import correct
from events.tta.actions.decline import decline
from events.tta.actions.move import move
from events.tta.actions.record import staff
from events.tta.actions.report import report
from events.tta.actions.reviews import open_review, running_workflow
from events.tta.enums import ReportKind, Stage
from events.tta.models import RequestEvent, Review, ReviewTask
from tests.events.tta.admin.staff import errors_in, press
from tests.make import NOW, make_admin, make_request, make_session, make_type, make_webinar

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW, tick=False),
    pytest.mark.usefixtures("index"),
]
CHECKED = LetterCheck(
    received_date=NOW.date(), received_by="Lee Park",
    says_what=True, says_needs=True, says_benefits=True,
)  # fmt: skip


@pytest.fixture
def task():
    """The one task of the workflow of reviews."""
    task = ReviewTask.objects.create(name="The desk")
    workflow = Workflow.objects.create(name="The desk reviews")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    of_reviews = ContentType.objects.get_for_model(Review)
    WorkflowContentType.objects.update_or_create(
        content_type=of_reviews, defaults={"workflow": workflow}
    )
    return task


@pytest.mark.parametrize("is_checked", [True, False])
def test_task_that_is_switched_off_decides_nothing(task, is_checked):
    admin = make_admin()
    request = make_request(tta_type=make_type("webinar", lead_days=0))
    open_review(request=request, now=NOW)
    if is_checked:
        check_letter(request=request, check=CHECKED, doer=staff(admin), now=NOW)

    task.deactivate(user=admin)

    request.refresh_from_db()
    assert (request.stage, running_workflow(request)) == (Stage.SUBMITTED, None)


def test_declined_request_that_is_taken_up_again_is_reviewed_again(task):
    doer, request = staff(make_admin()), make_request()
    open_review(request=request, now=NOW)
    decline(request=request, reason="No.", doer=doer, now=NOW)
    assert running_workflow(request) is None

    move(request=request, to=Stage.UNDER_REVIEW, doer=doer, now=NOW)

    assert running_workflow(request).current_task_state.task_id == task.pk


def test_cancellation_that_is_taken_over_asks_about_events(client):
    client.force_login(make_admin())
    request = make_request(stage=Stage.SCHEDULED)
    gone, left = make_webinar(title="Night shift"), make_webinar(title="Day shift")
    for page in (gone, left):
        RequestEvent.objects.create(request=request, page=page, made_at=NOW)
    told = report(request=request, kind=ReportKind.CANCELLATION, words="No host.", now=NOW)
    chosen = {"is_accepted": "yes", "events": [gone.pk]}

    answer = press(client, "settle", request, told.pk, **chosen)
    assert errors_in(answer) == ["Write what those who registered read as the reason."]
    answer = press(client, "settle", request, told.pk, public_reason="No host.", **chosen)

    assert "“Day shift” is still announced." in answer.content.decode()
    request.refresh_from_db()
    assert request.stage == Stage.CANCELLED
    assert EventPage.objects.get(pk=gone.pk).status == EventStatus.CANCELLED
    assert EventPage.objects.get(pk=left.pk).status != EventStatus.CANCELLED


def test_event_that_was_left_goes_on_without_the_cancelled_request():
    request = make_request(
        stage=Stage.CANCELLED, event_date=date(2026, 12, 3), event_start_time=time(14)
    )
    page = make_webinar(sessions=[make_session(date(2026, 12, 3))])
    RequestEvent.objects.create(request=request, page=page, made_at=NOW)
    before = EventPage.objects.get(pk=page.pk).first_starts_at
    values = {"event_date": date(2026, 12, 10)}

    _request, to_do = correct(request=request, values=values, doer=staff(make_admin()), now=NOW)

    assert (to_do, EventPage.objects.get(pk=page.pk).first_starts_at) == ([], before)


def test_note_of_a_double_click_is_one_note(client):
    client.force_login(make_admin())
    request = make_request()
    for text in ("Call them.", "Call them.", "Again."):
        press(client, "note", request, text=text)
    assert list(request.notes.values_list("text", flat=True)) == ["Call them.", "Again."]
