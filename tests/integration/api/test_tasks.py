"""Tasks through the API: the list, and the way from the order to the confirmation."""

from __future__ import annotations

import pytest
from tests.support.apiclient import client

from cotmoc.core.permissions import Role
from cotmoc.store.models import Plan, Task

pytestmark = pytest.mark.django_db


def where(plan: Plan, code: str = "NV-01") -> str:
    return f"/plans/{plan.slug}/tasks/{code}"


def test_tasks_are_filtered_and_sorted(plan: Plan) -> None:
    reader = client(Role.INSPECTOR)
    assert [one["code"] for one in reader.get(f"/plans/{plan.slug}/tasks")["items"]] == ["NV-01", "NV-02"]
    late = reader.get(f"/plans/{plan.slug}/tasks?q=du+lieu&state=overdue&alert=special-red&lead=S1&sort=due")
    one = late["items"][0]
    assert (one["label"], one["alert"], one["due"]) == (
        "Chưa thực hiện, quá hạn",
        "special-red",
        "2026-06-30",
    )
    assert one["days_late"] > 100


def test_the_whole_way(plan: Plan) -> None:
    owner, giver = client(Role.UNIT_OFFICER, "S1"), client(Role.LEADER)
    assert owner.post(f"{where(plan)}/start")["state"] == "in-progress"
    assert giver.refused(409, "POST", f"{where(plan)}/confirm")["code"] == "proof"
    done = {"proof": "Quyết định số 15/QĐ-UBND", "completed_on": "2026-06-20"}
    assert owner.post(f"{where(plan)}/complete", done)["awaits_confirmation"] is True
    assert giver.post(f"{where(plan)}/hand-back", {"reason": "Thiếu phụ lục"})["proof"] == ""
    owner.post(f"{where(plan)}/complete", done)
    closed = giver.post(f"{where(plan)}/confirm")
    assert (closed["shown"], closed["completed_on"]) == ("done-on-time", "2026-06-20")
    assert closed["changes"][0]["state"] == "done"
    assert len(giver.get(where(plan))["changes"]) == 5


@pytest.mark.parametrize(("step", "after"), [("pause", "paused"), ("withdraw", "withdrawn")])
def test_the_giver_stops_and_resumes(plan: Plan, step: str, after: str) -> None:
    giver = client(Role.LEADER)
    assert giver.refused(409, "POST", f"{where(plan)}/{step}", {"reason": " "})["code"] == "reason"
    stopped = giver.post(f"{where(plan)}/{step}", {"reason": "Chờ hướng dẫn"})
    assert (stopped["state"], stopped["reason"]) == (after, "Chờ hướng dẫn")
    assert giver.post(f"{where(plan)}/resume")["state"] in {"in-progress", "not-started"}


@pytest.mark.parametrize("day", ["30/6/2026", "2026-02-30", 20260630, None])
def test_a_day_is_iso_and_real(plan: Plan, day: object) -> None:
    body = client(Role.UNIT_OFFICER, "S1").refused(
        422, "POST", f"{where(plan)}/complete", {"proof": "x", "completed_on": day}
    )
    assert body["errors"][0]["field"] == "body.completed_on"


def test_a_planner_assigns(plan: Plan) -> None:
    planner = client(Role.PLANNER)
    given = planner.patch(where(plan), {"lead": "S2", "due": "2026-12-31"})
    assert (given["lead"]["code"], given["due"]) == ("S2", "2026-12-31")
    assert planner.patch(where(plan), {"lead": None})["lead"] is None
    assert Task.objects.get(code="NV-01").due is not None
    planner.refused(404, "PATCH", where(plan), {"lead": "S9"})
    planner.refused(404, "GET", where(plan, "NV-99"))


def test_who_may_not_is_refused(plan: Plan) -> None:
    other, owner, inspector = (
        client(Role.UNIT_OFFICER, "S2"), client(Role.UNIT_OFFICER, "S1"), client(Role.INSPECTOR),
    )  # fmt: skip
    other.refused(403, "POST", f"{where(plan)}/start")
    other.refused(403, "POST", f"{where(plan)}/complete", {"proof": "x", "completed_on": "2026-06-20"})
    for step in ("confirm", "resume"):
        owner.refused(403, "POST", f"{where(plan)}/{step}")
    for step in ("pause", "withdraw", "hand-back"):
        inspector.refused(403, "POST", f"{where(plan)}/{step}", {"reason": "x"})
    inspector.refused(403, "PATCH", where(plan), {"lead": "S2"})
