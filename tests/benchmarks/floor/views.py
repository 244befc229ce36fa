"""The least a feed can cost: one query for the version, one for the texts, and a join."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from tests.benchmarks.floor.models import StoredText, StoredVersion


def joined_texts(request: HttpRequest) -> HttpResponse:
    etag = request.headers.get("If-None-Match")
    if etag and etag == StoredVersion.objects.get().etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    texts = StoredText.objects.order_by("pk").values_list("text", flat=True)
    return HttpResponse("".join(texts), content_type="text/calendar; charset=utf-8")
