"""Which site an address belongs to, and the version of its feeds: one question to the database.

A second one would cost a small feed more than its bytes do, and Wagtail's own look-up writes its query each time.
"""

from functools import partial

from django.db.models import CharField, Q, Subquery
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from events.models.calendar_record import FeedVersion, asked_first
from events.outbox.prepared import Prepared, stored


class Addressed:
    """The feed version, and the site that `Site.find_for_request` finds, as they were at one moment; one query.

    `host` is what `request.get_host` says, which takes its time. The root page of the site is not loaded.
    """

    def __init__(self, request: HttpRequest, *, host: str):
        self._request = request
        self._hostname, _port = split_domain_port(host)
        self._rows = asked_first(partial(_SITES.rows, hostname=self._hostname))

    @property
    def version(self) -> FeedVersion:
        if not self._rows:  # nor a default one
            return FeedVersion.read()
        row = self._rows[0]
        if row["version_number"] is None:
            return FeedVersion(pk=FeedVersion.ROW)
        values = {name: row[f"version_{name}"] for name in _VERSION}
        return stored(FeedVersion, {"id": FeedVersion.ROW, **values})

    @property
    def site(self) -> Site | None:
        sites = [stored(Site, {name: row[name] for name in _SITE}) for row in self._rows]
        named = [site for site in sites if site.hostname == self._hostname]
        for site in named:
            if str(site.port) == self._request.get_port():
                return site
        default = next((site for site in sites if site.is_default_site), None)
        if default in named or len(named) != 1:
            return default
        return named[0]


_SITE = [field.attname for field in Site._meta.concrete_fields]
_VERSION = ("number", "changed_at")


def _sites(*, hostname):
    version = FeedVersion.objects.filter(pk=FeedVersion.ROW)
    sites = Site.objects.filter(Q(hostname=hostname) | Q(is_default_site=True)).annotate(
        **{f"version_{name}": Subquery(version.values(name)) for name in _VERSION}
    )
    return sites.order_by("pk").values(*_SITE, *(f"version_{name}" for name in _VERSION))


_SITES = Prepared(build=_sites, fields={"hostname": CharField()})
