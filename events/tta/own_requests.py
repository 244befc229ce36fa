"""The requests of one e-mail address."""

from django.db.models import QuerySet
from wagtail.models import Site

from events.public_forms.addresses import address_key
from events.tta.enums import Stage
from events.tta.models import TTARequest


def requests_of(*, email: str, site: Site) -> QuerySet[TTARequest]:
    """The requests of an address on a site that were not withdrawn, the newest first."""
    return (
        TTARequest.objects.filter(email_key=address_key(email), site=site)
        .exclude(stage=Stage.WITHDRAWN)
        .order_by("-created_at", "-pk")
    )
