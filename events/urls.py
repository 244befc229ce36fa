"""Addresses of the events room that are not pages. Include it before Wagtail's own."""

from django.urls import path, re_path

from events import views
from events.recordings_rss import RecordingsFeed

app_name = "events"

urlpatterns = [
    path("calendar/", views.subscribe, name="subscribe"),
    path("calendar/events.ics", views.feed, name="feed"),
    path("calendar/<slug:uid>/", views.record, name="record"),
    path("events/recordings.rss", RecordingsFeed(), name="recordings"),
    re_path(r"^(?P<path>(?:[\w\-]+/)+)event\.ics$", views.event_ics, name="event_ics"),
]
