"""How the pages of the form are answered: nobody keeps them, and nothing but the link opens them."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from events.tta.tokens import DeadLink, request_of_token


def unlocked(*methods: str) -> Callable:
    """A view for these methods that asks for no CSRF token, and whose answers are kept by nobody.

    A CSRF token protects what a cookie's login may do. These views never look at a cookie: what they do is
    allowed by the signed link in their address, or to everybody. Another site that could forge a POST here
    would have to know the link, and could then send it itself. So a cookie that was lost, or a session that
    ended during an hour of writing, costs nobody what they typed.
    """

    def decorate(view):
        checked = require_http_methods(list(methods))(view)

        @csrf_exempt
        @wraps(view)
        def answer(request, *args, **kwargs):
            response = checked(request, *args, **kwargs)
            response.headers["Cache-Control"] = "no-store"
            response.headers["X-Robots-Tag"] = "noindex, nofollow"
            # The address is the key: no other site learns it.
            response.headers.setdefault("Referrer-Policy", "same-origin")
            return response

        return answer

    return decorate


def by_link(*methods: str) -> Callable:
    """As `unlocked`, for a view of one request, which stands for the token of its link; 404 for any other token."""

    def decorate(view):
        @unlocked(*methods)
        @wraps(view)
        def answer(http_request, token, *args, **kwargs):
            try:
                found = request_of_token(token)
            except DeadLink:
                raise Http404 from None
            return view(http_request, found, *args, **kwargs)

        return answer

    return decorate
