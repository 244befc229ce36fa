"""Addresses of the library that are not pages. Include it before Wagtail's own."""

from django.urls import path

from resources import views
from resources.feeds import NewResources

app_name = "resources"

urlpatterns = [
    path("keywords/", views.keywords, name="keywords"),
    path("keywords/<slug:slug>/", views.keyword, name="keyword"),
    path("library/new.rss", NewResources(), name="new"),
]
