"""Where the people of an event were told to join."""

from django.db import models


class KnownMeeting(models.Model):
    """The published address of an event's online meeting, as of its last publishing; empty where it has none.

    It stands in mail and behind a button, never in a calendar: so no calendar record knows it, and a
    change of it is seen by this row.
    """

    event = models.OneToOneField(
        "events.EventPage", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    join_url = models.TextField(blank=True)

    wagtail_reference_index_ignore = True

    def __str__(self):
        return self.join_url
