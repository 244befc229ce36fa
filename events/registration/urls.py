"""Addresses of registration. Include it before those of the events room and of Wagtail.

An event's own addresses lie below its page: `events/night-shift/register/`.
"""

from django.urls import path, re_path

from events.registration.views import feed, join, links, manage, register

app_name = "event_registration"

# An event's path in its site, without the slashes at its ends.
EVENT = r"^(?P<path>[\w\-]+(?:/[\w\-]+)*)"

urlpatterns = [
    path("registrations/", links.links, name="links"),
    path("registrations/calendar/<str:token>.ics", feed.personal, name="feed"),
    path("registrations/<str:token>/", manage.manage, name="manage"),
    path("registrations/<str:token>/details/", manage.details, name="details"),
    path("registrations/<str:token>/address/", manage.address, name="address"),
    path("registrations/<str:token>/invitation/", manage.invitation, name="invitation"),
    path("registrations/<str:token>/calendar/", manage.make_feed, name="make_feed"),
    path("registrations/<str:token>/calendar/stop/", manage.stop_feed, name="stop_feed"),
    path("registrations/<str:token>/cancel/", manage.cancel, name="cancel"),
    path("registrations/<str:token>/sessions/", manage.more_sessions, name="more_sessions"),
    path(
        "registrations/<str:token>/sessions/<str:uid>/leave/",
        manage.leave_session,
        name="leave_session",
    ),
    path("registrations/<str:token>/unfollow/", manage.unfollow, name="unfollow"),
    path("registrations/<str:token>/join/", manage.meeting, name="meeting"),
    re_path(rf"{EVENT}/register/$", register.register, name="register"),
    re_path(rf"{EVENT}/register/done/(?P<token>[\w\-~]+)/$", register.done, name="done"),
    re_path(rf"{EVENT}/join/$", join.join, name="join"),
]
