"""Which event an address means."""

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import JSONObject
from wagtail.models import Site

from events.models import CalendarRecord, EventPage
from events.registration.models import RegistrationSettings

FIELDS = (
    # of the page
    "id", "title", "slug", "live", "url_path", "alias_of", "content_type", "locale",
    # of the event
    "delivery", "place_name", "place_city", "join_url", "join_visibility", "takes_registrations",
    "capacity", "registration_opens_at", "registration_closes_at", "first_starts_at", "last_ends_at",
    "reminds_week_before", "reminds_day_before", "reminds_hour_before", "recording_plan",
    "recording_expected_date", "recording_url", "recording_video", "contact_name", "contact_email",
    "contact_phone",
)  # fmt: skip
TEXTS = [
    field.attname
    for field in RegistrationSettings._meta.concrete_fields
    if field.attname not in ("id", "site_id")
]


def event_at(*, site: Site, path: str) -> EventPage | None:
    """The public event at `path` (without outer slashes) of a site, with its state; one query.

    Public is what its calendar records say: live, and no page above it private. With it come
    the site's texts, for `texts_of`.
    """
    texts = RegistrationSettings.objects.filter(site_id=site.pk).values(
        texts=JSONObject(**{name: name for name in TEXTS})
    )
    return (
        public_by_records()
        .filter(
            live=True,
            # The slug has an index, the path has none.
            slug=path.rpartition("/")[2],
            url_path=f"{site.root_page.url_path}{path}/",
        )
        .select_related("state")
        .only(*FIELDS, "state")
        .annotate(texts_json=Subquery(texts))
        .first()
    )


def texts_of(event: EventPage) -> RegistrationSettings:
    """The RegistrationSettings that came with `event_at`; reading them wrote no row."""
    return RegistrationSettings(**(event.texts_json or {}))  # ty: ignore[missing-attribute]


def public_by_records():
    """Events that their calendar records know as public."""
    records = CalendarRecord.objects.filter(page_id=OuterRef("pk"), is_visible=True)
    return EventPage.objects.filter(Exists(records)).order_by()
