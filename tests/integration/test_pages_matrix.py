"""Every role at every page: who is let in, who is refused, what is not there. The table of permissions decides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from tests.support import factories
from tests.support.addresses import ADDRESSES, UNKNOWN, Address
from tests.support.scene import Scene, scene

from cotmoc.core.permissions import Role, may
from cotmoc.store.models import Agency
from cotmoc.web.urls import urlpatterns

pytestmark = pytest.mark.django_db
LET_IN = {200, 302, 422}


@pytest.fixture(autouse=True)
def _folders(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    Path(settings.STATIC_ROOT or settings.FRONTEND_DIST).mkdir(parents=True, exist_ok=True)


@pytest.fixture
def made() -> Scene:
    return scene()


@contextmanager
def taken_back() -> Iterator[None]:
    """Whatever is stored within is forgotten."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def signed_in(role: Role, made: Scene, unit: Agency | None = None) -> Client:
    """Somebody of a role; an officer works at the unit of the scene unless `unit` is another."""
    client = Client(raise_request_exception=False)
    own = (unit or made.unit) if role is Role.UNIT_OFFICER else None
    client.force_login(factories.person(role, own))
    return client


def ask(client: Client, method: str, address: Address, made: Scene, **changes: str) -> int:
    path = address.path(made, **changes)
    with taken_back():
        answer = client.get(path) if method == "GET" else client.post(path, dict(address.data(made)))
        if answer.streaming:  # a file: read, so that it is closed
            list(answer)
    return answer.status_code


def methods(address: Address) -> dict[str, bool]:
    return {"GET": address.get is not None, "POST": address.post is not None}


def test_every_address_is_in_the_table() -> None:
    routes = {str(pattern.pattern) for pattern in urlpatterns} | {"api/docs"}
    assert sorted({address.route for address in ADDRESSES}) == sorted(routes)


def test_strangers_are_led_to_the_door(made: Scene) -> None:
    faults = []
    for address in ADDRESSES:
        for method in ("GET", "POST"):
            client, path = Client(), address.path(made)
            answer = client.get(path) if method == "GET" else client.post(path)
            led = answer.status_code == 302 and answer.headers["Location"].startswith("/dang-nhap/?next=")
            if led == address.public and (methods(address)[method] or not address.public):
                faults.append((method, address.route, answer.status_code))
    assert faults == []


@pytest.mark.parametrize("role", Role)
def test_the_role_decides(role: Role, made: Scene) -> None:
    client, faults = signed_in(role, made), []
    for address in ADDRESSES:
        if address.public:
            continue
        for method, verb in (("GET", address.get), ("POST", address.post)):
            status = ask(client, method, address, made)
            if verb is None:
                right = status == 405
            elif not may(role, verb):
                right = status == 403
            elif address.private and role is Role.UNIT_OFFICER:
                right = status == 404
            else:
                right = status in LET_IN
            if not right:
                faults.append((method, address.route, verb, status))
    assert faults == []


def test_an_officer_acts_for_the_own_unit_only(made: Scene) -> None:
    elsewhere = signed_in(Role.UNIT_OFFICER, made, made.other)
    own = [address for address in ADDRESSES if address.own]
    assert len(own) == 3
    assert {address.route: ask(elsewhere, "POST", address, made) for address in own} == {
        address.route: 403 for address in own
    }


@pytest.mark.parametrize("address", [one for one in ADDRESSES if one.parameters], ids=lambda one: one.route)
def test_what_is_not_there_is_not_found(address: Address, made: Scene) -> None:
    client = signed_in(Role.MANAGER, made)
    method = "GET" if address.get else "POST"
    for parameter in address.parameters:
        status = ask(client, method, address, made, **{parameter: UNKNOWN[parameter]})
        assert status == 404, (method, parameter, status)


def test_a_person_without_a_role_sees_and_does_nothing(made: Scene) -> None:
    nobody = factories.person(Role.INSPECTOR)
    nobody.role = ""
    nobody.save()
    client, faults = Client(raise_request_exception=False), []
    client.force_login(nobody)
    for address in ADDRESSES:
        if address.post and not address.public and ask(client, "POST", address, made) != 403:
            faults.append(address.route)
    assert faults == []
