"""A task moves by its steps only, each with its history; completed is impossible without proof."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.support import factories

from cotmoc.actions import tasks as actions
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, Event, Person, Plan, Task

pytestmark = pytest.mark.django_db
JUNE = date(2026, 6, 20)


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


@pytest.fixture
def task(plan: Plan) -> Task:
    return Task.objects.get(plan=plan, code="NV-01")


@pytest.fixture
def owner(plan: Plan) -> Person:
    return factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="S1"))


@pytest.fixture
def giver(plan: Plan) -> Person:
    return factories.person(Role.LEADER)


def complete(task: Task, by: Person, **changes: Any) -> Task:
    values = {"proof": "Quyết định số 15/QĐ-UBND", "completed_on": JUNE} | changes
    return actions.complete_task(task=task, by=by, **values)


def test_the_owner_starts_and_hands_in_and_the_giver_confirms(
    task: Task, owner: Person, giver: Person
) -> None:
    actions.start_task(task=task, by=owner)
    complete(task, owner)
    done = actions.confirm_task(task=task, by=giver)
    assert (done.state, done.completed_on, done.proof) == ("done", JUNE, "Quyết định số 15/QĐ-UBND")
    assert [change.state for change in task.changes.all()] == ["done", "in-progress", "in-progress"]
    assert task.changes.first().by == giver
    assert set(Event.objects.filter(thing="task").values_list("verb", flat=True)) == {
        "task.start",
        "task.complete",
        "task.confirm",
    }


def test_handing_in_takes_up_a_task_nobody_started(task: Task, owner: Person) -> None:
    assert complete(task, owner).state == "in-progress"


@pytest.mark.parametrize("proof", ["", "   ", "\n"])
def test_there_is_no_handing_in_without_proof(task: Task, owner: Person, proof: str) -> None:
    with pytest.raises(InvalidValueError, match="minh chứng"):
        complete(task, owner, proof=proof)
    task.refresh_from_db()
    assert (task.state, task.changes.count()) == ("not-started", 0)


def test_a_day_still_to_come_is_refused(task: Task, owner: Person) -> None:
    with pytest.raises(InvalidValueError, match="chưa đến"):
        complete(task, owner, completed_on=timezone.localdate() + timedelta(days=1))


def test_no_confirming_without_proof(task: Task, owner: Person, giver: Person) -> None:
    actions.start_task(task=task, by=owner)
    with pytest.raises(ConflictError, match="minh chứng"):
        actions.confirm_task(task=task, by=giver)


def test_a_product_may_be_handed_back_also_after_it_was_confirmed(
    task: Task, owner: Person, giver: Person
) -> None:
    complete(task, owner)
    back = actions.hand_back_task(task=task, reason="Thiếu biên bản nghiệm thu", by=giver)
    assert (back.state, back.proof, back.completed_on) == ("in-progress", "", None)
    assert "Thiếu biên bản" in task.changes.first().note
    complete(task, owner)
    actions.confirm_task(task=task, by=giver)
    assert actions.hand_back_task(task=task, reason="Sai mẫu", by=giver).state == "in-progress"


def test_handing_back_needs_a_product_and_a_reason(task: Task, owner: Person, giver: Person) -> None:
    with pytest.raises(ConflictError, match="chưa có sản phẩm"):
        actions.hand_back_task(task=task, reason="Thiếu", by=giver)
    complete(task, owner)
    with pytest.raises(InvalidValueError, match="lý do"):
        actions.hand_back_task(task=task, reason=" ", by=giver)


@pytest.mark.parametrize(
    ("step", "state", "after"),
    [("pause_task", "paused", "in-progress"), ("withdraw_task", "withdrawn", "not-started")],
)
def test_the_giver_stops_a_task_for_a_reason_and_sets_it_going_again(
    task: Task, giver: Person, step: str, state: str, after: str
) -> None:
    act = getattr(actions, step)
    with pytest.raises(ConflictError, match="lý do"):
        act(task=task, reason="", by=giver)
    stopped = act(task=task, reason="Chờ hướng dẫn của bộ", by=giver)
    assert (stopped.state, stopped.reason) == (state, "Chờ hướng dẫn của bộ")
    resumed = actions.resume_task(task=task, by=giver)
    assert (resumed.state, resumed.reason) == (after, "")


def test_only_a_stopped_task_goes_on(task: Task, giver: Person) -> None:
    with pytest.raises(ConflictError, match="tạm dừng hoặc đã rút"):
        actions.resume_task(task=task, by=giver)


def test_nothing_is_handed_in_for_a_paused_task(task: Task, owner: Person, giver: Person) -> None:
    actions.pause_task(task=task, reason="Chờ", by=giver)
    with pytest.raises(ConflictError, match="không nộp sản phẩm được"):
        complete(task, owner)


def test_a_started_task_is_not_started_again(task: Task, owner: Person) -> None:
    actions.start_task(task=task, by=owner)
    with pytest.raises(ConflictError, match="Không chuyển được"):
        actions.start_task(task=task, by=owner)


def test_a_task_that_ended_is_not_worked_on(task: Task, owner: Person) -> None:
    Task.objects.filter(pk=task.pk).update(ended_in_version=2)
    with pytest.raises(ConflictError, match="không còn nhiệm vụ"):
        actions.start_task(task=task, by=owner)


def test_an_officer_moves_only_the_tasks_of_the_own_unit(task: Task) -> None:
    other = factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="S2"))
    with pytest.raises(ForbiddenError):
        actions.start_task(task=task, by=other)


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR])
def test_only_owners_and_planners_work_on_a_task(task: Task, role: Role) -> None:
    with pytest.raises(ForbiddenError):
        complete(task, factories.person(role))


@pytest.mark.parametrize(
    "step", ["confirm_task", "hand_back_task", "pause_task", "withdraw_task", "resume_task"]
)
def test_the_owner_cannot_do_what_is_the_givers(task: Task, owner: Person, step: str) -> None:
    reason = {} if step in {"confirm_task", "resume_task"} else {"reason": "Vì thế"}
    with pytest.raises(ForbiddenError):
        getattr(actions, step)(task=task, by=owner, **reason)
