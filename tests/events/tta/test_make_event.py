"""One action makes the event page of a record: a draft, each fact once, tied to the record."""

from datetime import date, time

import pytest
from wagtail.models import PageLogEntry, Site

from events.actions import run_again
from events.enums import Delivery
from events.models import EventPage, WebinarPage
from events.tta.actions.make_event import MayNotAdd, NotApproved, lists_to_add_to, make_event
from events.tta.actions.record import ChangedMeanwhile
from events.tta.enums import ONCE_APPROVED, EntryKind, OptionList, Stage
from events.tta.event_drafts import shared_out
from events.tta.models import RequestEvent
from tests.make import (
    NOW,
    make_admin,
    make_desk_member,
    make_member,
    make_option,
    make_other_site,
    make_provider,
    make_request,
    make_type,
)
from tests.make import (
    make_event as make_page,
)

pytestmark = pytest.mark.django_db


def draft_of(page):
    return EventPage.objects.get(pk=page.pk).specific.get_latest_revision_as_object()


def test_event_takes_over_what_the_record_knows(index):
    request = make_request(
        stage=Stage.ASSIGNED,
        title="Co-response at night",
        narrative="SECRET why",
        public_description="How to begin.\n\nWhat it takes & costs.",
        provider=make_provider("Center for Justice"),
        tta_type=make_type("classroom-training"),
        delivery=Delivery.HYBRID,
        place_name="Public Safety Complex",
        expected_people=24,
        intercepts=(0, 1),
        audience_other="Night dispatchers",
    )
    names = ("Judges", "Crisis responders")
    request.audiences.set([make_option(name, of=OptionList.AUDIENCE) for name in names])
    user = make_admin()

    page = make_event(request=request, parent=index, user=user, now=NOW)

    draft = draft_of(page)
    assert type(draft) is EventPage
    assert (draft.live, draft.owner, draft.get_parent().pk) == (False, user, index.pk)
    assert {
        "title": draft.title, "slug": draft.slug, "summary": draft.summary,
        "description": draft.description, "presented_by": draft.presented_by,
        "delivery": draft.delivery, "place_name": draft.place_name,
        "capacity": draft.capacity, "intercepts": draft.intercepts, "audience": draft.audience,
    } == {
        "title": "Co-response at night", "slug": "co-response-at-night", "summary": "How to begin.",
        "description": "<p>What it takes &amp; costs.</p>", "presented_by": "Center for Justice",
        "delivery": Delivery.HYBRID, "place_name": "Public Safety Complex",
        "capacity": 24, "intercepts": (0, 1),
        "audience": "Crisis responders, Judges, Night dispatchers",
    }  # fmt: skip
    [session] = draft.sessions.all()
    assert (session.date, session.start_time, session.end_time, session.zone, session.end_date) == (
        date(2027, 6, 10), time(9), time(16), "America/New_York", None,
    )  # fmt: skip
    assert "SECRET" not in str(draft.serializable_data())


def test_event_is_tied_to_the_record_which_remembers_it(index):
    request, user = make_request(stage=Stage.APPROVED), make_admin()

    page = make_event(request=request, parent=index, user=user, now=NOW, seen=request.version)

    tie = request.events.get()
    assert (tie.page_id, tie.made_by, tie.made_at) == (page.pk, user, NOW)
    entry = request.history.get()
    assert (entry.kind, entry.by, entry.is_public) == (EntryKind.EVENT, user, False)
    assert page.title in entry.words
    assert PageLogEntry.objects.filter(page=page.pk, user=user).exists()
    request.refresh_from_db()
    assert request.version == 2


@pytest.mark.parametrize(
    ("key", "delivery", "model", "result"),
    [
        ("webinar", "", WebinarPage, Delivery.VIRTUAL),
        ("webinar", Delivery.HYBRID, WebinarPage, Delivery.HYBRID),
        ("webinar", Delivery.IN_PERSON, EventPage, Delivery.IN_PERSON),
        ("live-video", Delivery.VIRTUAL, EventPage, Delivery.VIRTUAL),
        ("classroom-training", "", EventPage, Delivery.IN_PERSON),
    ],
)
def test_type_and_delivery_decide_what_kind_of_page_it_is(index, key, delivery, model, result):
    request = make_request(
        stage=Stage.APPROVED, tta_type=make_type(key), delivery=delivery, place_name="Room 2"
    )

    draft = draft_of(make_event(request=request, parent=index, user=make_admin(), now=NOW))

    assert (type(draft), draft.delivery) == (model, result)
    assert draft.place_name == ("" if result == Delivery.VIRTUAL else "Room 2")


def test_record_with_little_makes_a_draft_with_little(index):
    request = make_request(
        stage=Stage.APPROVED, title="***", has_event=False, event_date=None, event_start_time=None,
        event_end_time=None, event_zone="",
    )  # fmt: skip

    draft = draft_of(make_event(request=request, parent=index, user=make_admin(), now=NOW))

    assert (draft.summary, draft.description, draft.presented_by, draft.capacity) == (
        "", "", "", None,
    )  # fmt: skip
    assert list(draft.sessions.all()) == []
    assert draft.slug == f"tta-{request.number}"


