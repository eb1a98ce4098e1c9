"""The API keeps its own description: any request is answered as openapi.json says, and never with 500."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS, load_all_checks
from tests.support import factories, readings

from cotmoc.actions.figures import save_figures
from cotmoc.actions.keys import make_key
from cotmoc.actions.reports import draft_report
from cotmoc.api.api import api
from cotmoc.core.figures import Figure
from cotmoc.core.periods import Period
from cotmoc.store.models import Agency, Area, FigureImport, Indicator

load_all_checks()
# Not asked here: what the types allow and the rules refuse (409, 422 with a sentence) is no fault of the description;
# every endpoint without a session is asked in tests/integration/api/test_doors.py.
_ELSEWHERE = {"ignored_auth", "positive_data_acceptance"}
# A real address put in place of an invented one is no longer the wrong value that was to be refused.
_INVENTED_ONLY = {"negative_data_rejection"}
pytestmark = pytest.mark.django_db
EXAMPLES = int(os.environ.get("HYPOTHESIS_MAX_EXAMPLES", "5"))
BOUNDED = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
application = get_wsgi_application()


def description() -> dict[str, Any]:
    """The OpenAPI document; the session is given by the test, so that no cookie is invented."""
    document = json.loads(json.dumps(api.get_openapi_schema(path_prefix="/api/")))
    del document["components"]["securitySchemes"]
    for methods in document["paths"].values():
        for operation in methods.values():
            del operation["security"]
    return document


schema = schemathesis.openapi.from_dict(description())
schema.config.phases.update(phases=["examples", "fuzzing"])


@contextmanager
def one_connection() -> Iterator[None]:
    """A request must not close the connection that holds the test's transaction; Django's own client sees to that."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


@pytest.fixture
def world() -> Iterator[dict[str, Any]]:
    """A plan, a reading under review, figures, an import and a report; and somebody who may do everything."""
    plan = factories.plan()
    manager = factories.manager()
    reading = readings.finished(manager)
    indicator = Indicator.objects.get(plan=plan, code="CT-01")
    unit = Agency.objects.get(code="S1")
    save_figures(
        plan=plan, unit=unit, period=Period.parse("2026-09"), figures=[Figure(indicator.pk, 55.0)], by=manager
    )
    preview = FigureImport.objects.create(plan=plan, filename="a.csv", sha256="0" * 64, rows=[], by=manager)
    report = draft_report(plan=plan, period=Period.parse("2026-H1"), by=manager)
    day = timezone.localdate() + timedelta(days=9)
    key, _ = make_key(name="Kho", person=manager, verbs=[], expires_on=day, by=manager)
    Area.objects.create(code="01", name="An Hải", kind=Area.Kind.PROVINCE, valid_from=date(2025, 7, 1))
    client = Client()
    client.force_login(manager)
    token = client.get("/api/me").json()["csrf_token"]
    cookies = {name: cookie.value for name, cookie in client.cookies.items()}
    known = {
        "headers": {"X-CSRFToken": token}, "cookies": cookies,
        "slug": plan.slug, "unit": "S1", "period": "2026-09", "directives": reading.directive_id,
        "readings": reading.pk, "claims": reading.claims.first().pk, "imports": preview.pk, "reports": report.pk,
        "indicators": "CT-01", "tasks": "NV-01", "submissions": "CT-01", "units": "S1",
        "keys": key.pk, "areas": "01",
    }  # fmt: skip
    with readings.only():
        yield known


def about(case: Any, world: dict[str, Any]) -> dict[str, Any]:
    """The address of a real thing instead of an invented one."""
    subject = case.operation.path.split("/")[2]
    inner = next(
        (part for part in ("indicators", "tasks", "submissions") if f"/{part}/" in case.operation.path),
        subject,
    )
    values = {"pk": world.get(subject), "code": world.get(inner)}
    return {name: values.get(name) or world[name] for name in case.path_parameters or {}}


def ask(case: Any, world: dict[str, Any], left_out: set[str]) -> None:
    checks = [check for check in CHECKS.get_all() if check.__name__ in left_out]
    with one_connection():
        case.call_and_validate(
            app=application, headers=world["headers"], cookies=world["cookies"], excluded_checks=checks
        )


@schema.parametrize()
@BOUNDED
def test_any_request(case: Any, world: dict[str, Any]) -> None:
    ask(case, world, _ELSEWHERE)


@schema.parametrize()
@BOUNDED
def test_any_request_about_real_things(case: Any, world: dict[str, Any]) -> None:
    case.path_parameters = about(case, world)
    ask(case, world, _ELSEWHERE | _INVENTED_ONLY)
