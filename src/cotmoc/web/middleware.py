"""Once for all pages: security headers, and errors a person can act on turned into answers."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from cotmoc.core.errors import CotmocError, ForbiddenError, NotFoundError
from cotmoc.store.language import reason
from cotmoc.web.errors import not_found

Handler = Callable[[HttpRequest], HttpResponse]

# Everything comes from ourselves: blocked networks and old computers have no CDN.
_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "object-src 'none'; base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
)


def security_headers(get_response: Handler) -> Handler:
    """Add the content security policy and switch off what the pages do not use."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
        return response

    return middleware


class translate_errors:  # noqa: N801 - named as the middleware it is
    """Turn a CotmocError of a page into what a person sees: 403, or the sentence on the page they came from."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # PostgreSQL takes no such letter in a question: there is nothing behind an address that has one.
        return not_found(request) if "\0" in request.path else self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a CotmocError; everything else goes on to the 500 page."""
        if not isinstance(error, CotmocError) or request.path.startswith("/api/"):
            return None
        if isinstance(error, NotFoundError):
            return not_found(request)
        if isinstance(error, ForbiddenError):
            return render(request, "403.html", {"reason": reason(error)}, status=403)
        back = request.headers.get("Referer", "")
        safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
        if request.method == "POST" and safe and not getattr(request, "htmx", False):
            messages.error(request, reason(error))
            return HttpResponseRedirect(back)
        return render(request, "ui/refused.html", {"reason": reason(error)}, status=422)
