"""What is wrong in an editor's form: a sentence at its field, what was typed kept, nothing half-written.

One form holds many mistakes at once, since every answer of the admin costs a third of a second.
"""

import pytest
from django.apps import apps
from wagtail.models import Revision

from events.models import EventPage
from tests.events.editor import (
    BLANK,
    add_row,
    add_session,
    add_url,
    change_row,
    edit_url,
    form_in,
    read_form,
    refused,
    send,
)
from tests.make import NOW, make_document, make_event, make_speaker

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.time_machine(NOW),
    pytest.mark.usefixtures("editor"),
]

ENDS_FIRST = "The session ends before it starts. Check the times, or add the day it ends."
SKIPPED = (
    "2:30 a.m. does not exist on March 14, 2027 in Eastern Time (America/New_York): "
    "clocks jump from 2:00 to 3:00. Choose another time."
)
NO_DATE = "“%s” can't be read as a date. Write it like 12/1/2026 or December 1, 2026."
NO_TIME = "“%s” can't be read as a time. Write it like 2:00 PM or 14:00."

# What was typed into a session, the field that is wrong, and the sentence there.
WRONG_SESSIONS = [
    ({"start_time": "14:00", "end_time": "13:00"}, "end_time", ENDS_FIRST),
    ({"start_time": "14:00", "end_time": "14:00"}, "end_time", ENDS_FIRST),
    ({"end_date": "2026-11-28"}, "end_time", ENDS_FIRST),
    ({"date": "2027-03-14", "start_time": "02:30", "end_time": "04:00"}, "start_time", SKIPPED),
    ({"date": "2027-03-14", "start_time": "01:00", "end_time": "02:30"}, "end_time", SKIPPED),
    ({"date": "soon"}, "date", NO_DATE % "soon"),
    ({"date": "31/12/2026"}, "date", NO_DATE % "31/12/2026"),
    ({"start_time": "25:00"}, "start_time", NO_TIME % "25:00"),
    ({"start_time": "2:00"}, "start_time", NO_TIME % "2:00"),
    (
        {"date": "9999-12-31", "start_time": "22:00", "end_time": "23:30"},
        "date",
        "December 31, 9999 is too far away. Check the year.",
    ),
    (
        {"date": "0001-01-01", "start_time": "01:00", "end_time": "02:00", "zone": "Asia/Tokyo"},
        "date",
        "January 1, 1 is too far away. Check the year.",
    ),
    ({"key": "1; DROP TABLE"}, "key", "Enter a valid UUID."),
]

# What was typed into a field, and the sentence there.
WRONG_FIELDS = {
    "recording_url": ("javascript:alert(1)", "Enter a valid URL."),
    "join_url": (
        "ftp://meet.example/1",
        "'ftp://meet.example/1' is not a web address that a calendar can open."
        " Start it with https:// and leave out spaces.",
    ),
    "contact_name": ("x" * 201, "Ensure this value has at most 200 characters (it has 201)."),
    "capacity": ("-1", "Ensure this value is greater than or equal to 0."),
    "contact_email": ("nobody", "Enter a valid email address."),
    "recording_minutes": ("ninety", "Enter a whole number."),
    "recording_expected_date": ("2026-02-30", NO_DATE % "2026-02-30"),
    "seo_title": ("x" * 256, "Ensure this value has at most 255 characters (it has 256)."),
}


@pytest.fixture(params=["new", "live"])
def desk(request, client, index):
    """Address and filled form of a new page and of a live one, each with one session."""
    if request.param == "live":
        page = make_event()
        return edit_url(page), read_form(client, edit_url(page))
    form = read_form(client, add_url(index))
    form |= {"title": "Naloxone in jails", "slug": "naloxone", "place_name": "Town Hall"}
    form["summary"] = "What it is about."
    add_session(form)
    return add_url(index), form


def everything() -> list:
    """Every row of this room, and the number of revisions: equal only if nothing was written."""
    models = apps.get_app_config("events").get_models()
    return [
        *(list(model.objects.order_by("pk").values()) for model in models),
        Revision.objects.count(),
    ]


