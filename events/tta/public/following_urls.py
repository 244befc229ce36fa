"""Following one's own request, behind a signed link."""

from django.urls import path

from events.tta.public import following, following_letters, following_reports

_OWN = "tta/request/<str:token>/"

urlpatterns = [
    path(_OWN, following.status, name="status"),
    path(f"{_OWN}message/", following.message, name="message"),
    path(f"{_OWN}letter/", following_letters.letter, name="letter"),
    path(f"{_OWN}letter/<uuid:key>/", following_letters.letter_file, name="letter_file"),
    path(f"{_OWN}date/", following_reports.date_change, name="date_change"),
    path(f"{_OWN}cancelled/", following_reports.cancelled, name="cancelled"),
    path(f"{_OWN}provider/", following_reports.unreachable, name="unreachable"),
]
