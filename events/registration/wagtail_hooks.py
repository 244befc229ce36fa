"""The registration room in Wagtail's admin: its listing, ways to it from an event, and a guard."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import include, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.userbar import BaseItem
from wagtail.admin.widgets import Button
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from events.models import EventPage
from events.registration.admin.bulk_actions import (
    CancelBulkAction,
    InviteBulkAction,
    NoDeleteBulkAction,
    PromoteBulkAction,
)
from events.registration.admin.capacity import tell_of_places
from events.registration.admin.guard import why_pages_stay
from events.registration.admin.listing import listing_url
from events.registration.admin.seats import original_id
from events.registration.admin.tell import ask_before_telling
from events.registration.admin.tell import urlpatterns as tell_urls
from events.registration.admin.viewset import RegistrationViewSet
from events.registration.permissions import may_see, register_policy

AFTER_WAGTAIL = 100

register_policy()
register_snippet(RegistrationViewSet)

for action in (CancelBulkAction, PromoteBulkAction, InviteBulkAction, NoDeleteBulkAction):
    hooks.register("register_bulk_action", action, order=AFTER_WAGTAIL)


# ---- from an event to its registrations ----


@hooks.register("register_page_listing_more_buttons")
def offer_registrations_in_explorer(page, user, next_url=None):
    yield from registration_buttons(page=page, user=user)


@hooks.register("register_page_header_buttons")
def offer_registrations_in_header(page, user, view_name, next_url=None):
    yield from registration_buttons(page=page, user=user)


def registration_buttons(*, page, user):
    """The way to an event's registrations, for who may see them."""
    if isinstance(page, EventPage) and may_see(user):
        url = listing_url(event_id=original_id(page))
        yield Button(_("Registrations"), url=url, icon_name="group", priority=70)


class RegistrationsItem(BaseItem):
    """The same way from the published page."""

    template_name = "events/registration/admin/userbar_item.html"

    def __init__(self, page: EventPage):
        self.url = listing_url(event_id=original_id(page))


@hooks.register("construct_wagtail_userbar")
def offer_registrations_in_userbar(request, items, page):
    """A bar may be drawn without a request, as in a static copy of the site."""
    user = getattr(request, "user", None)
    if isinstance(page, EventPage) and page.pk and user and may_see(user):
        items.append(RegistrationsItem(page))


# ---- between "Publish" and publishing ----


@hooks.register("register_admin_urls")
def register_tell_urls():
    return [path("events/", include((tell_urls, "event_changes")))]


@hooks.register("before_publish_page")
def ask_before_people_are_told(request, page):
    return ask_before_telling(request, page)


# ---- the guard ----


@hooks.register("before_delete_page")
def keep_page_with_registrations(request, page):
    """Also for a page above the events, and before the question is asked."""
    if not (sentence := why_pages_stay(pages=[page])):
        return None
    messages.error(request, sentence)
    return redirect("wagtailadmin_pages:edit", page.pk)


@hooks.register("before_bulk_action")
def keep_pages_with_registrations(request, action_type, objects, action):
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "delete" or not pages or not (sentence := why_pages_stay(pages=pages)):
        return None
    messages.error(request, sentence)
    return redirect(action.next_url)


# ---- places after publishing ----


@hooks.register("before_publish_page")
def note_when_publishing_began(request, page):
    request.publishing_began_at = timezone.now()


@hooks.register("after_publish_page")
def tell_of_places_after_publishing(request, page):
    if isinstance(page, EventPage):
        tell_of_places(request=request, events=[page], since=request.publishing_began_at)


@hooks.register("before_bulk_action")
def note_when_bulk_publishing_began(request, action_type, objects, action):
    request.publishing_began_at = timezone.now()


@hooks.register("after_bulk_action")
def tell_of_places_after_bulk_publishing(request, action_type, objects, action):
    pages = [page for page in objects if isinstance(page, Page)]
    if action_type != "publish" or not pages:
        return
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages += [below for page in pages for below in page.get_descendants()]
    events = EventPage.objects.filter(pk__in=[page.pk for page in pages])
    tell_of_places(request=request, events=list(events), since=request.publishing_began_at)
