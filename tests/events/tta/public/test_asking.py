"""The form, page by page: what is typed is kept, what is missing is named, and the link leads back."""

import pytest
from django.test import Client

from events.outbox.models import OwedMail
from events.tta.actions.save_page import save_page
from events.tta.enums import Stage
from events.tta.models import TTARequest
from tests.events.tta import asker
from tests.events.tta.asker import begin, filled, save, text_of, url
from tests.make import NOW, make_request

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


def test_first_button_makes_a_draft_with_a_number_and_mails_its_link(client):
    response = client.post("/tta/request/", asker.first_page())

    draft = TTARequest.objects.get()
    assert response.url == url(draft, "form/need/")
    assert (draft.stage, draft.contact_name, draft.contact_email, draft.agency_name) == (
        Stage.DRAFT, "Dana Whitfield", "dana@springfield.example", "",
    )  # fmt: skip
    assert draft.number.startswith("20261122-100000-")
    assert draft.typed["you"]["agency_name"] == ["Springfield Police Department"]
    assert list(OwedMail.objects.values_list("kind", "to_address")) == [
        ("tta.draft", "dana@springfield.example")
    ]


def test_first_page_is_kept_also_when_nothing_of_it_is_valid(client):
    data = dict.fromkeys(asker.you(), "") | {"contact_email": "dana@", "contact_name": "D"}
    response = client.post("/tta/request/", asker.first_page(**data))

    draft = TTARequest.objects.get()
    assert response.url == f"{url(draft, 'form/you/')}?check=1"
    assert (draft.contact_email, draft.typed["you"]["contact_email"]) == ("", ["dana@"])
    shown = text_of(client.get(response.url))
    assert "<title> Error: " in shown or "<title>Error: " in shown
    assert 'href="#id_contact_email"' in shown
    assert 'value="dana@"' in shown
    assert not OwedMail.objects.exists()


def test_double_click_makes_one_draft_and_keeps_the_later_answers(client):
    data = asker.first_page()
    first = client.post("/tta/request/", data)
    second = client.post("/tta/request/", data | {"agency_name": "Another"})
    assert first.url == second.url
    assert TTARequest.objects.get().typed["you"]["agency_name"] == ["Another"]
    assert OwedMail.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"website": "spam"}, "A hidden field was filled in"),
        ({"form_token": "forged"}, "This form was open for a long time."),
    ],
)
def test_what_looks_like_a_robot_is_asked_again_and_loses_nothing(client, changed, words):
    response = client.post("/tta/request/", asker.first_page(**changed))
    assert words in text_of(response)
    assert 'value="Springfield Police Department"' in text_of(response)
    assert not TTARequest.objects.exists()


def test_network_that_begins_very_many_is_asked_to_wait(client, settings):
    settings.TTA_REQUESTS_PER_NETWORK = 2
    for _ in range(2):
        begin(client)
    response = client.post("/tta/request/", asker.first_page())
    assert response.status_code == 429
    assert "Your answers are still here." in text_of(response)
    assert TTARequest.objects.count() == 2


def test_lost_cookies_and_sessions_lose_nothing():
    client = Client(enforce_csrf_checks=True)
    draft = begin(client)
    client.cookies.clear()
    response = save(client, draft, "need")
    assert response.status_code == 302
    draft.refresh_from_db()
    assert draft.typed["need"]["narrative"] == [asker.NARRATIVE]


def test_invalid_page_is_saved_and_shows_its_errors(client):
    draft = begin(client)

    response = save(client, draft, "need", title="", narrative="x" * 20_000)

    shown = text_of(response)
    assert response.status_code == 200
    assert '<a href="#id_title">Enter a title</a>' in shown
    assert "Shorten this to 5000 characters. It has 20000 now" in shown
    assert "x" * 20_000 in shown
    draft.refresh_from_db()
    assert draft.typed["need"]["narrative"] == ["x" * 20_000]
    assert draft.typed["you"]["agency_name"] == ["Springfield Police Department"]


def test_null_character_is_no_crash(client):
    draft = begin(client)
    assert save(client, draft, "need", narrative="a\x00b").status_code == 302
    draft.refresh_from_db()
    assert draft.typed["need"]["narrative"] == ["ab"]


def test_steps_lead_past_errors_and_say_how_far_one_is(client):
    draft = begin(client)
    save(client, draft, "need", title="")
    shown = text_of(client.get(url(draft, "form/event/")))
    assert shown.count('<span class="st">Done</span>') == 1
    assert '<span class="st">Needs another look</span>' in shown
    assert '<span class="st">Not started</span>' in shown
    assert f'href="{url(draft, "form/letter/")}"' in shown
    assert "Draft saved November 22, 2026, at 10:00 a.m. ET" in shown


