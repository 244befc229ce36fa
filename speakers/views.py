"""The public page of a speaker."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.models import Site

from speakers.appearances import appearances_of
from speakers.models import Speaker


@require_safe
def speaker(request: HttpRequest, slug: str) -> HttpResponse:
    """The page of one published speaker with the public events they appear in; 404 for a draft."""
    speakers = Speaker.objects.public()  # ty: ignore[missing-attribute]
    found = get_object_or_404(speakers.select_related("photo").prefetch_related("links"), slug=slug)
    return render(request, "speakers/speaker.html", speaker_context(request=request, speaker=found))


def speaker_context(*, request: HttpRequest, speaker: Speaker) -> dict:
    """What the speaker's template shows, also in the preview."""
    return {
        "speaker": speaker,
        "appearances": appearances_of(
            speaker=speaker, site=Site.find_for_request(request), now=timezone.now()
        ),
    }
