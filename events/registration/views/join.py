"""The address in invitations of events whose meeting only registrants may join."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from events.enums import Delivery, EventStatus
from events.models import EventPage
from events.public_forms.guarded import guarded, leave
from events.registration.event_facts import event_facts
from events.registration.forms import LinksForm
from events.registration.views.at_event import at_event
from events.registration.views.links import owe_links


@at_event
@guarded("GET", "HEAD", "POST")
def join(request: HttpRequest, event: EventPage, path: str) -> HttpResponse:
    """How registrants get in: their link, by mail. Where anybody may join, straight to the meeting."""
    now = timezone.now()
    is_over = event.last_ends_at is None or event.last_ends_at <= now
    is_on = event.status == EventStatus.SCHEDULED and not is_over
    if is_on and event.is_join_public:
        return leave(event.join_url)
    status = 200
    form = LinksForm(request.POST if request.method == "POST" else None, now=now)
    if form.is_bound:
        status = owe_links(request, form, now)
        if status == 0:
            return redirect(f"{request.path}?sent=1")
    context = {
        "form": form,
        "facts": event_facts(event=event, request=request, now=now),
        "is_over": is_over,
        "is_online": Delivery(event.delivery).is_online,
        "is_sent": not form.is_bound and request.GET.get("sent") == "1",
    }
    return render(request, "events/registration/join.html", context, status=status)
