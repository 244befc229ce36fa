"""Every public page and speaker as a row of one shape, for a statement that counts and sorts them."""

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, CharField, F, Field, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce
from wagtail.query import PageQuerySet

from cms.search.traits import IS_RECORDED, IS_SPEAKER, types_of
from events.enums import Delivery
from events.models import WebinarPage
from resources.enums import ResourceType
from speakers.models import Speaker

# How well it fits; a date or a year (ISO 8601) or nothing; its key; 0, IS_RECORDED or IS_SPEAKER; its content
# type; the sum of 2 to the power of each of its intercepts; its format or type, as a filter has it. A page and
# a speaker may have the same key, but no two rows are equal in both `pk` and `special`: each order is total.
COLUMNS = ("bonus", "shown_on", "pk", "special", "content_type", "bits", "form")
# A number as the database gives it.
AS_IT_IS = Field()

_recorded = Q(eventpage__recording_video__isnull=False) | ~Q(eventpage__recording_url="")
# Readers call it a webinar.
_webinar = Q(eventpage__delivery=Delivery.VIRTUAL)


def page_rows(pages: PageQuerySet, *, bonus: Case | Value, now: datetime) -> QuerySet:
    """COLUMNS of `pages`, where `bonus` is how well each fits beside its texts."""
    return pages.annotate(
        bonus=bonus,
        shown_on=Coalesce(
            Cast("eventpage__first_date", CharField()),
            Cast("resourcepage__year", CharField()),
            Value(""),
        ),
        special=Case(
            When(
                Q(eventpage__isnull=False)
                & (Q(eventpage__last_ends_at__lte=now) | Q(eventpage__last_ends_at=None))
                & _recorded,
                then=Value(IS_RECORDED),
            ),
            default=Value(0),
            output_field=AS_IT_IS,
        ),
        bits=Coalesce(
            "eventpage__intercepts",
            "resourcepage__intercepts",
            Value(0),
            output_field=AS_IT_IS,
        ),
        form=Case(
            When(
                _webinar & Q(content_type__in=types_of(WebinarPage)),
                then=Value(ResourceType.WEBINAR.value),
            ),
            default=Coalesce("eventpage__delivery", "resourcepage__resource_type", Value("")),
            output_field=CharField(),
        ),
    ).values_list("bonus", "shown_on", "pk", "special", "content_type_id", "bits", "form")


def speaker_rows() -> QuerySet:
    """COLUMNS of the public speakers."""
    content_type = ContentType.objects.get_for_model(Speaker).pk
    values = (0.0, "", F("pk"), IS_SPEAKER, content_type, 0, "")
    columns = [value if isinstance(value, F) else Value(value) for value in values]
    speakers = Speaker.objects.public()  # ty: ignore[missing-attribute]
    return speakers.order_by().values_list(*columns)
