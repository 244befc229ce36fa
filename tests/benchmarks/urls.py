"""The site's addresses, and the floor's."""

from django.urls import path

from cms.urls import urlpatterns as site_urls
from tests.benchmarks.floor import views

urlpatterns = [
    path("floor/events.ics", views.joined_texts),
    path("floor/kept.ics", views.kept_bytes),
    path("floor/enter/", views.enter),
    path("floor/pages/", views.all_pages),
    *site_urls,
]