def refuse(client, desk, *, action: str) -> dict[str, list[str]]:
    """Send the form; it comes back with the sentences, everything that was typed, and no row written."""
    url, form = desk
    before = everything()
    response = send(client, url, form, action=action)
    found = refused(response)
    names = {name for name in form if BLANK not in name} - {"description"}
    shown = form_in(response)
    assert {name: shown[name] for name in names} == {name: form[name] for name in names}
    assert everything() == before
    return found


@pytest.mark.parametrize("action", ["", "publish"])
def test_what_is_wrong_is_named_at_its_field_in_drafts_too(client, desk, action):
    form, expected = desk[1], {}
    for values, field, sentence in WRONG_SESSIONS:
        number = add_session(form, **values)
        expected[f"sessions-{number}-{field}"] = [sentence]
    for field, (value, sentence) in WRONG_FIELDS.items():
        form[field] = value
        expected[field] = [sentence]

    assert refuse(client, desk, action=action) == expected


def test_title_is_all_that_a_draft_needs(client, desk):
    desk[1]["title"] = " "

    assert refuse(client, desk, action="") == {"title": ["This field is required."]}


def test_webinar_in_a_room_is_refused(client, index):
    url = add_url(index, "webinarpage")
    form = read_form(client, url) | {"title": "Draft", "slug": "draft", "delivery": "in_person"}

    assert refuse(client, (url, form), action="") == {
        "delivery": [
            "A webinar is virtual or hybrid. For a meeting in a room, add an event instead."
        ]
    }


def test_registration_that_closes_before_it_opens_is_refused(client, desk):
    desk[1].update(registration_opens_date="2026-11-25", registration_opens_time="12:00")
    desk[1].update(registration_closes_date="2026-11-25", registration_closes_time="12:00")

    assert refuse(client, desk, action="") == {
        "registration_closes_date": ["Registration closes before it opens. Choose a later moment."]
    }


def test_unknown_zone_is_refused(client, desk):
    change_row(desk[1], "sessions", 0, zone="Mars/Olympus")

    found = refused(send(client, *desk))

    assert found == {
        "sessions-0-zone": ["There is no time zone “Mars/Olympus”. Choose one from the list."]
    }


def leave_out(form) -> dict[str, list[str]]:
    """Leave out what publishing needs; what is said then."""
    change_row(form, "sessions", 0, start_time="", end_time="")
    add_session(form, date="")
    add_row(form, "presenters", title="Director")
    add_row(form, "files", title="Slides of the day")
    form |= {"summary": "", "place_name": "", "delivery": "hybrid", "join_visibility": "public"}
    form |= {"registration_opens_date": "2026-11-24", "registration_closes_time": "12:00"}
    form["recording_video"] = str(make_document(name="video.mp4", content=b"\0").pk)
    return {
        "sessions-0-start_time": ["A date needs a time: add when the session starts."],
        "sessions-0-end_time": ["Add when the session ends."],
        "sessions-1-date": ["Times need a date: add the day of the session."],
        "presenters-0-name": ["Choose a speaker, or write a name."],
        "files-0-document": ["This field is required."],
        "summary": ["Add a sentence or two: lists and calendars show them under the title."],
        "place_name": ["Say where people meet, or choose virtual delivery."],
        "join_url": ["Add the address that everyone may see, or choose registrants only."],
        "registration_opens_time": ["A date needs a time: add it, for example 12:00 PM."],
        "registration_closes_date": ["A time needs a date: add the day."],
        "caption_tracks": ["Add captions (.vtt): a recording without them shuts people out."],
    }


def test_what_is_missing_is_named_before_publishing_and_not_in_a_draft(client, desk):
    expected = leave_out(desk[1])

    assert refuse(client, desk, action="publish") == expected
    assert send(client, *desk).status_code == 302


NOTHING_TO_SHOW = (
    "Add a session with date and time. Without one, an event needs a recording or files."
)


