"""The page of one's own request: what it shows, what it keeps to itself, and messages."""

from datetime import timedelta

import pytest
from django.urls import reverse

from events.outbox.models import OwedMail
from events.public_forms.tokens import new_form_token
from events.tta.actions.move import move
from events.tta.actions.record import remember, staff
from events.tta.actions.write_message import write_message
from events.tta.enums import EntryKind, OptionList, ReportKind, Stage
from events.tta.limits import WRITTEN_BY_REQUEST
from events.tta.models import (
    Answer,
    Message,
    Milestone,
    Note,
    Report,
    RequestEvent,
    TTARequest,
    TTASettings,
    TypeQuestion,
)
from events.tta.tokens import link_token
from tests.make import (
    NOW,
    make_admin,
    make_option,
    make_provider,
    make_request,
    make_type,
    make_webinar,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOW, tick=False)]
FILLED_IN = timedelta(seconds=40)
QUERIES = 21


def url(request: TTARequest, name: str = "status", *args) -> str:
    return reverse(f"tta:{name}", args=[link_token(request), *args])


def typed(**values) -> dict:
    return {"form_token": new_form_token(now=NOW - FILLED_IN), "website": "", **values}


def show(client, request: TTARequest) -> str:
    response = client.get(url(request))
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("stage", Stage)
def test_every_stage_has_its_page(index, client, stage):
    page = show(client, make_request(stage=stage))
    assert str(stage.label) in page
    assert ("The date changes" in page) == (
        stage in {"approved", "assigned", "scheduled", "in_delivery", "on_hold"}
    )


def test_page_is_kept_by_nobody_and_is_in_no_index(index, client):
    response = client.get(url(make_request()))
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize(
    "name", ["status", "message", "letter", "date_change", "cancelled", "unreachable"]
)
def test_changed_token_is_a_page_that_does_not_exist(index, client, name):
    request = make_request(stage=Stage.SCHEDULED)
    address = url(request, name)
    token = link_token(request)
    assert client.get(address).status_code in (200, 302)

    for wrong in (f"{token[:-1]}{'A' if token[-1] != 'A' else 'B'}", "9" + token, token[:-3], "x"):
        answers = [client.get(address.replace(token, wrong))]
        if name != "status":
            answers.append(client.post(address.replace(token, wrong), typed(text="Hello")))
        for response in answers:
            assert response.status_code == 404
            assert request.number not in response.content.decode()
            assert response.headers["Cache-Control"] == "no-store"
    assert not Message.objects.exists()


def test_replaced_link_is_dead(index, client):
    request = make_request()
    address = url(request)
    TTARequest.objects.update(nonce="another")
    assert client.get(address).status_code == 404


def test_page_shows_provider_milestones_events_agreement_and_answers(index, client):
    question = TypeQuestion.objects.create(tta_type=make_type(), label="How many shifts?")
    request = make_request(
        stage=Stage.SCHEDULED,
        provider=make_provider(
            "Pine Center", contact_name="Ana Ruiz", contact_phone="(555) 555-0100"
        ),
        sub_topics=[
            make_option("Co-response", of=OptionList.SUB_TOPIC, parent=make_option("Police"))
        ],
    )
    Answer.objects.create(
        request=request, question=question, label=question.label, text="Three <b>"
    )
    question.delete()
    Milestone.objects.create(
        request=request, text="Agenda agreed", due_date=NOW.date() - timedelta(days=3)
    )
    event = make_webinar(title="Night shift webinar")
    RequestEvent.objects.create(request=request, page=event, made_at=NOW)

    page = show(client, request)

    for words in (
        "Pine Center", "Ana Ruiz", "(555) 555-0100", request.provider.contact_email,
        "Agenda agreed", "Late by 3 days", 'role="img"', "<table",
        "Night shift webinar", event.url, "I will tell the center.", "version 1 of the text",
        "How many shifts?", "Three &lt;b&gt;", "Co-response", "Thursday, June 10, 2027, 9:00 a.m.–4:00 p.m. ET",
        request.number, request.title,
    ):  # fmt: skip
        assert words in page, words


