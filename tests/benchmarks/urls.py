"""The site's addresses, and the floor's feed."""

from django.urls import path

from cms.urls import urlpatterns as site_urls
from tests.benchmarks.floor import views

urlpatterns = [path("floor/events.ics", views.joined_texts), *site_urls]
