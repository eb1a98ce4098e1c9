"""Whatever a test key does, the database and the files are the same afterwards."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support import factories
from tests.support.readings import draft as plan_draft
from tests.support.readings import finished

from cotmoc.actions.figures import entered, save_figures
from cotmoc.actions.keys import make_key
from cotmoc.actions.review import accept_claims
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Verb
from cotmoc.store.models import Agency, ApiKey, Indicator, Plan

pytestmark = pytest.mark.django_db
PLAN = "/api/plans/18-ctr-tu"
SHEET = f"{PLAN}/submissions/2026-10/S1"
TEXT = "KẾ HOẠCH\nPhát triển chính quyền số năm 2026\n1. 90% hồ sơ được xử lý trên môi trường mạng.\n"
# What a system may try; the last ones are refused. `{reading}` and `{key}` are those of the test.
WAYS: tuple[tuple[str, str, Any], ...] = (
    ("POST", f"{PLAN}/tasks/NV-01/start", None),
    ("PUT", SHEET, {"figures": [{"indicator": "CT-01", "value": 61.5}]}),
    ("POST", f"{SHEET}/submit", None),
    ("POST", f"{PLAN}/reports", {"period": "2026-H1"}),
    ("POST", "/api/readings/{reading}/approve", None),
    ("POST", "/api/directives", "file"),
    ("POST", "/api/keys/{key}/revoke", None),
    ("GET", f"{PLAN}/content", None),
    ("POST", f"{PLAN}/tasks/KHONG-CO/start", None),
    ("PUT", SHEET, {"figures": "?"}),
)


def everything(folder: Path) -> dict[str, object]:
    """Every row of every table, and every file; but not when a key was last used."""
    rows: dict[str, object] = {}
    for model in apps.get_models():
        found = list(model._default_manager.order_by("pk").values())
        if model is ApiKey:
            found = [one | {"last_used_at": None} for one in found]
        rows[model._meta.label] = found
    return rows | {"files": sorted(str(path) for path in folder.rglob("*") if path.is_file())}


@pytest.fixture
def ask(settings: LazySettings, tmp_path: Path) -> Callable[[int], int]:
    """Ask the way of that number with a test key of somebody who may do everything; the status."""
    settings.MEDIA_ROOT = tmp_path
    plan: Plan = factories.plan()
    manager = factories.manager()
    day = timezone.localdate() + timedelta(days=9)
    key, text = make_key(
        name="Thử", person=manager, verbs=list(Verb), expires_on=day, is_test=True, by=manager
    )
    draft = plan_draft(directive={**plan_draft()["directive"], "number": "95/KH-UBND"})
    reading, client = finished(manager, draft), Client()
    accept_claims(claims=list(reading.claims.all()), by=manager)
    unit, indicator = Agency.objects.get(code="S1"), Indicator.objects.get(plan=plan, code="CT-01")
    figures = [entered(indicator, value=60.0)]
    save_figures(plan=plan, unit=unit, period=Period.parse("2026-10"), figures=figures, by=manager)

    def asked(number: int) -> int:
        method, address, body = WAYS[number]
        more: dict[str, Any] = {"headers": {"Authorization": f"Bearer {text}"}}
        if body == "file":
            more["data"] = {"file": SimpleUploadedFile("ke-hoach.txt", TEXT.encode())}
        elif body is not None:
            more |= {"data": json.dumps(body), "content_type": "application/json"}
        way = getattr(client, method.lower())
        status: int = way(address.format(reading=reading.pk, key=key.pk), **more).status_code
        return status

    return asked


def test_the_ways_do_something(ask: Callable[[int], int]) -> None:
    statuses = [ask(number) for number in range(len(WAYS))]
    assert [status // 100 for status in statuses] == [2] * 8 + [4] * 2, statuses


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, len(WAYS) - 1), min_size=1, max_size=4))
def test_afterwards_nothing_has_happened(ask: Callable[[int], int], tmp_path: Path, ways: list[int]) -> None:
    before = everything(tmp_path)
    for number in ways:
        ask(number)
    assert everything(tmp_path) == before
    assert mail.outbox == []
