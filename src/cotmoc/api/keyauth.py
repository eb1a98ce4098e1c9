"""Who asks with a key: `Authorization: Bearer cm_…`. A test key does everything, and then nothing has happened."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja.security import HttpBearer

from cotmoc.actions.keys import note_use
from cotmoc.actions.rehearsal import is_rehearsal, rehearsal
from cotmoc.api.problems import PREFIX, problem
from cotmoc.core.apikeys import is_test_key
from cotmoc.core.errors import CotmocError
from cotmoc.core.permissions import Verb
from cotmoc.store.access import require
from cotmoc.store.keys import find_key, state_of
from cotmoc.store.models import ApiKey

TEST_HEADER = "Cotmoc-Test"
_REASONS = {
    "revoked": gettext_lazy("Khóa API này đã thu hồi; xin khóa mới."),
    "expired": gettext_lazy("Khóa API này đã hết hạn; xin khóa mới."),
    "idle": gettext_lazy("Tài khoản mà khóa API này hành động thay đã khóa; nhờ người quản trị xem lại."),
}


class KeyRefusedError(CotmocError):
    """A key that opens nothing; the message says why."""

    code = "key"


class Key(HttpBearer):
    """The key of a system. 401 for one that opens nothing; then 403 for what it was not made for."""

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The person the key acts as, with the key upon it: `store.access` limits by it, the trail names it."""
        key = find_key(token.strip())
        if key is None:
            raise KeyRefusedError(_("Không có khóa API này; kiểm tra đã chép đủ khóa chưa."))
        if key.is_test and not is_rehearsal():
            raise AssertionError("a test key outside of a rehearsal")  # nothing it does would be taken back
        state = state_of(key, timezone.now())
        if state != "valid":
            raise KeyRefusedError(str(_REASONS[state]))
        person = key.person
        person.key = key  # type: ignore[attr-defined]
        request.user = person
        request.api_key = key  # type: ignore[attr-defined]
        require(person, Verb.VIEW)
        return person


def refused_key(request: HttpRequest, error: KeyRefusedError) -> HttpResponse:
    """401, as RFC 6750 words it."""
    answer = problem(401, str(error), code=error.code)
    answer["WWW-Authenticate"] = 'Bearer realm="cotmoc", error="invalid_token"'
    return answer


def key_of(request: HttpRequest) -> ApiKey | None:
    """The key a request came with, once it was let in."""
    return getattr(request, "api_key", None)


def _bearer(request: HttpRequest) -> str:
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    return text.strip() if scheme.lower() == "bearer" else ""


def use_keys(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what a test key does is taken back, and the use of every key is remembered."""

    def middleware(request: HttpRequest) -> HttpResponse:
        text = _bearer(request) if request.path.startswith(PREFIX) else ""
        if not text:
            return get_response(request)
        # Only a key there is: a rehearsal holds the database, which strangers must not.
        if is_test_key(text) and find_key(text) is not None:
            with rehearsal():
                response = get_response(request)
            response[TEST_HEADER] = "yes"
        else:
            response = get_response(request)
        if key := key_of(request):
            note_use(key)
        return response

    return middleware
