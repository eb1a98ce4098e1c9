"""Tasks in their list: deadline of today, filters, orders."""

from __future__ import annotations

from datetime import date

import pytest
from tests.support import factories

from cotmoc.store.models import Plan, Task
from cotmoc.store.tasks import TaskQuery, select_tasks, task_page, task_rows

pytestmark = pytest.mark.django_db
TODAY = factories.TODAY


@pytest.fixture
def plan() -> Plan:
    plan = factories.plan()
    for number, (due, state) in enumerate(
        [
            (date(2026, 11, 22), "in-progress"),
            (date(2026, 11, 19), "not-started"),
            (date(2027, 3, 1), "in-progress"),
        ]
    ):
        Task.objects.create(
            plan=plan,
            code=f"NV-1{number}",
            position=10 + number,
            text=f"Việc số {number}",
            due=due,
            state=state,
        )
    return plan


def codes(plan: Plan, **query: str) -> list[str]:
    return [row.task.code for row in select_tasks(task_rows(plan, today=TODAY), TaskQuery(**query))]


def test_filters(plan: Plan) -> None:
    assert codes(plan) == ["NV-01", "NV-02", "NV-10", "NV-11", "NV-12"]
    assert codes(plan, words="ho so suc khoe") == ["NV-02"]
    assert codes(plan, alert="special-red") == ["NV-01"]
    assert codes(plan, alert="red") == ["NV-11"]
    assert codes(plan, alert="yellow") == ["NV-10"]
    assert codes(plan, state="overdue") == ["NV-01", "NV-11"]
    assert codes(plan, lead="S2") == ["NV-02"]
    assert codes(plan, lead="chua-co") == ["NV-10", "NV-11", "NV-12"]


def test_orders(plan: Plan) -> None:
    assert codes(plan, sort="canh-bao")[:3] == ["NV-01", "NV-11", "NV-10"]
    assert codes(plan, sort="han") == ["NV-01", "NV-11", "NV-10", "NV-02", "NV-12"]
    assert codes(plan, sort="chu-tri")[:2] == ["NV-01", "NV-02"]


def test_the_clock_in_words(plan: Plan) -> None:
    rows = {row.task.code: row for row in task_rows(plan, today=TODAY)}
    assert rows["NV-01"].clock == "quá hạn 143 ngày"
    assert rows["NV-10"].clock == "còn 2 ngày"
    on_the_day = {row.task.code: row for row in task_rows(plan, today=date(2026, 11, 22))}
    assert on_the_day["NV-10"].clock == "hết hạn hôm nay"
    Task.objects.filter(code="NV-10").update(due=None)
    assert task_page(plan, "NV-10", today=TODAY).row.clock == ""


def test_a_continuous_task_is_due_at_the_end_of_each_year(plan: Plan) -> None:
    assert task_page(plan, "NV-02", today=date(2028, 5, 1)).row.due == date(2028, 12, 31)
    Task.objects.filter(code="NV-02").update(due=date(2027, 6, 30))
    assert task_page(plan, "NV-02", today=date(2028, 5, 1)).row.due == date(2027, 6, 30), "set by a person"


def test_a_product_handed_in_waits_for_the_giver(plan: Plan) -> None:
    Task.objects.filter(code="NV-11").update(
        state="in-progress", proof="Biên bản", completed_on=date(2026, 11, 18)
    )
    row = task_page(plan, "NV-11", today=TODAY).row
    assert (row.awaits_confirmation, row.view.alert, row.clock) == (True, "none", "còn 1 ngày")


def test_a_task_that_ended_has_no_page(plan: Plan) -> None:
    Task.objects.filter(code="NV-11").update(ended_in_version=2)
    with pytest.raises(Task.DoesNotExist):
        task_page(plan, "NV-11", today=TODAY)