def test_record_may_have_several_events_with_addresses_of_their_own(index):
    request, user = make_request(stage=Stage.APPROVED, title="Two days"), make_admin()

    made = [make_event(request=request, parent=index, user=user, now=NOW) for _ in range(2)]

    assert [page.slug for page in made] == ["two-days", "two-days-2"]
    assert request.events.count() == 2


def test_long_list_of_audiences_is_cut_where_the_page_ends(index):
    request = make_request(stage=Stage.APPROVED, audience_other="Night dispatchers")
    names = [f"{number} {'x' * 98}" for number in range(6)]
    request.audiences.set([make_option(name, of=OptionList.AUDIENCE) for name in names])

    draft = draft_of(make_event(request=request, parent=index, user=make_admin(), now=NOW))

    assert (len(draft.audience), draft.audience[-2:]) == (500, "x…")


def test_double_click_makes_one_event(index):
    request, user = make_request(stage=Stage.APPROVED), make_admin()
    seen = request.version
    make_event(request=request, parent=index, user=user, now=NOW, seen=seen)

    with pytest.raises(ChangedMeanwhile):
        make_event(request=request, parent=index, user=user, now=NOW, seen=seen)

    assert EventPage.objects.count() == RequestEvent.objects.count() == 1


@pytest.mark.parametrize("stage", sorted(set(Stage) - set(ONCE_APPROVED) - {Stage.DRAFT}))
def test_event_needs_an_approved_request(index, stage):
    request = make_request(stage=stage)
    with pytest.raises(NotApproved, match="An event is made of a request that is approved"):
        make_event(request=request, parent=index, user=make_admin(), now=NOW)
    assert not EventPage.objects.exists()


def test_event_needs_the_right_to_add_pages_there_and_to_change_requests(index):
    request = make_request(stage=Stage.APPROVED)
    desk, editor = make_desk_member("change"), make_member("add", page=index)

    for user in (desk, editor):
        with pytest.raises(MayNotAdd, match="You may not add events to “Events”"):
            make_event(request=request, parent=index, user=user, now=NOW)
        assert lists_to_add_to(user=user, request=request) == []

    desk.groups.add(*editor.groups.all())
    desk = type(desk).objects.get(pk=desk.pk)
    assert lists_to_add_to(user=desk, request=request) == [index]
    assert make_event(request=request, parent=index, user=desk, now=NOW).owner == desk


def test_event_is_made_on_the_site_of_the_request_only(index):
    elsewhere, request = make_other_site(), make_request(stage=Stage.APPROVED)
    user = make_admin()

    assert lists_to_add_to(user=user, request=request) == [index]
    with pytest.raises(MayNotAdd):
        make_event(request=request, parent=elsewhere, user=user, now=NOW)
    of_other = make_request(stage=Stage.APPROVED, site=Site.objects.get(hostname="other.example"))
    assert make_event(request=of_other, parent=elsewhere, user=user, now=NOW)


def test_copy_of_an_event_is_not_tied(index):
    user, request = make_admin(), make_request(stage=Stage.APPROVED)
    page = make_event(request=request, parent=index, user=user, now=NOW)

    page.copy(update_attrs={"slug": "copy"}, user=user)
    page.create_alias(update_slug="alias")
    run_again(event=page, first_date=date(2027, 9, 1), user=user)

    assert EventPage.objects.count() == 4
    assert [tie.page_id for tie in RequestEvent.objects.all()] == [page.pk]


def test_event_without_a_record_is_an_event(index, client):
    page = make_page()
    assert not RequestEvent.objects.exists()
    assert client.get(page.url).status_code == 200


def test_deleted_event_leaves_the_record(index):
    request = make_request(stage=Stage.APPROVED)
    make_event(request=request, parent=index, user=make_admin(), now=NOW).delete()
    request.refresh_from_db()
    assert not request.events.exists()


# ---- one description, shared out ----


@pytest.mark.parametrize(
    ("text", "summary", "description"),
    [
        ("", "", ""),
        ("  \n\n ", "", ""),
        ("One.\r\n\r\nTwo.", "One.", "<p>Two.</p>"),
        ("One\nline.", "One line.", ""),
        ("<b>x</b>\n\n<script>", "<b>x</b>", "<p>&lt;script&gt;</p>"),
        ("A" * 301, "", f"<p>{'A' * 301}</p>"),
        (f"Short one. {'B' * 299}.", "Short one.", f"<p>{'B' * 299}.</p>"),
        (f"{'C' * 299}. More.", f"{'C' * 299}.", "<p>More.</p>"),
        (f"{'C' * 300}. More.", "", f"<p>{'C' * 300}. More.</p>"),
    ],
)
def test_summary_gets_whole_sentences_and_nothing_is_said_twice(text, summary, description):
    assert shared_out(text) == (summary, description)
