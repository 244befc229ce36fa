"""Asking for assistance, page by page."""

from django.urls import path

from events.tta.public import asking, asking_first, asking_review

urlpatterns: list = [
    path("tta/request/", asking_first.first, name="request"),
    path("tta/request/link/", asking_first.links, name="links"),
    path("tta/request/<str:token>/form/", asking.resume, name="resume"),
    path("tta/request/<str:token>/form/review/", asking_review.review, name="review"),
    path("tta/request/<str:token>/form/<slug:page>/", asking.page, name="form"),
    path("tta/request/<str:token>/saved/", asking.saved, name="saved"),
    path("tta/request/<str:token>/sent/", asking_review.sent, name="sent"),
    path("tta/request/<str:token>/withdraw/", asking_review.withdraw_page, name="withdraw"),
]
