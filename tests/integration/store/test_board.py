"""The board: what each row says, what is missing, and how a reader filters and sorts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support import factories
from tests.support.figures import approve, approved

from cotmoc.store.board import BoardQuery, BoardRow, board, select_rows
from cotmoc.store.models import Agency, Indicator, Observation, Plan, Target, Task
from cotmoc.store.naming import reference_of

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


@pytest.fixture
def plan() -> Plan:
    plan = factories.plan()
    approve("CT-01", "S1", **{"2026-10": 66})
    approve("CT-03", "S1", **{"2026-10": 29})
    x1 = Agency.objects.get(code="X1")
    approved([(Indicator.objects.get(code="CT-02"), x1, "2026-10", 50, 40, 80)])
    return plan


def rows(plan: Plan) -> dict[str, BoardRow]:
    return {row.indicator.code: row for row in board(plan, today=TODAY).rows}


def codes(plan: Plan, **query: str) -> list[str]:
    return [row.indicator.code for row in select_rows(board(plan, today=TODAY).rows, BoardQuery(**query))]


def test_what_a_row_says(plan: Plan) -> None:
    found = rows(plan)
    assert [(row.value_text, row.unit, row.target_text) for row in found.values()] == [
        ("66", "%", "≥ 60"),
        ("50", "%", "≥ 70"),
        ("29", "hạng", "–"),
        ("–", "người/vạn dân", "–"),
    ]
    assert found["CT-03"].is_rank
    assert (found["CT-02"].card.coverage, round(found["CT-02"].share, 2)) == ("1/3", 0.33)


def test_without_a_target_of_the_year_the_path_is_shown_and_named_so(plan: Plan) -> None:
    found = rows(plan)
    assert (found["CT-01"].path_text, found["CT-04"].path_text) == ("", "12,3")


def test_a_year_past_the_path_shows_none(plan: Plan) -> None:
    late = {row.indicator.code: row for row in board(plan, today=TODAY.replace(year=2032)).rows}
    assert (late["CT-04"].path_text, late["CT-04"].target_text) == ("", "–")


def test_statements_say_yes_or_not_yet(plan: Plan) -> None:
    Target.objects.filter(indicator__code="CT-01").update(op="exists", value=None, unit="")
    assert (rows(plan)["CT-01"].value_text, rows(plan)["CT-01"].unit) == ("Có", "")
    Observation.objects.filter(indicator__code="CT-01").update(value=0)
    assert rows(plan)["CT-01"].value_text == "Chưa"
    Target.objects.filter(indicator__code="CT-01").update(op="qualitative", note="Nhóm khá của cả nước")
    assert rows(plan)["CT-01"].target_text == "Nhóm khá của cả nước"
    Target.objects.filter(indicator__code="CT-01").update(op="undetermined", note="")
    assert rows(plan)["CT-01"].target_text == "chưa xác định"


def test_what_is_missing(plan: Plan) -> None:
    Indicator.objects.filter(code="CT-04").update(owner=None)
    Target.objects.filter(indicator__code="CT-03").delete()
    shown = board(plan, today=TODAY)
    assert shown.gaps == {"thieu-don-vi": 1, "chua-co-chu-tri": 1, "chua-co-muc-tieu": 1}
    assert codes(plan, gap="thieu-don-vi") == ["CT-02"]
    assert codes(plan, gap="chua-co-chu-tri") == ["CT-04"]
    assert codes(plan, owner="chua-co") == ["CT-04"]
    assert codes(plan, gap="chua-co-muc-tieu") == ["CT-03"]


@pytest.mark.parametrize("asked", ["phu song", "PHỦ SÓNG", "5g dan so", "ct-01"])
def test_search_without_diacritics(plan: Plan, asked: str) -> None:
    assert codes(plan, words=asked) == ["CT-01"]


def test_filters_and_orders(plan: Plan) -> None:
    assert codes(plan, status="reached") == ["CT-01"]
    assert codes(plan, owner="S2") == ["CT-04"]
    assert codes(plan, words="khong co gi") == []
    assert codes(plan, sort="ten") == ["CT-04", "CT-01", "CT-02", "CT-03"]
    assert codes(plan, sort="tinh-trang")[-1] == "CT-01"
    lags = [rows(plan)[code].card.verdict.lag_months for code in codes(plan, sort="cham")]
    known = [lag for lag in lags if lag is not None]
    assert known == sorted(known, reverse=True)
    assert lags[len(known) :] == [None] * (len(lags) - len(known))
    assert codes(plan, sort="bậy") == ["CT-01", "CT-02", "CT-03", "CT-04"]


def test_the_head_counts_every_row_once(plan: Plan) -> None:
    shown = board(plan, today=TODAY)
    assert sum(shown.statuses.values()) == len(shown.rows) == 4
    assert sum(shown.alerts.values()) == len(shown.tasks) == 2
    assert shown.tasks_in_time == 1
    assert [agency.code for agency in shown.owners] == ["S1", "S2"]
    assert shown.last_year == 2030


def test_days_since_the_figure_was_approved(plan: Plan) -> None:
    Observation.objects.filter(indicator__code="CT-01").update(
        approved_at=timezone.now() - timedelta(days=41)
    )
    found = {row.indicator.code: row for row in board(plan, today=timezone.localdate()).rows}
    assert (found["CT-01"].days_old, found["CT-03"].days_old, found["CT-04"].days_old) == (41, 0, None)


def test_the_number_of_queries_does_not_grow(plan: Plan) -> None:
    with CaptureQueriesContext(connection) as few:
        board(plan, today=TODAY)
    s1 = Agency.objects.get(code="S1")
    for number in range(20):
        copy = Indicator.objects.create(
            plan=plan, code=f"CT-9{number}", position=90 + number, name=f"Tên {number}", owner=s1
        )
        Target.objects.create(indicator=copy, milestone="2030", op=">=", value=5)
        approved([(copy, s1, f"2026-{month:02d}", month, None, None) for month in range(1, 11)])
    with CaptureQueriesContext(connection) as many:
        assert len(board(plan, today=TODAY).rows) == 24
    assert len(many) == len(few) == 7


def test_how_a_plan_is_called(plan: Plan) -> None:
    assert reference_of(plan) == "Chương trình hành động số 18-CTr/TU ngày 14/3/2025 của Tỉnh ủy An Hải"
    plan.number, plan.identity = "", {"date": "2025-13-45"}
    assert reference_of(plan) == "Kế hoạch"
    plan.identity = {"date": "2025-03", "issuer": "UBND tỉnh"}
    assert reference_of(plan) == "Kế hoạch của UBND tỉnh"


def test_an_open_task_without_a_deadline_is_not_in_time(plan: Plan) -> None:
    before = board(plan, today=TODAY)
    Task.objects.filter(plan=plan).update(due=None, due_text="", every="", state="not-started", proof="")
    shown = board(plan, today=TODAY)
    assert (before.tasks_undated, shown.tasks_undated, shown.tasks_in_time) == (0, 2, 0)
    Task.objects.filter(plan=plan, code="NV-01").update(state="done", completed_on=TODAY, proof="Quyết định")
    shown = board(plan, today=TODAY)
    assert (shown.tasks_undated, shown.tasks_in_time) == (1, 1)
