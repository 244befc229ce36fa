"""The public catalog of assistance in every state it has, and a form that staff got hold of meanwhile."""

from playwright.sync_api import Page

from events.tta.enums import Stage
from events.tta.models import TTARequest
from events.tta.tokens import link_token
from tests.journeys.public_page import PublicPage
from tests.make import make_provider, make_request

LISTED, SENT_SINCE = "A day for dispatchers", "Written in two windows"


def _send_after_it_was_submitted(page: Page) -> None:
    TTARequest.objects.filter(title=SENT_SINCE).update(stage=Stage.SUBMITTED)
    page.get_by_role("button", name="Save and continue").click()


def _form_of_returned() -> str:
    request = TTARequest.objects.get(title=SENT_SINCE)
    TTARequest.objects.filter(pk=request.pk).update(stage=Stage.RETURNED)
    return f"/tta/request/{link_token(request)}/form/need/"


def _record() -> str:
    return f"/tta/{TTARequest.objects.get(title=LISTED).number}/"


TTA_CATALOG_PAGES = (
    PublicPage(
        name="catalog", path="/tta/", shows=LISTED,
        templates=("tta/catalog.html", "tta/_catalog_row.html"),
    ),
    PublicPage(
        name="catalog, filters that are no more", path="/tta/?type=no&q=zzz", shows="Clear filters",
        templates=("tta/catalog.html",),
    ),
    PublicPage(name="record", path=_record, shows="Two desks", templates=("tta/record.html",)),
    PublicPage(
        name="asking, sent since in another window", path=_form_of_returned, shows="What you typed", status=409,
        templates=("tta/form_closed.html",), step=_send_after_it_was_submitted,
    ),
)  # fmt: skip


def make_tta_catalog_pages() -> None:
    """Content for all of TTA_CATALOG_PAGES."""
    make_request(
        title=LISTED, stage=Stage.ASSIGNED, provider=make_provider(), is_in_catalog=True,
        may_be_listed=True, public_description="Two desks play one call.",
    )  # fmt: skip
    make_request(title=SENT_SINCE, stage=Stage.RETURNED)
