"""Plans and indicators through the API."""

from __future__ import annotations

import pytest
from tests.support import factories
from tests.support.apiclient import ApiClient, client

from cotmoc.core.permissions import Role
from cotmoc.store.models import Indicator, Plan

pytestmark = pytest.mark.django_db


def test_plans_are_listed_with_their_counts(plan: Plan) -> None:
    found = client(Role.INSPECTOR).get("/plans")
    assert found["total"] == 1
    assert found["next"] is None
    one = found["items"][0]
    assert (one["slug"], one["version"], one["indicators"], one["tasks"]) == (plan.slug, 1, 4, 2)
    assert one["reference"].startswith("Chương trình hành động số 18-CTr/TU")


def test_one_plan_tells_versions_obligations_and_gaps(plan: Plan) -> None:
    found = client(Role.INSPECTOR).get(f"/plans/{plan.slug}")
    assert found["versions"][0]["number"] == 1
    assert found["obligations"][0]["due"] == ["06-15", "12-01"]
    assert found["identity"]["issuer"] == "Tỉnh ủy An Hải"
    assert found["indicators"] == ["CT-01", "CT-02", "CT-03", "CT-04"]


def test_a_plan_is_taken_out_and_put_in_again(plan: Plan) -> None:
    planner = client(Role.PLANNER)
    content = planner.get(f"/plans/{plan.slug}/content")
    again = planner.send("POST", "/plans", content)
    assert again.status_code == 201
    assert again.json() == again.json() | {"plan": plan.slug, "number": 2}
    assert again.headers["Location"] == f"/api/plans/{plan.slug}"
    assert planner.get(f"/plans/{plan.slug}/content?version=1") == content


def test_a_plan_with_a_fault_says_where() -> None:
    content = factories.plan_content()
    content["indicators"][1]["targets"][0]["op"] = "≥"
    body = client(Role.PLANNER).refused(422, "POST", "/plans", content)
    assert "indicators[1].targets[0].op" in body["detail"]
    assert body["code"] == "plan-format"
    assert not Plan.objects.exists()


def test_the_board_is_filtered_and_sorted(plan: Plan) -> None:
    reader = client(Role.INSPECTOR)
    everything = reader.get(f"/plans/{plan.slug}/indicators")
    assert everything["total"] == 4
    assert {one["scorecard"]["status"] for one in everything["items"]} == {"no-data"}
    found = reader.get(f"/plans/{plan.slug}/indicators?q=truc+tuyen&sort=name&status=no-data&owner=S1")
    assert [one["code"] for one in found["items"]] == ["CT-02"]
    assert reader.get(f"/plans/{plan.slug}/indicators?gap=no-owner")["total"] == 0


def test_one_indicator_has_its_words_and_milestones(plan: Plan) -> None:
    found = client(Role.INSPECTOR).get(f"/plans/{plan.slug}/indicators/CT-01")
    assert found["targets"][0]["words"] == "≥ 60%"
    assert [stone["on"] for stone in found["milestones"]] == ["2026-12-31", "2030-12-31"]
    assert found["place"] == "Mục II.1, dòng 4"
    assert found["units"] == []
    shared = client(Role.INSPECTOR).get(f"/plans/{plan.slug}/indicators/CT-02")
    assert {row["unit"]["code"] for row in shared["units"]} == {"X1", "X2", "X3"}


def test_a_planner_edits_an_indicator(plan: Plan) -> None:
    planner = client(Role.PLANNER)
    found = planner.patch(f"/plans/{plan.slug}/indicators/CT-04", {"owner": None, "method": "Đếm"})
    assert found["owner"] is None
    assert found["gaps"] == ["no-owner"]
    assert Indicator.objects.get(code="CT-04").method == "Đếm"
    found = planner.patch(f"/plans/{plan.slug}/indicators/CT-04", {"owner": "S1", "shape": "steps"})
    assert found["owner"] == {"code": "S1", "name": "Sở Khoa học và Công nghệ"}
    planner.refused(404, "PATCH", f"/plans/{plan.slug}/indicators/CT-04", {"owner": "S9"})
    body = planner.refused(422, "PATCH", f"/plans/{plan.slug}/indicators/CT-04", {"shape": "curly"})
    assert body["errors"][0]["field"] == "body.shape"


@pytest.mark.parametrize("address", ["/plans", "/plans/x", "/plans/x/indicators"])
def test_an_outsider_is_told_to_sign_in(address: str) -> None:
    assert "WWW-Authenticate" in ApiClient().send("GET", address).headers
    assert "/dang-nhap/" in ApiClient().refused(401, "GET", address)["detail"]


@pytest.mark.parametrize(
    ("method", "address", "body"),
    [("POST", "/plans", {}), ("PATCH", "/plans/18-ctr-tu/indicators/CT-01", {"method": "x"})],
)
def test_the_wrong_role_is_refused(plan: Plan, method: str, address: str, body: object) -> None:
    assert client(Role.INSPECTOR).refused(403, method, address, body)["code"] == "forbidden"


@pytest.mark.parametrize(
    "address",
    ["/plans/x", "/plans/x/content", "/plans/x/indicators", "/plans/18-ctr-tu/indicators/CT-99",
     "/plans/18-ctr-tu/content?version=9"],
)  # fmt: skip
def test_what_is_not_there_is_404(plan: Plan, address: str) -> None:
    client(Role.INSPECTOR).refused(404, "GET", address)


@pytest.mark.parametrize("milestone", ["2030-13", "0000", "2030-02-30"])
def test_a_milestone_in_no_calendar_is_refused_before_it_stops_the_board(milestone: str) -> None:
    content = factories.plan_content()
    content["indicators"][0]["targets"][0]["milestone"] = milestone
    body = client(Role.PLANNER).refused(422, "POST", "/plans", content)
    assert "indicators[0].targets[0].milestone" in body["detail"]