@pytest.mark.parametrize(
    "session",
    [{"DELETE": "1"}, {"DELETE": "1", "date": "", "end_time": "09:00"}],
    ids=["taken out", "unfinished and taken out"],
)
def test_event_without_session_recording_and_file_is_refused(client, desk, session):
    change_row(desk[1], "sessions", 0, **session)

    assert refuse(client, desk, action="publish") == {"sessions": [NOTHING_TO_SHOW]}


def test_empty_file_row_is_not_a_file(client, desk):
    change_row(desk[1], "sessions", 0, DELETE="1")
    add_row(desk[1], "files")

    assert refuse(client, desk, action="publish") == {
        "sessions": [NOTHING_TO_SHOW],
        "files-0-document": ["This field is required."],
    }


def test_presenter_who_is_there_already_is_refused(client, desk):
    ana = make_speaker(name="Ana Prado")
    add_row(desk[1], "presenters", speaker=ana.pk)
    add_row(desk[1], "presenters", speaker=ana.pk)
    add_row(desk[1], "presenters", name="ana  PRADO")
    add_row(desk[1], "presenters", name="Bo Hill")
    add_row(desk[1], "presenters", name="Bo Hill")

    assert refuse(client, desk, action="") == {
        "presenters-1-speaker": ["This speaker is in the list twice. Remove one."],
        "presenters-2-name": ["“ana  PRADO” is in the list twice. Remove one."],
        "presenters-4-name": ["“Bo Hill” is in the list twice. Remove one."],
    }


def test_presenter_who_is_taken_out_does_not_count(client, desk):
    url, form = desk
    add_row(form, "presenters", name="Ana Prado", DELETE="1")
    add_row(form, "presenters", name="Ana Prado")

    assert send(client, url, form, action="publish").status_code == 302
    assert EventPage.objects.get().presenters.count() == 1


def test_slug_that_another_page_has_is_refused(client, desk):
    make_event(slug="taken")
    desk[1]["slug"] = "taken"

    assert refuse(client, desk, action="publish") == {
        "slug": ["The slug 'taken' is already in use within the parent page."]
    }


NOT_READABLE = "“{}” can't be read as WebVTT. Export the captions again as .vtt in UTF-8."
BAD_CAPTIONS = [
    ("captions.txt", b"WEBVTT\n", "“{}” is not a captions file. Upload a .vtt file (WebVTT)."),
    ("srt.vtt", b"1\n00:00:00,000 --> 00:00:02,000\nHello\n", NOT_READABLE),
    ("latin.vtt", "WEBVTT\n\n00:00.000 --> 00:02.000\nAdiós\n".encode("latin-1"), NOT_READABLE),
    ("broken.vtt", b"WEBVTT\n\n00:00.000 -> 00:02.000\nHello\n", "“{}” has no captions in it. Check the export."),
    ("empty.vtt", b"", NOT_READABLE),
    ("no-cue.vtt", b"WEBVTT\n", "“{}” has no captions in it. Check the export."),
    ("binary.vtt", bytes(range(256)), NOT_READABLE),
]  # fmt: skip


def test_captions_that_are_none_are_refused(client, desk):
    expected = {}
    for name, content, sentence in BAD_CAPTIONS:
        document = make_document(name=name, content=content)
        number = add_row(desk[1], "caption_tracks", document=document.pk)
        expected[f"caption_tracks-{number}-document"] = [sentence.format(document.filename)]

    assert refuse(client, desk, action="") == expected


def test_captions_whose_file_is_gone_are_refused(client, desk):
    document = make_document(name="gone.vtt")
    document.file.storage.delete(document.file.name)
    add_row(desk[1], "caption_tracks", document=document.pk)

    assert refuse(client, desk, action="") == {
        "caption_tracks-0-document": [
            f"The file of “{document.filename}” is missing. Upload it again."
        ]
    }


def test_recording_that_is_no_video_is_refused(client, desk):
    document = make_document(name="slides.pdf")
    desk[1]["recording_video"] = str(document.pk)

    assert refuse(client, desk, action="") == {
        "recording_video": [
            f"“{document.filename}” is not a video that browsers play. Upload an MP4 or WebM file."
        ]
    }