def test_page_hides_what_is_for_staff(index, client):
    user = make_admin(username="sam-the-owner")
    request = make_request(
        stage=Stage.SCHEDULED, owner=user, grant_manager="SECRET-manager", lead_override="SECRET-lead",
        cost_band=make_option("SECRET-cost", of=OptionList.COST_BAND),
        source=make_option("SECRET-source", of=OptionList.SOURCE),
    )  # fmt: skip
    Note.objects.create(request=request, at=NOW, by=user, by_name="sam", text="SECRET-note")
    remember(request, kind=EntryKind.CHANGE, doer=staff(user), now=NOW, words="SECRET-entry")
    Milestone.objects.create(
        request=request, text="SECRET-milestone", due_date=NOW.date(), is_public=False
    )
    Milestone.objects.create(
        request=request, text="Shown", due_date=NOW.date(), note="SECRET-remark"
    )
    RequestEvent.objects.create(
        request=request, page=make_webinar(title="SECRET-draft", live=False), made_at=NOW
    )

    page = show(client, request)

    assert "Shown" in page
    assert "An event page is in preparation." in page
    assert "SECRET" not in page
    assert "sam-the" not in page


def test_history_says_who_without_names_and_why(index, client):
    user, request = make_admin(username="sam-the-owner"), make_request(stage=Stage.SCHEDULED)
    move(request=request, to=Stage.ON_HOLD, doer=staff(user), now=NOW, comment="The hall burned.")

    page = show(client, request)

    assert "Scheduled → On hold" in page
    assert page.count("The hall burned.") == 2  # at the top, and in the history
    assert "sam-the" not in page


def test_draft_leads_back_to_the_form(index, client):
    request = make_request(stage=Stage.DRAFT)
    page = show(client, request)
    assert reverse("tta:resume", args=[link_token(request)]) in page
    assert 'name="text"' not in page


def test_message_is_sent_once_however_often_the_button_is_pressed(index, client):
    request = make_request()
    TTASettings.objects.create(site=request.site, staff_email="desk@tta.example")
    data = typed(text="We chose\nthe <i>night</i>.")

    first = client.post(url(request, "message"), data)
    client.post(url(request, "message"), data)

    assert first.status_code == 302
    assert Message.objects.get().text == "We chose\nthe <i>night</i>."
    assert OwedMail.objects.filter(kind="tta.desk").count() == 1
    page = client.get(first["Location"]).content.decode()
    assert "Your message is with our staff." in page
    assert "the &lt;i&gt;night&lt;/i&gt;." in page


def test_messages_of_both_sides_are_shown(index, client):
    request = make_request()
    write_message(request=request, text="Which shift?", doer=staff(make_admin()), now=NOW)
    page = show(client, request)
    assert "Which shift?" in page
    assert "editor" in page


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Write your message"),
        ("x" * 20_000, "Shorten this to 5000 characters. It has 20000 now."),
    ],
)
def test_bad_message_is_kept_and_explained(index, client, text, sentence):
    request = make_request()
    response = client.post(url(request, "message"), typed(text=text))
    page = response.content.decode()
    assert response.status_code == 200
    assert page.count(sentence) == 2
    assert 'href="#id_text"' in page
    assert text in page
    assert not Message.objects.exists()


def test_messages_are_limited(index, client, settings):
    setattr(settings, WRITTEN_BY_REQUEST.setting, 2)
    request = make_request()
    codes = [client.post(url(request, "message"), typed(text=f"{n}")).status_code for n in range(3)]
    assert codes == [302, 302, 429]
    assert Message.objects.count() == 2


def test_get_changes_nothing(index, client):
    request = make_request(stage=Stage.SCHEDULED)
    for name in ("status", "message", "letter", "date_change", "cancelled", "unreachable"):
        client.get(url(request, name))
    fresh = TTARequest.objects.get()
    assert (fresh.version, fresh.history.count()) == (1, 0)
    assert not Report.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 30])
def test_page_has_the_same_queries_for_any_length(index, client, django_assert_num_queries, count):
    request, user = make_request(stage=Stage.SCHEDULED, provider=make_provider()), make_admin()
    for number in range(count):
        Milestone.objects.create(request=request, text=f"M{number}", due_date=NOW.date())
        write_message(request=request, text=f"Text {number}", doer=staff(user), now=NOW)
        Answer.objects.create(request=request, label=f"Q{number}", text="Yes")
        remember(
            request, kind=EntryKind.REPORT, doer=staff(user), now=NOW, words="x", is_public=True
        )
        Report.objects.create(
            request=request, kind=ReportKind.UNREACHABLE, state="accepted", made_at=NOW
        )
        RequestEvent.objects.create(
            request=request, page=make_webinar(title=f"E{number}"), made_at=NOW
        )
    address = url(request)
    client.get(address)
    with django_assert_num_queries(QUERIES):
        client.get(address)
