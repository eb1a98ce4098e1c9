"""Who is asking."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cotmoc.core.errors import ForbiddenError
from cotmoc.store.models import Person


def actor(request: HttpRequest) -> Person:
    """The person behind a request that needs one."""
    if not isinstance(request.user, Person):
        raise ForbiddenError(_("Đăng nhập để làm việc này."))
    return request.user
