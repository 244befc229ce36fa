"""Which event an address means."""

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import JSONObject
from wagtail.models import Site

from events.models import CalendarRecord, EventPage, EventState
from events.outbox.prepared import Prepared, stored
from events.registration.models import RegistrationSettings

FIELDS = {
    # of the page
    "id", "title", "slug", "live", "url_path", "alias_of_id", "content_type_id", "locale_id",
    # of the event
    "page_ptr_id",
    "delivery", "place_name", "place_city", "join_url", "join_visibility", "takes_registrations",
    "capacity", "registration_covers", "registration_opens_at", "registration_closes_at",
    "first_starts_at", "last_ends_at",
    "reminds_week_before", "reminds_day_before", "reminds_hour_before", "recording_plan",
    "recording_expected_date", "recording_url", "recording_video_id", "contact_name", "contact_email",
    "contact_phone",
}  # fmt: skip
NAMES = [field.attname for field in EventPage._meta.concrete_fields if field.attname in FIELDS]
STATE = ("status", "reason", "next_step", "changed_at")
TEXTS = [
    field.attname
    for field in RegistrationSettings._meta.concrete_fields
    if field.attname not in ("id", "site_id")
]


def event_at(*, hostname: str, port: str, path: str) -> EventPage | None:
    """The public event at `path` (without outer slashes) of the site at this address, with its state.

    One query where Wagtail's cache knows the site's root, up to three elsewhere. Public is what the
    calendar records say: live, and no page above it private. With it come the site's texts, for
    `texts_of`; other fields than FIELDS are deferred.
    """
    # What is cached may be old: what is not found there is looked for once more.
    cached = _cached_root(hostname=hostname, port=port)
    if cached and (event := _event_below(*cached, path=path)):
        return event
    site = _site_of_address(_SITES.rows(hostname=hostname), hostname=hostname, port=port)
    return _event_below(site["pk"], site["root_path"], path=path) if site else None


def _cached_root(*, hostname: str, port: str) -> tuple[int, str] | None:
    """Site and root path, where exactly one root has this very address."""
    standard = {"80": f"http://{hostname}", "443": f"https://{hostname}"}
    address = standard.get(port, f"http://{hostname}:{port}")
    roots = [root for root in Site.get_site_root_paths() if root.root_url == address]
    return (roots[0].site_id, roots[0].root_path) if len(roots) == 1 else None


def _site_of_address(rows: list[dict], *, hostname: str, port: str) -> dict | None:
    """The site that Wagtail would find for a request (`Site.find_for_request`)."""
    named = [row for row in rows if row["hostname"] == hostname]
    for row in named:
        if str(row["port"]) == port:
            return row
    default = next((row for row in rows if row["is_default_site"]), None)
    if default in named or len(named) != 1:
        return default
    return named[0]


def _event_below(site_id: int, root_path: str, *, path: str) -> EventPage | None:
    rows = _EVENT.rows(
        site_id=site_id,
        # The slug has an index, the path has none.
        slug=path.rpartition("/")[2],
        url_path=f"{root_path}{path}/",
    )
    return _event(rows[0]) if rows else None


def _event(row: dict) -> EventPage:
    event = stored(EventPage, {name: row[name] for name in NAMES})
    event.texts_json = row["texts_json"]  # ty: ignore[missing-attribute]
    state = {name: row[f"state__{name}"] for name in STATE}
    is_decided = state["status"] is not None
    event._state.fields_cache["state"] = (
        stored(EventState, {"page_id": event.pk, **state}) if is_decided else None
    )
    return event


def texts_of(event: EventPage) -> RegistrationSettings:
    """The RegistrationSettings that came with `event_at`; reading them wrote no row."""
    found = event.texts_json  # ty: ignore[missing-attribute]
    return stored(RegistrationSettings, found) if found else RegistrationSettings()


def public_by_records():
    """Events that their calendar records know as public."""
    records = CalendarRecord.objects.filter(page_id=OuterRef("pk"), is_visible=True)
    return EventPage.objects.filter(Exists(records)).order_by()


def _sites(*, hostname):
    return (
        Site.objects.filter(Q(hostname=hostname) | Q(is_default_site=True))
        .order_by()
        .values("pk", "hostname", "port", "is_default_site", root_path=F("root_page__url_path"))
    )


def _events(*, site_id, slug, url_path):
    texts = RegistrationSettings.objects.filter(site_id=site_id).values(
        texts=JSONObject(**{name: name for name in TEXTS})
    )
    return (
        public_by_records()
        .filter(live=True, slug=slug, url_path=url_path)
        .values(*NAMES, *(f"state__{name}" for name in STATE), texts_json=Subquery(texts))
    )


_SITES = Prepared(build=_sites, fields={"hostname": CharField()})
_EVENT = Prepared(
    build=_events,
    fields={"site_id": BigIntegerField(), "slug": CharField(), "url_path": CharField()},
)
