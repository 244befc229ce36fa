"""Asking for assistance, page by page."""

urlpatterns: list = []
