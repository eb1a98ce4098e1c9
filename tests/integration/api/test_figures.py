"""Figures and files of figures through the API."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.support.apiclient import ApiClient, client, problem

from cotmoc.core.permissions import Role
from cotmoc.store.models import Observation, Plan

pytestmark = pytest.mark.django_db
PERIOD = "2026-09"


def where(plan: Plan, unit: str = "S1", period: str = PERIOD) -> str:
    return f"/plans/{plan.slug}/submissions/{period}/{unit}"


def figures(*some: dict[str, Any]) -> dict[str, Any]:
    return {"figures": list(some)}


def value(code: str, number: float) -> dict[str, Any]:
    return {"indicator": code, "value": number}


def lines(sheet: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {line["indicator"]: line for line in sheet["lines"]}


def test_a_unit_enters_hands_in_and_is_approved(plan: Plan) -> None:
    officer, leader = client(Role.UNIT_OFFICER, "S1"), client(Role.LEADER)
    empty = officer.get(where(plan))
    assert (empty["state"], set(lines(empty)), empty["blocked"]) == (
        "none", {"CT-01", "CT-03"}, "chưa có số mới để nộp",
    )  # fmt: skip
    sheet = officer.put(where(plan), figures(value("CT-01", 55.5)))
    assert lines(sheet)["CT-01"] | {"value": 55.5, "state": "draft"} == lines(sheet)["CT-01"]
    assert officer.post(f"{where(plan)}/submit")["state"] == "submitted"
    assert officer.refused(409, "PUT", where(plan), figures(value("CT-01", 1)))["code"] == "conflict"
    returned = leader.post(f"{where(plan)}/return", {"reason": "Kiểm tra lại"})
    assert (returned["state"], returned["note"]) == ("returned", "Kiểm tra lại")
    officer.put(where(plan), figures(value("CT-01", 56)))
    officer.post(f"{where(plan)}/submit")
    assert leader.post(f"{where(plan)}/approve")["approved_at"]
    card = leader.get(f"/plans/{plan.slug}/indicators/CT-01")["scorecard"]
    assert (card["value"], card["period"]) == (56, PERIOD)
    listed = leader.get(f"/plans/{plan.slug}/figures?indicator=CT-01&unit=S1&period={PERIOD}&history=true")
    assert [(one["value"], one["state"], one["source"]) for one in listed["items"]] == [
        (56, "approved", "api"), (55.5, "draft", "api"),
    ]  # fmt: skip
    assert leader.get(f"/plans/{plan.slug}/figures?state=approved")["total"] == 1
    assert leader.get(f"/plans/{plan.slug}/figures?state=draft")["total"] == 0


def test_the_same_figures_twice_change_nothing(plan: Plan) -> None:
    officer = client(Role.UNIT_OFFICER, "X1")
    body = figures({"indicator": "CT-02", "numerator": 30, "denominator": 40})
    assert lines(officer.put(where(plan, "X1"), body))["CT-02"]["value"] == 75
    assert officer.put(where(plan, "X1"), body) == officer.get(where(plan, "X1"))
    assert Observation.objects.count() == 1


def test_every_fault_is_named_and_nothing_is_stored(plan: Plan) -> None:
    officer = client(Role.UNIT_OFFICER, "X1")
    body = figures(
        value("CT-02", 75), value("CT-01", 3), {"indicator": "CT-02", "numerator": 1, "denominator": 2},
        {"indicator": "CT-02", "missing_reason": "chưa thống kê"},
    )  # fmt: skip
    found = officer.refused(422, "PUT", where(plan, "X1"), body)
    assert [(fault["field"], fault["code"]) for fault in found["errors"]] == [
        ("body.figures.0", "parts"),
        ("body.figures.1.indicator", "indicator"),
        ("body.figures.3.indicator", "twice"),
    ]
    assert not Observation.objects.exists()


def test_a_figure_is_taken_back_before_it_is_handed_in(plan: Plan) -> None:
    officer = client(Role.UNIT_OFFICER, "S1")
    officer.put(
        where(plan), figures(value("CT-01", 5), {"indicator": "CT-03", "missing_reason": "chưa công bố"})
    )
    left = officer.delete(f"{where(plan)}/figures/CT-01")
    assert (lines(left)["CT-01"]["state"], lines(left)["CT-03"]["missing_reason"]) == ("none", "chưa công bố")
    officer.refused(404, "DELETE", f"{where(plan)}/figures/CT-02")
    officer.post(f"{where(plan)}/submit")
    officer.refused(409, "DELETE", f"{where(plan)}/figures/CT-03")


def test_the_units_of_a_period(plan: Plan) -> None:
    planner = client(Role.PLANNER)
    for unit in ("X1", "X2"):
        planner.put(where(plan, unit), figures({"indicator": "CT-02", "numerator": 1, "denominator": 2}))
        planner.post(f"{where(plan, unit)}/submit")
    address = f"/plans/{plan.slug}/submissions/{PERIOD}"
    states = {one["unit"]["code"]: one["state"] for one in planner.get(address)["items"]}
    assert states == {"S1": "none", "S2": "none", "X1": "submitted", "X2": "submitted", "X3": "none"}
    body = planner.refused(422, "POST", f"{address}/approve", {"units": ["X1", "X3", "?"]})
    assert [fault["field"] for fault in body["errors"]] == ["body.units.1", "body.units.2"]
    done = planner.post(f"{address}/approve", {"units": ["X1", "X2", "X1"]})
    assert {one["state"] for one in done["items"]} == {"approved"}


def test_who_may_not_is_refused(plan: Plan) -> None:
    other, inspector = client(Role.UNIT_OFFICER, "S2"), client(Role.INSPECTOR)
    client(Role.PLANNER).put(where(plan), figures(value("CT-01", 5)))
    other.refused(404, "GET", where(plan))
    other.refused(404, "PUT", where(plan), figures(value("CT-01", 5)))
    other.refused(404, "DELETE", f"{where(plan)}/figures/CT-01")
    other.refused(404, "POST", f"{where(plan)}/submit")
    assert other.get(f"/plans/{plan.slug}/figures")["total"] == 0
    assert inspector.get(f"/plans/{plan.slug}/figures")["total"] == 1
    assert [
        one["unit"]["code"] for one in other.get(f"/plans/{plan.slug}/submissions/{PERIOD}")["items"]
    ] == ["S2"]
    inspector.refused(403, "POST", f"{where(plan)}/approve")
    inspector.refused(403, "POST", f"{where(plan)}/return", {"reason": "x"})
    inspector.refused(403, "POST", f"/plans/{plan.slug}/submissions/{PERIOD}/approve", {"units": ["S1"]})


@pytest.mark.parametrize(
    ("unit", "period", "status"),
    [
        ("X9", PERIOD, 404),
        ("T", PERIOD, 404),
        ("S1", "hôm nay", 422),
        ("S1", "2026-13", 422),
        ("S1", "1000-01", 422),
    ],
)
def test_wrong_units_and_periods(plan: Plan, unit: str, period: str, status: int) -> None:
    client(Role.INSPECTOR).refused(status, "GET", where(plan, unit, period))


def test_a_period_to_come_is_not_entered_yet(plan: Plan) -> None:
    planner = client(Role.PLANNER)
    planner.refused(422, "PUT", where(plan, period="2030-01"), figures(value("CT-01", 5)))
    assert planner.refused(409, "POST", f"{where(plan)}/submit")["detail"].startswith("Đơn vị chưa nhập")


CSV = "Mã chỉ tiêu;Mã đơn vị;Kỳ;Giá trị\nCT-01;S1;2026-09;{}\nCT-03;S1;2026-09;25\n"


def send(person: ApiClient, plan: Plan, text: str, name: str = "so-lieu.csv") -> Any:
    file = SimpleUploadedFile(name, text.encode())
    return person.django.post(f"/api/plans/{plan.slug}/imports", {"file": file})


def test_a_file_is_looked_at_and_entered(plan: Plan) -> None:
    officer = client(Role.UNIT_OFFICER, "S1")
    answer = send(officer, plan, CSV.format("55,5"))
    made = answer.json()
    assert (answer.status_code, made["state"], made["changes"]) == (
        201, "preview", {"new": 2, "changed": 0, "same": 0},
    )  # fmt: skip
    rows = officer.get(f"/imports/{made['id']}/rows?change=new&limit=1")
    assert (rows["total"], rows["items"][0]["value"], rows["items"][0]["row"]) == (2, 55.5, 2)
    assert rows["next"] == f"/api/imports/{made['id']}/rows?change=new&limit=1&offset=1"
    assert officer.get(rows["next"].removeprefix("/api"))["items"][0]["indicator"] == "CT-03"
    officer.refused(403, "POST", f"/imports/{made['id']}/apply", {"then": "approve"})
    assert officer.post(f"/imports/{made['id']}/apply", {})["state"] == "applied"
    assert officer.get(where(plan))["state"] == "submitted"
    officer.refused(409, "POST", f"/imports/{made['id']}/discard")
    assert problem(send(officer, plan, CSV.format("55,5")), 409)["code"] == "applied-before"


def test_a_file_with_faults_names_row_and_column(plan: Plan) -> None:
    found = problem(send(client(Role.PLANNER), plan, CSV.format("85,5%%")), 422)
    assert found["code"] == "refused-rows"
    fault = found["errors"][0]
    assert (fault["row"], fault["column"]) == (2, "Giá trị")
    assert "85,5%%" in fault["message"]
    assert problem(send(client(Role.PLANNER), plan, "x", "a.exe"), 422)["detail"]


def test_a_preview_is_dropped_and_others_do_not_see_it(plan: Plan) -> None:
    planner, officer = client(Role.PLANNER), client(Role.UNIT_OFFICER, "S1")
    made = send(planner, plan, CSV.format("5")).json()
    officer.refused(404, "GET", f"/imports/{made['id']}")
    assert officer.get(f"/plans/{plan.slug}/imports")["total"] == 0
    assert planner.get(f"/plans/{plan.slug}/imports")["items"][0]["id"] == made["id"]
    assert planner.get(f"/imports/{made['id']}")["state"] == "preview"
    assert planner.post(f"/imports/{made['id']}/discard")["state"] == "discarded"
    inspector = client(Role.INSPECTOR)
    assert inspector.get(f"/plans/{plan.slug}/imports")["total"] == 1
    assert inspector.get(f"/imports/{made['id']}")["state"] == "discarded"
    inspector.refused(403, "POST", f"/imports/{made['id']}/discard")
    problem(send(inspector, plan, CSV.format("5")), 403)
