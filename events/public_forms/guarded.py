"""How pages behind a link, or about one person, are answered."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_protect
from django.views.decorators.http import require_http_methods

TOO_OFTEN = 429


def guarded(*methods: str) -> Callable:
    """A view for these methods; its answers are kept by nobody, and tell no other site their address."""

    def decorate(view):
        checked = csrf_protect(require_http_methods(list(methods))(view))

        @wraps(view)
        def answer(request, *args, **kwargs):
            response = checked(request, *args, **kwargs)
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            # Not no-referrer: then browsers send "Origin: null" with a form, and Django's CSRF
            # check refuses it. The way out to the meeting has no-referrer.
            response.headers.setdefault("Referrer-Policy", "same-origin")
            return response

        # The token is checked within, so that a refusal carries the headers too.
        answer.csrf_exempt = True  # ty: ignore[missing-attribute]
        return answer

    return decorate


def leave(address: str) -> HttpResponse:
    """To another site, which does not learn from where."""
    response = redirect(address)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
