"""A secret in every field that is not public is found nowhere but where staff work on the record."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.urls import NoReverseMatch, reverse
from wagtail.models import ModelLogEntry, PageLogEntry, ReferenceIndex, Revision

from cms.urls import SITEMAPS
from events.models import EventPage
from events.tta.actions.make_event import make_event
from events.tta.models import RequestEvent, TTARequest
from tests.events.tta.secrets_planted import (
    OF_EVENT_SEARCH,
    ON_EVENT_PAGE,
    PUBLIC,
    plant,
    text_fields,
)
from tests.make import (
    NOW,
    make_admin,
    make_member,
    make_provider,
    make_provider_person,
    publish,
    records_of,
)

pytestmark = pytest.mark.django_db

# Staff read these on the record's page: if a secret were not planted, this would fail.
SHOWN_TO_STAFF = {
    "TTARequest.narrative", "TTARequest.contact_name", "TTARequest.contact_email", "TTARequest.contact_phone",
    "TTARequest.agency_name", "TTARequest.grant_manager", "TTARequest.cost_band", "TTARequest.audiences",
    "Note.text", "Message.text", "Milestone.text", "Answer.text", "LetterFile.name",
}  # fmt: skip
FOR_STAFF_ONLY = {"Note.text", "TTARequest.grant_manager", "TTARequest.cost_band", "User.owner"}


@pytest.fixture
def planted(index):
    return plant()


@pytest.fixture
def event(planted, index):
    """The published event page of the planted request."""
    user = make_admin(username="maker")
    page = make_event(request=planted.request, parent=index, user=user, now=NOW)
    draft = EventPage.objects.get(pk=page.pk).specific.get_latest_revision_as_object()
    return publish(draft, user)


def text_of(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")


def record_url(planted) -> str:
    return f"/tta/{planted.request.number}/"


def test_every_text_of_the_request_and_its_rows_is_planted(planted):
    planted.request.refresh_from_db()
    children = [r.related_model for r in TTARequest._meta.related_objects]
    assert len(children) >= 8
    for model in {TTARequest, *children} - {RequestEvent}:
        rows = model.objects.all()
        for field in text_fields(model):
            if model is TTARequest and field.name in PUBLIC:
                continue
            secret = planted.secrets[f"{model.__name__}.{field.name}"]
            values = [str(getattr(row, field.name)) for row in rows]
            assert any(secret in value for value in values), (model, field)


def test_staff_read_the_secrets_on_the_record(planted, event, client):
    client.force_login(make_admin())
    shown = text_of(client.get(reverse("tta_requests:inspect", args=[planted.request.pk])))
    assert planted.found_in(shown) >= SHOWN_TO_STAFF


def test_public_pages_feeds_and_sitemap_hold_none(planted, event, client):
    [record] = records_of(event)
    uid = reverse("events:record", args=[record.uid])
    addresses = {
        "/": "", "/events/": "Open title", event.url: "Open words.", f"{event.url}event.ics": "Open title",
        f"{event.url}register/": "Open title", "/tta/": "Open title", "/tta/?q=open&when=upcoming": "Open title",
        record_url(planted): "Open words.", "/search/?q=open": "Open title",
        "/calendar/": "", "/calendar/events.ics": "Open title", "/calendar/events.atom": "Open title",
        "/calendar/events.json": "Open title", "/events/recordings.rss": "", "/events/recordings.atom": "",
        "/events/recordings.json": "", "/library/new.rss": "", "/keywords/": "", "/sitemap.xml": record_url(planted),
        uid: "",
    }  # fmt: skip
    leaks = {}
    for address, words in addresses.items():
        answer = client.get(address, follow=True)
        shown = text_of(answer)
        assert answer.status_code == 200, address
        assert words in shown, address
        found = planted.found_in(shown)
        leaks[address] = found - (set() if address.startswith("/tta/") else ON_EVENT_PAGE)
    assert {address: found for address, found in leaks.items() if found} == {}
    assert "tta" in SITEMAPS


def test_structured_data_of_the_event_is_there_and_holds_none(planted, event, client):
    shown = text_of(client.get(event.url))
    data = shown.partition('<script type="application/ld+json"')[2].partition("</script>")[0]
    assert "Open title" in data
    assert planted.found_in(data) <= ON_EVENT_PAGE


def test_search_finds_no_secret(planted, event, client):
    assert event.url in text_of(client.get("/search/?q=open"))
    for name in sorted(SHOWN_TO_STAFF | FOR_STAFF_ONLY):
        shown = text_of(client.get("/search/", {"q": planted.secrets[name]}))
        assert ("Open title" in shown) == (name in OF_EVENT_SEARCH), name
        shown = text_of(client.get("/tta/", {"q": planted.secrets[name]}))
        assert "Open title" not in shown, name


def test_wagtails_own_tables_hold_none(planted, event):
    """Revisions, logs, the search index and the reference index are read by people without the right."""
    revisions = [json.dumps(row.content, default=str) for row in Revision.objects.all()]
    logs = [json.dumps(row.data, default=str) + row.label for row in PageLogEntry.objects.all()]
    model_logs = [
        json.dumps(row.data, default=str) + row.label for row in ModelLogEntry.objects.all()
    ]
    assert any("Open title" in text for text in revisions)
    assert any("Open title" in text for text in logs)
    for text in [*revisions, *logs, *model_logs]:
        assert planted.found_in(text) <= ON_EVENT_PAGE
    of_tta = [t.pk for t in _content_types()]
    assert not ReferenceIndex.objects.filter(content_type__in=of_tta).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM wagtailsearch_indexentry")
        entries = str(cursor.fetchall())
    assert "open" in entries.casefold()
    # A partner is an organization of the library, whose name is public; that it is a partner is not.
    assert planted.found_in(entries) == {"TTARequest.partners"} | OF_EVENT_SEARCH


def _content_types():
    from django.contrib.contenttypes.models import ContentType

    models = apps.get_app_config("tta").get_models()
    names = {"Provider", "TTAType", "Option"}  # staff's lists; nothing personal refers to pages
    return ContentType.objects.get_for_models(
        *(model for model in models if model.__name__ not in names)
    ).values()


ADMIN = [
    "/admin/", "/admin/pages/search/?q=open", "/admin/reports/site-history/", "/admin/reports/aging-pages/",
    "/admin/reports/workflow/", "/admin/reports/workflow_tasks/",
]  # fmt: skip


def test_editor_without_the_right_reads_none(planted, event, index, client):
    client.force_login(make_member("add", "change", "publish", page=index))
    pages = [
        *ADMIN,
        reverse("wagtailadmin_explore", args=[index.pk]),
        reverse("wagtailadmin_pages:edit", args=[event.pk]),
        reverse("wagtailadmin_pages:history", args=[event.pk]),
        reverse("wagtailadmin_pages:usage", args=[event.pk]),
        reverse("wagtailadmin_pages:view_draft", args=[event.pk]),
        reverse("wagtailadmin_pages:delete", args=[event.pk]),
    ]
    assert "Open title" in text_of(client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])))
    leaks = {}
    for address in pages:
        found = planted.found_in(text_of(client.get(address, follow=True))) - ON_EVENT_PAGE
        leaks |= {address: found} if found else {}
    assert leaks == {}


def admin_addresses(request) -> list[str]:
    """Every address of the queue and the record in the admin that can be read, exports too."""
    listing = reverse("tta_requests:list")
    found = [listing, f"{listing}?q=open", f"{listing}?export=csv", f"{listing}?export=xlsx"]
    found.append(reverse("tta_events:make", args=[request.pk]))
    for name in (
        "inspect",
        "edit",
        "history",
        "usage",
        "delete",
        "copy",
        "own",
        "note",
        "correct",
        "approve",
        "cancel",
    ):
        try:
            found.append(reverse(f"tta_requests:{name}", args=[request.pk]))
        except NoReverseMatch:
            continue
    return found


@pytest.mark.parametrize("who", ["editor", "provider of others"])
def test_queue_record_and_exports_are_closed_without_the_right(planted, index, client, who):
    addresses = admin_addresses(planted.request)
    assert len(addresses) >= 7
    user = (
        make_member("add", "change", "publish", page=index)
        if who == "editor"
        else make_provider_person(make_provider("Other provider"))
    )
    client.force_login(user)
    for address in addresses:
        answer = client.get(address, follow=True)
        shown = text_of(answer)
        assert planted.found_in(shown) == set(), address
        assert planted.request.number not in shown, address


def test_provider_of_the_request_reads_nothing_that_is_for_staff(planted, event, client):
    client.force_login(make_provider_person(planted.request.provider))
    own = text_of(client.get(reverse("tta_requests:inspect", args=[planted.request.pk])))
    assert "TTARequest.narrative" in planted.found_in(own)
    for address in admin_addresses(planted.request):
        found = planted.found_in(text_of(client.get(address, follow=True)))
        assert found.isdisjoint(FOR_STAFF_ONLY - {"User.owner"}), address
