"""The public catalog of assistance."""

from django.urls import path, re_path

from events.tta.public import catalog

urlpatterns: list = [
    path("tta/", catalog.catalog, name="catalog"),
    re_path(r"^tta/(?P<number>[0-9]{8}-[0-9]{6}-[0-9]{2})/$", catalog.record, name="record"),
]
