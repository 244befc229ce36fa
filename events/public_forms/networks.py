"""Where a request comes from, as far as nobody can forge it."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings


def network_of(meta: Mapping[str, str]) -> str:
    """The network a visitor asks from: an IPv4 address, or the /64 that an IPv6 line is given.

    It is REMOTE_ADDR. With TTA_TRUSTED_PROXIES = n it is the n-th address from the right of
    X-Forwarded-For, which the outermost proxy of ours wrote; what stands further left may be
    anybody's invention. Nothing, where neither is an address.
    """
    remote = _address(meta.get("REMOTE_ADDR", ""))
    proxies = getattr(settings, "TTA_TRUSTED_PROXIES", 0)
    if proxies:
        forwarded = meta.get("HTTP_X_FORWARDED_FOR", "").split(",")
        if len(forwarded) >= proxies:
            remote = _address(forwarded[-proxies]) or remote
    if remote is None:
        return ""
    if isinstance(remote, IPv6Address):
        return str(ip_network((remote, 64), strict=False))
    return str(remote)


def _address(text: str) -> IPv4Address | IPv6Address | None:
    """An address, also one with a port as some proxies write it, or with IPv4 inside IPv6."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
