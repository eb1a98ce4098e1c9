"""Every role at every operation of the API: the permission an operation declares decides, and the thing it names."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import transaction
from tests.support import factories
from tests.support.apiclient import ApiClient
from tests.support.scene import Scene, scene

from cotmoc.actions.units import AgencyRow, put_agencies
from cotmoc.api.api import api
from cotmoc.api.asking import SIGNED_IN
from cotmoc.core.permissions import UNIT_ROLES, Role, Verb, may
from cotmoc.store.models import Agency, Directive, Grant, Plan, Reading

pytestmark = pytest.mark.django_db
LET_IN = {200, 201, 202, 409, 413, 422}
# What is sent; where nothing is said, an empty object.
BODIES: dict[str, Any] = {
    "put_figures": {"figures": [{"indicator": "CT-01", "value": 1}]},
    "return_submission": {"reason": "Xem lại."},
    "approve_submissions": {"units": ["S1"]},
}
# Not a thing of a plan or a document: the register of units, the own account, keys.
EVERYWHERE = ("/units", "/areas", "/me", "/keys")
OF_UNIT = {
    "get_submission", "put_figures", "clear_figure", "submit_submission", "approve_submission",
    "return_submission",
}  # fmt: skip
STEPS_OF_OWNER = {"start_task", "complete_task"}


@pytest.fixture
def made(settings: LazySettings, tmp_path: Path) -> Scene:
    settings.MEDIA_ROOT = tmp_path
    return scene()


def operations() -> list[tuple[str, str, str, str]]:
    """Method, address, name and declared permission of every operation."""
    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/")))
    return [
        (method.upper(), address.removeprefix("/api"), one["operationId"], one["x-permission"])
        for address, methods in document["paths"].items()
        for method, one in methods.items()
    ]


def path_of(address: str, made: Scene) -> str:
    """The address with the things of the scene."""
    claim = made.reading.claims.order_by("pk")[0]
    firsts = {"readings": made.reading.pk, "directives": made.reading.directive_id, "claims": claim.pk,
              "reports": made.report.pk, "imports": made.preview.pk, "keys": 1}  # fmt: skip
    code = made.task.code if "/tasks/" in address else made.indicator.code
    values = {
        "slug": made.plan.slug,
        "period": made.period.code,
        "unit": made.unit.code,
        "code": {"units": made.unit.code, "areas": made.heir.code}.get(address.split("/")[1], code),
        "pk": firsts.get(address.split("/")[1], 0),
    }
    return re.sub(r"{(\w+)}", lambda name: str(values[name[1]]), address)


def statuses(asker: ApiClient, made: Scene) -> dict[str, int]:
    """What every operation answers, each with everything as before."""
    found = {}
    for method, address, name, _permission in operations():
        body = None if method == "GET" else BODIES.get(name, {})
        with transaction.atomic():
            found[name] = asker.send(method, path_of(address, made), body).status_code
            transaction.set_rollback(True)
    return found


def somebody(role: Role, unit: Agency | None) -> ApiClient:
    return ApiClient(factories.person(role, unit if role in UNIT_ROLES else None))


def test_every_operation_says_what_it_asks_for() -> None:
    said = {permission for *_one, permission in operations()}
    assert said <= {SIGNED_IN, *Verb}
    assert {Verb.VIEW, Verb.ENTER_FIGURES, Verb.APPROVE_FIGURES, Verb.EDIT_PLAN, Verb.REVIEW_CLAIMS} <= said
    assert [name for _m, _a, name, permission in operations() if permission == SIGNED_IN] == ["get_me"]


def test_the_role_decides(made: Scene) -> None:
    faults = []
    for role in Role:
        found = statuses(somebody(role, made.unit), made)
        for _method, address, name, permission in operations():
            if permission == SIGNED_IN:
                right = {200}
            elif not may(role, Verb.VIEW):
                right = {404}
            elif address.startswith("/imports/") and role in UNIT_ROLES:
                right = {404}  # the planner's file
            elif not may(role, Verb(permission)):
                right = {403}
            else:
                right = LET_IN | ({404} if "/keys/" in address else set())
            if found[name] not in right:
                faults.append((role.value, name, permission, found[name]))
    assert faults == []


def test_another_unit_s_own_things_are_not_there(made: Scene) -> None:
    for role in UNIT_ROLES:
        found = statuses(somebody(role, made.other), made)
        judged = {"approve_submission", "return_submission"}  # not for any unit, whosever it is
        assert {name: found[name] for name in OF_UNIT - judged} == dict.fromkeys(OF_UNIT - judged, 404)
        assert {name: found[name] for name in judged} == dict.fromkeys(judged, 403)
        assert found["start_task"] == 403
        assert found["get_task"] == 200


@pytest.mark.parametrize("role", [Role.PLANNER, Role.INSPECTOR])
@pytest.mark.parametrize("elsewhere", ["another province", "another plan"])
def test_what_is_not_one_s_own_is_not_there(role: Role, elsewhere: str, made: Scene) -> None:
    province = Agency.objects.get(code="T")
    for model in (Plan, Reading, Directive):
        model._default_manager.update(agency=province)
    person = factories.person(role)
    if elsewhere == "another plan":
        Grant.objects.filter(person=person).update(plan=Plan.objects.get(directive=made.approved.directive))
    else:
        rows = [AgencyRow("K", "UBND tỉnh Khê", "province")]
        put_agencies(rows=rows, by=factories.manager())
        Grant.objects.filter(person=person).update(agency=Agency.objects.get(code="K"))
    asker = ApiClient(person)
    found = statuses(asker, made)
    named = [
        name
        for _m, address, name, _p in operations()
        if "{" in address and not address.startswith(EVERYWHERE)
    ]
    assert len(named) > 45
    assert {name: found[name] for name in named if found[name] != 404} == {}
    shown = [one["slug"] for one in asker.get("/plans")["items"]]
    assert made.plan.slug not in shown
    assert asker.get("/readings")["total"] == asker.get("/directives")["total"] == len(shown)


def test_an_inspector_changes_nothing(made: Scene) -> None:
    asker = somebody(Role.INSPECTOR, None)
    writes = [(method, path_of(address, made), BODIES.get(name, {}))
              for method, address, name, _p in operations() if method != "GET"]  # fmt: skip
    before = _rows()
    answers = {path: asker.send(method, path, body).status_code for method, path, body in writes}
    assert {path: status for path, status in answers.items() if status != 403} == {}
    assert len(writes) > 30
    assert _rows() == before


def _rows() -> dict[str, int]:
    return {
        model.__name__: model._default_manager.count() for model in apps.get_app_config("store").get_models()
    }