def test_page_that_is_come_back_to_shows_what_was_typed_and_no_errors(client):
    draft = begin(client)
    save(client, draft, "need", title="", narrative="So far")
    shown = text_of(client.get(url(draft, "form/need/")))
    assert "So far</textarea>" in shown
    assert "Enter a title" not in shown
    assert "Enter a title" in text_of(client.get(url(draft, "form/need/?check=1")))


def test_link_leads_to_the_first_page_that_lacks_something(client):
    draft = begin(client)
    save(client, draft, "need", title="")
    save(client, draft, "event")
    assert Client().get(url(draft, "form/")).url == url(draft, "form/need/")
    save(client, draft, "need")
    assert Client().get(url(draft, "form/")).url == url(draft, "form/letter/")
    save(client, draft, "letter")
    assert Client().get(url(draft, "form/")).url == url(draft, "form/review/")


def test_save_and_leave_mails_the_link_and_says_so(client):
    draft = begin(client)
    response = client.post(url(draft, "form/need/"), asker.need(title="", leave="1"), follow=True)
    shown = text_of(response)
    assert "Your draft is saved" in shown
    assert "dana@springfield.example" in shown
    assert f"http://testserver{url(draft, 'form/')}" in shown
    assert OwedMail.objects.filter(kind="tta.draft").count() == 2


def test_leaving_without_an_address_shows_the_link(client):
    response = client.post(
        "/tta/request/", asker.first_page(contact_email="", leave="1"), follow=True
    )
    assert "We don’t have a valid e-mail address of yours." in text_of(response)
    assert not OwedMail.objects.exists()


def test_mail_to_one_address_ends_after_five_within_the_hour(client):
    draft = begin(client)
    for number in range(8):
        client.post(url(draft, "form/need/"), asker.need(title=str(number), leave="1"))
    assert OwedMail.objects.filter(kind="tta.draft").count() == 5


def test_get_changes_nothing(client):
    draft = filled(client)
    before = list(TTARequest.objects.values()), OwedMail.objects.count()
    for part in ("form/", "form/you/", "form/need/?check=1", "form/event/", "form/letter/",
                 "form/review/", "saved/", "withdraw/"):  # fmt: skip
        assert client.get(url(draft, part)).status_code in (200, 302)
    assert (list(TTARequest.objects.values()), OwedMail.objects.count()) == before


def test_token_with_one_character_changed_is_a_404_without_detail(client):
    draft = begin(client)
    right = url(draft, "form/need/")
    assert client.get(right).status_code == 200
    token = right.split("/")[3]
    for place in range(len(token)):
        other = "x" if token[place] != "x" else "y"
        changed = token[:place] + other + token[place + 1 :]
        response = client.get(f"/tta/request/{changed}/form/need/")
        assert response.status_code == 404
        assert draft.number not in text_of(response)
    assert client.post(f"/tta/request/{token}x/form/need/", asker.need()).status_code == 404
    draft.refresh_from_db()
    assert "need" not in draft.typed


def test_unknown_page_is_a_404(client):
    assert client.get(url(begin(client), "form/nothing/")).status_code == 404


def test_what_is_sent_after_submission_is_shown_and_not_kept(client):
    request = make_request(stage=Stage.UNDER_REVIEW)
    response = save(client, request, "need", title="Another title")
    assert response.status_code == 409
    assert "Another title" in text_of(response)
    assert "“Under review”" in text_of(response)
    assert TTARequest.objects.get().typed == {}
    assert client.get(url(request, "form/need/")).url == url(request)


def test_answers_of_other_pages_survive_two_windows(client):
    draft = begin(client)
    stale = TTARequest.objects.get()
    save(client, draft, "need")
    save_page(request=stale, page="event", typed={"has_event": ["no"]}, now=NOW)
    assert set(TTARequest.objects.get().typed) == {"you", "need", "event"}


def test_number_of_queries_does_not_grow_with_lists(client, django_assert_num_queries):
    draft = filled(client)
    client.get(url(draft, "form/need/"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.make import make_option

    with CaptureQueriesContext(connection) as before:
        client.get(url(draft, "form/need/"))
    for number in range(30):
        make_option(f"Area {number}")
    with CaptureQueriesContext(connection) as after:
        client.get(url(draft, "form/need/"))
    assert len(after) == len(before)
