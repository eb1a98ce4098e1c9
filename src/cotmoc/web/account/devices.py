"""The mark of a device that signed in before: a signed cookie that names whom for, so that strangers' failures do
not count against it."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from cotmoc.store.models import Person

COOKIE = "device"
_SALT = "cotmoc.device"
_DAYS = 400  # as long as browsers keep a cookie
_PEOPLE = 8  # a computer that is shared, not a collection


def device_of(request: HttpRequest, person: Person | None) -> str:
    """The mark under which this device is known for the person; empty when it is not."""
    if person is None:
        return ""
    return _marks(request).get(str(person.pk), "")


def remember_device(request: HttpRequest, response: HttpResponse, person: Person) -> None:
    """From now on the device is known for the person."""
    marks = _marks(request)
    mark = marks.pop(str(person.pk), "") or secrets.token_hex(8)
    marks[str(person.pk)] = mark
    kept = dict(list(marks.items())[-_PEOPLE:])
    response.set_cookie(
        COOKIE,
        signing.dumps(kept, salt=_SALT),
        max_age=_DAYS * 24 * 3600,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _marks(request: HttpRequest) -> dict[str, str]:
    try:
        found = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=_DAYS * 24 * 3600)
    except signing.BadSignature:
        return {}
    return found if isinstance(found, dict) else {}
