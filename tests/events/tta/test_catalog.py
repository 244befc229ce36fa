"""The public catalog: what is listed, what it says, and where its text is written."""

from datetime import date

import pytest
from wagtail.models import Site

from events.actions import cancel_event
from events.models import EventPage
from events.tta.actions.make_event import make_event
from events.tta.catalog import description_of
from events.tta.enums import ONCE_APPROVED, Stage
from events.tta.models import RequestEvent
from tests.make import (
    NOW,
    make_admin,
    make_option,
    make_other_site,
    make_private,
    make_provider,
    make_request,
    make_session,
    make_type,
    make_webinar,
    publish,
)

pytestmark = pytest.mark.django_db
LISTED = {"is_in_catalog": True, "may_be_listed": True}


def make_listed(**fields):
    return make_request(**{"stage": Stage.ASSIGNED, **LISTED, **fields})


def tie(request, page):
    return RequestEvent.objects.create(request=request, page=page, made_at=NOW)


def text_of(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def test_record_shows_what_is_allowed(index, client):
    request = make_listed(
        title="Peer & visit",
        public_description="First.\n\n<b>Second</b>",
        program_area=make_option("Reentry"),
        provider=make_provider("Center for Justice"),
        tta_type=make_type("peer-exchange"),
    )

    shown = text_of(client.get(f"/tta/{request.number}/"))

    for words in (
        "Peer &amp; visit", "First.", "&lt;b&gt;Second&lt;/b&gt;", "Reentry", "Center for Justice",
        "Peer exchange", "Thursday, June 10, 2027", "9:00 a.m.–4:00 p.m. ET", request.number,
    ):  # fmt: skip
        assert words in shown


@pytest.mark.parametrize("field", LISTED)
def test_record_without_both_yeses_is_nowhere(index, client, field):
    request = make_listed(title="Shy one")
    assert "Shy one" in text_of(client.get("/tta/"))
    assert request.number in text_of(client.get("/sitemap.xml"))
    setattr(request, field, False)
    request.save()

    assert client.get(f"/tta/{request.number}/").status_code == 404
    assert "Shy one" not in text_of(client.get("/tta/"))
    assert "/tta/" not in text_of(client.get("/sitemap.xml"))


@pytest.mark.parametrize("stage", sorted(Stage))
def test_only_what_was_approved_is_listed(index, client, stage):
    request = make_listed(stage=stage)
    is_listed = stage in ONCE_APPROVED
    assert client.get(f"/tta/{request.number}/").status_code == (200 if is_listed else 404)
    assert (request.number in text_of(client.get("/tta/"))) == is_listed


def test_numbers_that_are_none_are_not_found(index, client):
    for number in ("20200623-141005-86", "x", "20200623-141005-8", "２０２00623-141005-86"):
        assert client.get(f"/tta/{number}/").status_code == 404


def test_catalog_writes_nothing(index, client):
    assert client.post("/tta/").status_code == 405
    assert client.post(f"/tta/{make_listed().number}/").status_code == 405


def test_catalog_is_of_its_own_site(index, client):
    make_other_site()
    here = make_listed(title="Here")
    there = make_listed(title="There", site=Site.objects.get(hostname="other.example"))

    assert "There" not in text_of(client.get("/tta/"))
    assert "There" in text_of(client.get("/tta/", headers={"host": "other.example"}))
    assert client.get(f"/tta/{there.number}/").status_code == 404
    assert client.get(f"/tta/{here.number}/", headers={"host": "other.example"}).status_code == 404


def test_empty_catalog_says_so(index, client):
    shown = text_of(client.get("/tta/"))
    assert "Nothing is listed yet" in shown
    assert "Filter records" not in shown


# ---- one description, in one place ----


def test_text_is_the_records_until_its_event_is_published_and_the_pages_from_then_on(index, client):
    user = make_admin()
    request = make_listed(public_description="Of the record.\n\nIts second paragraph.")
    url = f"/tta/{request.number}/"
    page = make_event(request=request, parent=index, user=user, now=NOW)
    draft = EventPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.summary = "Written on the page."
    draft.save_revision(user=user)

    # A draft is nobody's.
    assert "Of the record." in text_of(client.get(url))
    assert "Written on the page." not in text_of(client.get(url))
    assert "has taken this text over" in description_of(request).words

    published = publish(EventPage.objects.get(pk=page.pk).get_latest_revision_as_object(), user)

    shown = text_of(client.get(url))
    assert "Written on the page." in shown
    assert "Its second paragraph." in shown  # it went along with the draft
    assert "Of the record." not in shown
    assert description_of(request).page.pk == page.pk
    assert "Edit it there." in description_of(request).words

    # Each later edit of the page is the catalog's at once; the record's own text is out of play.
    published.description = "<p>Edited <b>twice</b>.</p>"
    publish(published, user)
    request.public_description = "Edited in the record."
    request.save()
    assert "Edited <b>twice</b>." in text_of(client.get(url))
    assert "Edited in the record." not in text_of(client.get(url))

    published.unpublish()
    assert "Edited in the record." in text_of(client.get(url))
    assert description_of(request).is_published is False
    page.delete()
    assert (description_of(request).page, description_of(request).words) == (None, "")


def test_first_published_of_several_events_says_what_it_is(index, client):
    request = make_listed(public_description="Record")
    second = make_webinar(summary="Second one", sessions=[make_session(3)])
    first = make_webinar(summary="First one", sessions=[make_session(9)])
    for page, day in ((first, 1), (second, 2)):
        page.first_published_at = NOW.replace(day=day)
        page.save()
        tie(request, page)

    shown = text_of(client.get(f"/tta/{request.number}/"))

    assert shown.index("First one") < shown.index(second.title) < shown.index(first.title)
    assert "Second one" not in shown


# ---- its events ----


def test_published_event_gives_date_status_and_the_way_to_register(index, client):
    page = make_webinar(title="Night shift online", sessions=[make_session(10)])
    request = make_listed(event_date=date(2026, 1, 2))
    tie(request, page)

    shown = text_of(client.get(f"/tta/{request.number}/"))
    listed = text_of(client.get("/tta/"))

    for text in (shown, listed):
        assert page.url in text
        assert "2:00–3:30 p.m. ET" in text
        assert "January 2" not in text
    assert f'href="{page.url}register/"' in shown
    assert "Event and registration" in listed

    cancel_event(event=page, reason="The host withdrew.", now=NOW)
    assert "Cancelled: Night shift online" in text_of(client.get(f"/tta/{request.number}/"))
    assert "Cancelled" in text_of(client.get("/tta/"))


def test_event_that_not_everybody_may_see_is_not_named(index, client):
    request = make_listed(public_description="Record")
    draft, hidden = (
        make_webinar(title="Draft event", live=False),
        make_webinar(title="Secret event"),
    )
    for page in (draft, hidden):
        tie(request, page)
    assert "Secret event" in text_of(client.get(f"/tta/{request.number}/"))
    make_private(hidden)

    for url in (f"/tta/{request.number}/", "/tta/"):
        shown = text_of(client.get(url))
        assert "Draft event" not in shown
        assert "Secret event" not in shown
        assert "Record" in shown


# ---- the sitemap ----


def test_sitemap_has_the_catalog_and_its_records(index, client):
    assert "/tta/" not in text_of(client.get("/sitemap.xml"))
    request = make_listed()
    shown = text_of(client.get("/sitemap.xml"))
    assert "<loc>http://testserver/tta/</loc>" in shown
    assert f"<loc>http://testserver/tta/{request.number}/</loc>" in shown
