"""The events on a speaker's page: what the speakers' room asks for and doesn't know."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import Site

from events.cards import event_cards
from events.queries import past_events, public_events, upcoming_events
from speakers.appearances import Appearances
from speakers.models import Speaker

ROW_TEMPLATE = "events/_row.html"


def speaker_appearances(
    *, speaker: Speaker, site: Site | None, now: datetime
) -> Sequence[Appearances]:
    """Upcoming and past public events of one speaker on this site, each event once."""
    lists = ((_("Upcoming"), upcoming_events), (_("Past events"), past_events))
    events = public_events().filter(presenters__speaker_id=speaker.pk).distinct()
    if site is not None:
        events = events.descendant_of(site.root_page)
    return [
        Appearances(
            heading=heading,
            row_template=ROW_TEMPLATE,
            rows=event_cards(events=query(now=now, events=events), now=now),
        )
        for heading, query in lists
        if speaker.pk
    ]
