import pytest
from tests.make import *


def test_x(index, client):
    e = make_webinar(presenters=[make_presenter(speaker=make_speaker())])
    from events.models import CalendarRecord

    r = CalendarRecord.objects.get()
    print(r.text)
    for u in [
        "/calendar/events.ics",
        f"/events/{e.slug}/event.ics",
        "/sitemap.xml",
        "/healthz",
        f"/calendar/{r.uid}/",
    ]:
        resp = client.get(u)
        print(u, resp.status_code, dict(resp.headers))
        assert resp.status_code in (200, 302)
