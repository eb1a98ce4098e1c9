"""A request tells the trail where it comes from, for as long as it is answered."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from cotmoc.actions.origin import Origin, origin
from cotmoc.store.models import Event
from cotmoc.web.origin import note_origin


@pytest.mark.parametrize(
    ("path", "proxies", "seen"),
    [
        ("/van-ban/", 0, Origin(Event.Via.PAGE, "127.0.0.1")),
        ("/van-ban/", 1, Origin(Event.Via.PAGE, "1.2.3.4")),
        ("/api/plans", 1, Origin(Event.Via.API, "1.2.3.4")),
    ],
)
def test_page_or_api_and_whose_address(path: str, proxies: int, seen: Origin, settings: LazySettings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    told: list[Origin] = []

    def page(request: HttpRequest) -> HttpResponse:
        told.append(origin())
        return HttpResponse()

    note_origin(page)(RequestFactory().get(path, headers={"X-Forwarded-For": "6.6.6.6, 1.2.3.4"}))
    assert told == [seen]
    assert origin().via == Event.Via.COMMAND
