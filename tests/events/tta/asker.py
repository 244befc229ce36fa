"""A requester's way through the form, as a browser takes it."""

import io
import re
import zipfile
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from events.public_forms.tokens import new_form_token
from events.tta.agreement import agreement_of
from events.tta.enums import OptionList
from events.tta.models import Option, TTARequest, TTASettings, TTAType
from events.tta.tokens import link_token
from tests.make import NOW, make_lists

FILLED_IN = timedelta(seconds=40)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
NARRATIVE = "Our officers answer most calls at night without a clinician."


def option(name: str, of: OptionList) -> str:
    """The id of an entry, as a browser sends it."""
    make_lists()
    return str(Option.objects.get(list=of, name=name).pk)


def type_id(key: str = "classroom-training") -> str:
    make_lists()
    return str(TTAType.objects.get(key=key).pk)


def _data(data: dict, changed: dict) -> dict:
    return {name: value for name, value in (data | changed).items() if value is not None}


def you(**changed) -> dict:
    data = {
        "contact_name": "Dana Whitfield",
        "contact_role": "Sergeant",
        "contact_email": "dana@springfield.example",
        "contact_phone": "(555) 555-0188",
        "agency_name": "Springfield Police Department",
        "agency_place": "Springfield, Massachusetts",
        "agency_type": option("Law enforcement agency", OptionList.AGENCY_TYPE),
        "agency_scope": option("City or town", OptionList.AGENCY_SCOPE),
    }
    return _data(data, changed)


def first_page(**changed) -> dict:
    """What a browser sends for the first page, opened FILLED_IN ago."""
    return you(form_token=new_form_token(now=NOW - FILLED_IN), website="") | changed


def need(**changed) -> dict:
    data = {
        "title": "Co-response for the night shift",
        "narrative": NARRATIVE,
        "tta_type": type_id(),
        "program_area": option("Police and mental health collaboration", OptionList.PROGRAM_AREA),
        "sub_topics": [option("Co-response", OptionList.SUB_TOPIC)],
        "intercepts": ["0", "1"],
    }
    return _data(data, changed)


def event(**changed) -> dict:
    data = {
        "has_event": "yes",
        "event_month": "6",
        "event_day": "10",
        "event_year": "2027",
        "event_start_time": "9:00 a.m.",
        "event_end_time": "16:00",
        "event_zone": "America/Chicago",
        "delivery": "in_person",
        "place_name": "Town Hall",
        "expected_people": "25",
        "may_be_listed": "yes",
        "audiences": [option("Peer support specialists", OptionList.AUDIENCE)],
        "location": "Springfield",
    }
    return _data(data, changed)


def letter(**changed) -> dict:
    return _data({"letter_plan": "email"}, changed)


PAGES = {"you": you, "need": need, "event": event, "letter": letter}


def begin(client, **changed) -> TTARequest:
    """The draft that the first page makes."""
    response = client.post("/tta/request/", first_page(**changed))
    assert response.status_code == 302, text_of(response)
    return TTARequest.objects.latest("pk")


def url(request: TTARequest, part: str = "") -> str:
    return f"/tta/request/{link_token(request)}/{part}"


def save(client, request: TTARequest, page: str, **changed):
    """Send one page."""
    return client.post(url(request, f"form/{page}/"), PAGES[page](**changed))


def filled(client, **pages: dict) -> TTARequest:
    """A draft whose pages are all valid but for what is changed, by page."""
    request = begin(client)
    for page in ("need", "event", "letter"):
        save(client, request, page, **pages.get(page, {}))
    request.refresh_from_db()
    return request


def agreed(request: TTARequest, **changed) -> dict:
    agreement = agreement_of(TTASettings.for_site(request.site))
    data = {"agree": "on", "agreed_name": "Dana Whitfield", "agreed_digest": agreement.digest}
    return _data(data, changed)


def send(client, request: TTARequest, **changed):
    """Press Submit on the last page."""
    return client.post(url(request, "form/review/"), agreed(request, **changed))


def file(name: str = "letter.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def zipped(*names: str, **texts: str) -> bytes:
    """A ZIP file with these members."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parcel:
        for name in names:
            parcel.writestr(name, texts.get(name, "<x/>"))
    return made.getvalue()


def text_of(response) -> str:
    """What a page says, with its tags, on one line."""
    return re.sub(r"\s+", " ", response.content.decode())
