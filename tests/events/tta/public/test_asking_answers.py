"""What the pages refuse, in words and at the field, and what they leave out."""

import pytest

from events.tta.enums import OptionList, QuestionKind
from events.tta.models import Option, TTAType, TypeQuestion
from tests.events.tta import asker
from tests.events.tta.asker import begin, save, text_of, url
from tests.make import NOW

pytestmark = [pytest.mark.time_machine(NOW, tick=False), pytest.mark.usefixtures("index")]


@pytest.mark.parametrize(
    ("changed", "field", "words"),
    [
        ({"event_month": "2", "event_day": "30"}, "event_day", "February 2027 has only 28 days"),
        ({"event_month": "13"}, "event_month", "Enter a month from 1 to 12"),
        ({"event_month": "x"}, "event_month", "Enter a month from 1 to 12"),
        ({"event_day": "²"}, "event_day", "Enter a day from 1 to 31"),
        ({"event_year": "99999"}, "event_year", "Enter a year with four digits, such as 2027"),
        ({"event_day": ""}, "event_day", "Enter the day of the event"),
        ({"event_year": "2026"}, "event_month", "This date is in the past. Enter one to come"),
        (
            {"event_year": "2026", "event_month": "11", "event_day": "22", "event_start_time": "8 am",
             "event_end_time": ""},
            "event_start_time", "This time is over. Enter one to come",
        ),
        ({"event_start_time": "", "event_end_time": ""}, "event_start_time",
         "You gave a date. Enter the time that the event starts"),
        ({"event_month": "", "event_day": "", "event_year": ""}, "event_month",
         "You gave a time. Enter the date of the event"),
        ({"event_start_time": "2:30"}, "event_start_time",
         "“2:30” is not a time. Write it like 2:30 p.m. or 14:30"),
        ({"event_end_time": "8:00 a.m."}, "event_end_time",
         "The event must end after it starts, at 9:00 a.m."),
        ({"event_zone": ""}, "event_zone", "Choose the time zone of the event"),
        ({"event_zone": "Mars/Olympus"}, "event_zone", "Choose a time zone from the list"),
        ({"event_month": "3", "event_day": "14", "event_start_time": "2:30 a.m."}, "event_start_time",
         "2:30 a.m. does not exist on March 14, 2027"),
        ({"expected_people": "many"}, "expected_people", "Enter a whole number, such as 25"),
        ({"has_event": None}, "has_event_0", "Say whether there is an event"),
        ({"location": "x" * 20_000}, "location", "Shorten this to 200 characters. It has 20000 now"),
    ],
)  # fmt: skip
def test_bad_answer_about_the_event_is_named_at_its_field(client, changed, field, words):
    draft = begin(client)
    response = save(client, draft, "event", **changed)
    shown = text_of(response)
    assert response.status_code == 200
    assert f'<a href="#id_{field}">{words}' in shown
    assert f'id="id_{field}"' in shown
    draft.refresh_from_db()
    for name, value in changed.items():
        assert draft.typed["event"].get(name) == ([value] if value is not None else None)


@pytest.mark.parametrize(
    "changed",
    [
        {"event_start_time": "2:30 p.m.", "event_end_time": "noon"[:0]},
        {"event_start_time": "14:30"},
        {"event_month": "June", "event_year": "27"},
        {"event_month": "", "event_day": "", "event_year": "", "event_start_time": "",
         "event_end_time": ""},
        {"has_event": "no", "event_month": "2", "event_day": "30", "event_start_time": "x"},
    ],
)  # fmt: skip
def test_good_answers_about_the_event_lead_on(client, changed):
    draft = begin(client)
    response = save(client, draft, "event", **changed)
    assert response.status_code == 302, text_of(response)
    assert response.url == url(draft, "form/letter/")


