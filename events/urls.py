"""Addresses of the events room that are not pages. Include it before Wagtail's own."""

from django.urls import path, re_path

from events import feed_views, staff_feed_views, views

app_name = "events"

urlpatterns = [
    path("calendar/", views.subscribe, name="subscribe"),
    path("calendar/events.ics", feed_views.calendar, name="feed"),
    path("calendar/events.atom", feed_views.upcoming, {"form": "atom"}, name="feed_atom"),
    path("calendar/events.json", feed_views.upcoming, {"form": "json"}, name="feed_json"),
    re_path(r"^calendar/events/(?P<number>[1-9][0-9]{0,8})/$", views.event, name="event"),
    path("calendar/staff/<str:token>.ics", staff_feed_views.staff, name="staff_feed"),
    path("calendar/<slug:uid>/", views.record, name="record"),
    path("events/recordings.rss", feed_views.recordings, {"form": "rss"}, name="recordings"),
    path("events/recordings.atom", feed_views.recordings, {"form": "atom"}, name="recordings_atom"),
    path("events/recordings.json", feed_views.recordings, {"form": "json"}, name="recordings_json"),
    re_path(r"^(?P<path>(?:[\w\-]+/)+)event\.ics$", views.event_ics, name="event_ics"),
]
