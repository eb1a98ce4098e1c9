"""Every role at every page: who is let in, who is refused, what is not there. The table of permissions decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone
from tests.support import factories
from tests.support.addresses import ADDRESSES, UNKNOWN, Address, Asked, allowed
from tests.support.links import Offered
from tests.support.scene import Scene, scene

from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.core.permissions import UNIT_ROLES, Role, Verb
from cotmoc.store.models import Agency, Directive, Grant, Person, Plan, Reading
from cotmoc.web.urls import urlpatterns

pytestmark = pytest.mark.django_db
LET_IN = {200, 302, 422}
STAFF = [address for address in ADDRESSES if not address.public and not address.everybody]
OF_A_PLAN = ("ke-hoach/<", "van-ban/<", "ke-thua/<")
# Slow to make, and every role of the staff gets the same: asked by two roles only.
SLOW = {"api/docs", "ke-hoach/<slug:slug>/bao-cao/<int:pk>/tep/<slug:form>/"}
# What a POST there asks for depends on the step: the action asks.
_STEP = "ke-hoach/<slug:slug>/nhiem-vu/<str:code>/<slug:step>/"
BY_ROUTE = {address.route: address for address in ADDRESSES}


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


def as_client(person: Person) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(person)
    return client


def signed_in(role: Role, made: Scene, unit: Agency | None = None) -> Client:
    """Somebody of a role; who works for a unit does so at the unit of the scene unless `unit` is another."""
    return as_client(factories.person(role, (unit or made.unit) if role in UNIT_ROLES else None))


def answer_to(client: Client, method: str, address: Address, made: Scene, **changes: str) -> Any:
    path = address.path(made, **changes)
    with taken_back():
        answer = client.get(path) if method == "GET" else client.post(path, dict(address.data(made)))
        if answer.streaming:  # a file: read, so that it is closed
            list(answer)
    return answer


def ask(client: Client, method: str, address: Address, made: Scene, **changes: str) -> int:
    status: int = answer_to(client, method, address, made, **changes).status_code
    return status


def asked_by(address: Address, method: str) -> Asked:
    return address.get if method == "GET" else address.post


def right_answers(role: Role, address: Address, method: str) -> set[int]:
    """What the table says of a role at an address."""
    asked = asked_by(address, method)
    if asked is None:
        other = asked_by(address, "POST" if method == "GET" else "GET")
        return {405} if allowed(role, other) and not address.private else {405, 403, 404}
    if address.everybody:
        return LET_IN | ({404} if address.private else set())
    if role is Role.PUBLIC:
        return {404}
    if not allowed(role, asked):
        return {403}
    return {404} if address.private and role in UNIT_ROLES else LET_IN


def test_every_address_is_in_the_table() -> None:
    routes = {_route(str(pattern.pattern)) for pattern in urlpatterns} | {"api/docs"}
    assert sorted({address.route for address in ADDRESSES}) == sorted(routes)


def test_what_a_page_says_it_asks_for_is_what_the_table_says() -> None:
    """The matrix below cannot see whether a page asks for one of two verbs that the same roles have."""
    faults = []
    for pattern in urlpatterns:
        said = getattr(pattern.callback, "asks", None)
        address = BY_ROUTE[_route(str(pattern.pattern))]
        if said is None or isinstance(address.get, frozenset):
            continue
        if address.everybody:
            said = tuple(verb or Verb.VIEW for verb in said)
        get, post = said
        if address.get not in {None, get} or (address.post not in {None, post} and address.route != _STEP):
            faults.append((address.route, said))
    assert faults == []


def test_strangers_are_led_to_the_door(made: Scene) -> None:
    faults = []
    for address in ADDRESSES:
        for method in ("GET", "POST"):
            client, path = Client(), address.path(made)
            answer = client.get(path) if method == "GET" else client.post(path)
            led = answer.status_code == 302 and answer.headers["Location"].startswith("/dang-nhap/?next=")
            if asked_by(address, method) is None:
                right = address.public or led or answer.status_code == 405
            else:
                right = led != address.public
            if not right:
                faults.append((method, address.route, answer.status_code))
    assert faults == []


def test_the_role_decides_and_no_button_is_dead(made: Scene) -> None:
    """Each role at each address; and what the pages offer to it is what it may do."""
    faults: list[object] = []
    for role in Role:
        client = signed_in(role, made)
        offered: dict[tuple[str, str], str] = {}
        for address in ADDRESSES:
            some_only = address.everybody or address.route in SLOW
            if address.public or (some_only and role not in {Role.UNIT_OFFICER, Role.PUBLIC}):
                continue
            for method in ("GET", "POST"):
                answer = answer_to(client, method, address, made)
                if answer.status_code not in right_answers(role, address, method):
                    faults.append((role.value, method, address.route, answer.status_code))
                if method == "GET" and answer.status_code == 200 and address.shows == "page":
                    found = Offered(answer.content.decode(), address.path(made))
                    offered |= {("GET", path): address.route for path in found.links}
                    offered |= {("POST", path): address.route for path in found.posts}
        faults += [(role.value, *key, page) for key, page in offered.items() if _is_dead(role, *key, made)]
    assert faults == []


def _is_dead(role: Role, method: str, path: str, made: Scene) -> bool:
    """Whether the table refuses a role what a page offers it."""
    if path.startswith(("/api/", "/static/")):
        return False
    match = resolve(path)
    address = BY_ROUTE[_route(match.route)]
    if address.public or address.everybody:
        return False
    if address.of_unit and role in UNIT_ROLES and match.kwargs["unit"] != made.unit.code:
        return True
    asked = asked_by(address, method)
    if address.route == _STEP and match.kwargs["step"] not in {"bat-dau", "hoan-thanh"}:
        asked = Verb.CONFIRM_TASK
    return not allowed(role, asked)


def test_an_inspector_changes_nothing(made: Scene) -> None:
    client, faults = signed_in(Role.INSPECTOR, made), []
    posts = [(one.path(made), dict(one.data(made))) for one in STAFF if one.post is not None]
    before = _rows()
    for path, data in posts:
        status = client.post(path, data).status_code
        if status not in {403, 404}:
            faults.append((path, status))
    assert faults == []
    assert len(posts) > 25
    assert _rows() == before


def _rows() -> dict[str, int]:
    return {
        model.__name__: model._default_manager.count() for model in apps.get_app_config("store").get_models()
    }


@pytest.mark.parametrize("role", [Role.UNIT_OFFICER, Role.UNIT_HEAD])
def test_a_unit_s_own_things_are_not_there_for_another(role: Role, made: Scene) -> None:
    elsewhere = signed_in(role, made, made.other)
    found = {
        (method, address.route): (ask(elsewhere, method, address, made), 404 if address.of_unit else 403)
        for address in ADDRESSES
        for method in ("GET", "POST")
        if (address.of_unit or (address.own and method == "POST")) and asked_by(address, method) is not None
    }
    assert len(found) == 6
    assert {key: status for key, (status, right) in found.items() if status != right} == {}


def _at_another_province(person: Person, made: Scene) -> None:
    row = AgencyRow("K", "UBND tỉnh Khê", "province")
    (other,) = [one for one in put_agencies(rows=[row], by=factories.manager()) if one.code == "K"]
    Grant.objects.filter(person=person).update(agency=other)


def _for_another_plan(person: Person, made: Scene) -> None:
    Grant.objects.filter(person=person).update(plan=Plan.objects.get(directive=made.approved.directive))


@pytest.mark.parametrize("role", [Role.MANAGER, Role.PLANNER, Role.INSPECTOR])
@pytest.mark.parametrize("elsewhere", [_at_another_province, _for_another_plan])
def test_what_is_not_one_s_own_is_not_there(
    role: Role, elsewhere: Callable[[Person, Scene], None], made: Scene
) -> None:
    """The plan and its documents belong to the province; whoever is from elsewhere finds nothing of them."""
    province = Agency.objects.get(code="T")
    for model in (Plan, Reading, Directive):
        model._default_manager.update(agency=province)
    person = factories.person(role)
    elsewhere(person, made)
    client, faults = as_client(person), []
    inherited = elsewhere is _at_another_province
    for address in STAFF:
        if not address.route.startswith(OF_A_PLAN[: 3 if inherited else 2]):
            continue
        for method in ("GET", "POST"):
            if (
                asked_by(address, method) is not None
                and (status := ask(client, method, address, made)) != 404
            ):
                faults.append((method, address.route, status))
    assert faults == []
    for path in ("/ke-hoach/", "/van-ban/"):
        page = client.get(path).content.decode()
        assert made.plan.title not in page
        assert made.reading.filename not in page


def _nothing(person: Person) -> None:
    Grant.objects.filter(person=person).delete()


def _until_yesterday(person: Person) -> None:
    day = timezone.localdate() - timedelta(days=1)
    Grant.objects.filter(person=person).update(valid_from=day, valid_to=day)


def _from_tomorrow(person: Person) -> None:
    Grant.objects.filter(person=person).update(valid_from=timezone.localdate() + timedelta(days=1))


def _left_today(person: Person) -> None:
    person.left_on = timezone.localdate()
    person.save()


def test_without_a_grant_that_holds_nothing_is_there(made: Scene) -> None:
    faults = []
    for lose in (_nothing, _until_yesterday, _from_tomorrow, _left_today):
        person = factories.person(Role.MANAGER)
        lose(person)
        client = as_client(person)
        some = STAFF if lose is _nothing else [BY_ROUTE["ke-hoach/"], BY_ROUTE["ke-hoach/<slug:slug>/"]]
        for address in some:
            if address.get is not None and (status := ask(client, "GET", address, made)) != 404:
                faults.append((lose.__name__, address.route, status))
    assert faults == []


def test_what_is_not_there_is_not_found(made: Scene) -> None:
    client, faults = signed_in(Role.MANAGER, made), []
    for address in STAFF:
        method = "GET" if address.get else "POST"
        for parameter in address.parameters:
            status = ask(client, method, address, made, **{parameter: UNKNOWN[parameter]})
            if status != 404:
                faults.append((method, address.route, parameter, status))
    assert faults == []


def test_the_page_of_permissions_shows_the_table_and_one_s_own(made: Scene) -> None:
    officer = Client()
    officer.force_login(made.officer)
    page = officer.get("/quyen-han/").content.decode()
    assert all(role.label in page for role in Role)
    assert all(verb.label in page for verb in Verb)
    assert f"tại {made.unit} và các đơn vị bên dưới" in page


def _route(pattern: str) -> str:
    """A route of the table; those that are regular expressions have a readable form there."""
    return _READABLE.get(pattern, pattern)


_READABLE = {
    str(pattern.pattern): route
    for pattern in urlpatterns
    for name, route in (
        ("account_reset_password_from_key", "dang-nhap/dat-lai-mat-khau/<base36:uidb36>-<str:key>/"),
        ("account_confirm_email", "xac-nhan-thu/<str:key>/"),
    )
    if pattern.name == name
}