def test_date_sooner_than_the_lead_time_is_explained_and_not_refused(client):
    draft = begin(client)
    save(client, draft, "need")
    response = save(client, draft, "event", event_year="2027", event_month="1", event_day="10")
    assert response.status_code == 302
    shown = text_of(client.get(url(draft, "form/event/")))
    assert "This date is 86 days too soon" in shown
    assert (
        "Classroom training needs 135 days, so the earliest date is April 6, 2027. Trainers are booked,"
        " and travel is approved, a quarter ahead." in shown
    )
    assert "You may send your request all the same" in text_of(
        client.get(url(draft, "form/review/"))
    )


def test_ticked_practice_wants_its_name(client):
    response = save(client, begin(client), "need", supports_practice="on")
    assert '<a href="#id_practice_name">Enter which practice' in text_of(response)


def test_entry_that_is_no_longer_offered_is_refused_in_a_draft(client):
    draft = begin(client)
    Option.objects.filter(list=OptionList.PROGRAM_AREA, name="Reentry").update(is_offered=False)
    area = asker.option("Reentry", OptionList.PROGRAM_AREA)
    shown = text_of(save(client, draft, "need", program_area=area, sub_topics=None))
    assert "This choice is no longer offered. Choose another" in shown


@pytest.mark.parametrize("value", ["abc", "999999", "1' OR 1=1", "-1"])
def test_forged_choice_is_refused(client, value):
    draft = begin(client)
    for name in ("tta_type", "program_area", "sub_topics", "intercepts"):
        assert save(client, draft, "need", **{name: value}).status_code == 200


def test_list_without_entries_asks_nothing(client):
    draft, data = begin(client), asker.you(agency_scope=None)
    Option.objects.filter(list=OptionList.AGENCY_SCOPE).delete()
    response = client.post(url(draft, "form/you/"), data)
    assert response.url == url(draft, "form/need/")
    assert "agency_scope" not in text_of(client.get(url(draft, "form/you/")))


@pytest.fixture
def questions(db):
    asker.type_id()
    webinar = TTAType.objects.get(key="webinar")

    def ask(label, kind, **fields):
        return TypeQuestion.objects.create(tta_type=webinar, label=label, kind=kind, **fields)

    return [
        ask("Platform", QuestionKind.CHOICE, choices="Zoom\nTeams", is_required=True),
        ask("Recorded?", QuestionKind.YES_NO),
        ask("How many sites?", QuestionKind.NUMBER),
        ask("Remarks", QuestionKind.LINES),
    ]


def test_type_that_asks_more_stays_on_the_page_once(client, questions):
    draft = begin(client)
    webinar = asker.type_id("webinar")

    first = save(client, draft, "need", tta_type=webinar)
    shown = text_of(client.get(first.url))
    second = save(client, draft, "need", tta_type=webinar, asked_for=webinar)
    names = [f"q-{question.pk}" for question in questions]
    answers = dict(zip(names, ["Zoom", "yes", "3", "None"], strict=True))
    third = save(client, draft, "need", tta_type=webinar, asked_for=webinar, **answers)

    assert first.url == f"{url(draft, 'form/need/')}?more=1#further"
    assert "Webinar asks a little more" in shown
    assert "There is a problem" not in shown
    assert "Answer this question: Platform" in text_of(second)
    assert third.url == url(draft, "form/event/")


def test_further_answers_are_there_again_when_their_type_is(client, questions):
    draft = begin(client)
    webinar, name = asker.type_id("webinar"), f"q-{questions[0].pk}"
    save(client, draft, "need", tta_type=webinar, asked_for=webinar, **{name: "Teams"})
    save(client, draft, "need")
    save(client, draft, "need", tta_type=webinar)
    draft.refresh_from_db()
    assert draft.typed["need"][name] == ["Teams"]


def test_bad_number_is_refused(client, questions):
    webinar = asker.type_id("webinar")
    names = [f"q-{question.pk}" for question in questions]
    answers = dict(zip(names, ["Skype", "maybe", "9" * 30, ""], strict=True))
    draft = begin(client)
    shown = text_of(save(client, draft, "need", tta_type=webinar, asked_for=webinar, **answers))
    assert shown.count("Choose one of these") == 4
    assert "Enter a whole number, such as 25" in shown
