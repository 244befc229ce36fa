"""The demo as its tests start it, and the rows that it leaves."""

from io import StringIO

from django.contrib.auth import get_user_model
from django.core.management import call_command
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, Revision, Site

from cms.models import HomePage, SiteIdentity
from events.models import (
    CalendarRecord,
    EventKeyword,
    EventPage,
    EventResource,
    EventTopic,
    FeedVersion,
    Session,
)
from events.tta.enums import EntryKind, Stage
from events.tta.models import Provider, RequestEvent, TTARequest
from resources.models import (
    Keyword,
    KeywordSynonym,
    Organization,
    OrganizationAlias,
    ResourceIndexPage,
    ResourceKeyword,
    ResourcePage,
    ResourceProducer,
    ResourceSupporter,
    TopicEntry,
    TopicPage,
)
from speakers.models import Speaker

LIBRARY = (
    *(Keyword, KeywordSynonym, Organization, OrganizationAlias, TopicPage, TopicEntry),
    *(ResourcePage, ResourceProducer, ResourceSupporter, ResourceKeyword),
    *(EventKeyword, EventTopic, EventResource),
)


def demo(**options) -> str:
    out = StringIO()
    call_command("demo", no_serve=True, stdout=out, **options)
    return out.getvalue()


def everything() -> dict:
    """What the demo writes, by table: whole rows where they tell, else how many."""
    rows = (EventPage, Session, CalendarRecord, FeedVersion, Site, SiteIdentity, Speaker, *LIBRARY)
    counted = (Page, Revision, get_image_model(), get_document_model(), get_user_model())
    return {model: list(model.objects.order_by("pk").values()) for model in rows} | {
        model: model.objects.count() for model in counted
    }


def events() -> dict[str, EventPage]:
    return {page.slug: page for page in EventPage.objects.select_related("state")}


def ties() -> dict[str, list[str]]:
    """Slugs of what each event of the demo is tied to."""
    return {
        slug: [link.keyword.slug for link in page.keyword_links.all()]
        + [link.topic.slug for link in page.topic_links.all()]
        + [link.resource.slug for link in page.resource_links.all()]
        + list(map(str, page.intercepts))
        for slug, page in events().items()
    }


def stages_by_title() -> dict[str, str]:
    """Where each request stands by its own history, whose moments are in order; else this fails."""
    found = {}
    for request in TTARequest.objects.all():
        moves = list(request.history.filter(kind=EntryKind.STAGE).order_by("pk"))
        assert [entry.at for entry in moves] == sorted(entry.at for entry in moves)
        assert request.stage == (moves[-1].to_stage if moves else Stage.DRAFT)
        found[request.title] = request.stage
    return found


def without_library() -> None:
    """The database as a demo of before the library left it."""
    for tie in RequestEvent.objects.all():
        tie.page.delete()
    TTARequest.objects.all().delete()
    Provider.objects.all().delete()
    ResourceIndexPage.objects.get().delete()
    EventKeyword.objects.all().delete()
    EventPage.objects.update(intercepts=())
    for term in (*Keyword.objects.all(), *Organization.objects.order_by("-parent_id")):
        term.delete()
    home = HomePage.objects.get()
    home.tasks = [("task", {**home.tasks[1].value, "page": Page.objects.get(slug="events")})]
    home.save_revision().publish()
