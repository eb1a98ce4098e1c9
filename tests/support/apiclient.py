"""A client of the API for tests: JSON in, JSON out, and what every problem must have."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from tests.support import factories

from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Person

ROLES = {
    "manager": Role.MANAGER,
    "planner": Role.PLANNER,
    "officer": Role.UNIT_OFFICER,
    "leader": Role.LEADER,
    "inspector": Role.INSPECTOR,
}


class ApiClient:
    """Signed in as `person`; nobody is signed in without one."""

    def __init__(self, person: Person | None = None) -> None:
        self.django = Client()
        self.person = person
        if person is not None:
            self.django.force_login(person)

    def send(self, method: str, address: str, body: Any = None, **more: Any) -> HttpResponse:
        """The raw answer to a request with a JSON body, or none."""
        if body is not None:
            more |= {"data": body, "content_type": "application/json"}
        answer: Any = self.django.generic if method == "DELETE" else getattr(self.django, method.lower())
        if method == "DELETE":
            return self.django.delete(f"/api{address}", **more)
        return answer(f"/api{address}", **more)

    def get(self, address: str) -> Any:
        return self._good("GET", address, None)

    def post(self, address: str, body: Any = None) -> Any:
        return self._good("POST", address, body)

    def put(self, address: str, body: Any) -> Any:
        return self._good("PUT", address, body)

    def patch(self, address: str, body: Any) -> Any:
        return self._good("PATCH", address, body)

    def delete(self, address: str) -> Any:
        return self._good("DELETE", address, None)

    def refused(self, status: int, method: str, address: str, body: Any = None) -> dict[str, Any]:
        """The problem that a request meets."""
        return problem(self.send(method, address, body), status)

    def _good(self, method: str, address: str, body: Any) -> Any:
        answer = self.send(method, address, body)
        assert answer.status_code < 300, (address, answer.status_code, answer.content.decode()[:2000])
        assert answer.headers["Content-Type"].startswith("application/json")
        return answer.json()  # type: ignore[attr-defined]


def client(role: Role, unit: str = "") -> ApiClient:
    """Somebody new of a role."""
    return ApiClient(factories.person(role, Agency.objects.get(code=unit) if unit else None))


def problem(answer: HttpResponse, status: int) -> dict[str, Any]:
    """The body of an answer that must be a problem of `status`."""
    assert answer.status_code == status, (answer.status_code, answer.content.decode()[:2000])
    assert answer.headers["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()  # type: ignore[attr-defined]
    assert body["status"] == status
    assert body["type"] == f"urn:cotmoc:problem:{body['code']}"
    assert body["title"]
    assert body["detail"]
    return body
