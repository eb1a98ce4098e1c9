"""Who asks: the session of the browser, and its CSRF token for everything that writes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.security import APIKeyCookie
from ninja.utils import check_csrf

from cotmoc.core.errors import ForbiddenError
from cotmoc.store.models import Person


class Session(APIKeyCookie):
    """The cookie of somebody who has signed in: None without one, 403 for a write without its CSRF token."""

    param_name = "sessionid"

    def __init__(self) -> None:
        super().__init__(csrf=False)  # checked below: who is not signed in is told so first

    def authenticate(self, request: HttpRequest, key: str | None) -> Any:
        """The person, or None."""
        if not isinstance(request.user, Person):
            return None
        if check_csrf(request) is not None:
            raise ForbiddenError(
                "Thiếu hoặc sai đầu mục X-CSRFToken; lấy csrf_token ở /api/me rồi gửi lại.", code="csrf"
            )
        return request.user


def actor(request: HttpRequest) -> Person:
    """The person behind a request; `Session` has let nobody else through."""
    if not isinstance(request.user, Person):
        raise ForbiddenError("Đăng nhập để làm việc này.")
    return request.user
