"""Tells the trail where a request comes from."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cotmoc.actions.origin import address_of, coming_from
from cotmoc.store.models import Event
from cotmoc.web.middleware import Handler


def note_origin(get_response: Handler) -> Handler:
    """What is written while a request is answered comes from a page or the API, and from its address."""

    def middleware(request: HttpRequest) -> HttpResponse:
        via = Event.Via.API if request.path.startswith("/api/") else Event.Via.PAGE
        forwarded = request.headers.get("X-Forwarded-For", "")
        address = address_of(
            request.META.get("REMOTE_ADDR", ""), forwarded, settings.ALLAUTH_TRUSTED_PROXY_COUNT
        )
        with coming_from(via, address):
            return get_response(request)

    return middleware
