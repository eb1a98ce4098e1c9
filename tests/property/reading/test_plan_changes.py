"""Metamorphic relations: a change in the source changes exactly its claim in the plan."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st
from tests.support.documents import document

from cotmoc.core.plan import PlanDraft, TaskClaim
from cotmoc.reading.assemble import read_plan

AGENCIES = ["Sở Y tế", "Sở Xây dựng", "Ủy ban nhân dân xã Đồng Lâm", "Công an tỉnh", "Ban Quản lý dự án"]
WORK = ["Sửa đường liên thôn", "Lập bản đồ quỹ đất", "Khám bệnh cho người già", "Trồng cây ven sông"]
quarters = st.integers(1, 4)
years = st.integers(2026, 2035)
agencies = st.sampled_from(AGENCIES)
rows = st.lists(st.tuples(st.sampled_from(WORK), agencies, agencies, quarters, years), min_size=1, max_size=4)
Row = tuple[str, str, str, int, int]
HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian", "Sản phẩm"]


def table(data: list[Row], order: list[int]) -> list[list[str]]:
    """A task table with its columns in this order."""
    body = [
        [str(i), work, lead, other, f"Quý {q}/{y}", "Báo cáo"]
        for i, (work, lead, other, q, y) in enumerate(data, 1)
    ]
    return [[line[i] for i in order] for line in [HEAD, *body]]


def plan_of(data: list[Row], order: list[int] | None = None) -> PlanDraft:
    return read_plan(document("I. NHIỆM VỤ", table(data, order or list(range(6)))))


def without_place(tasks: tuple[TaskClaim, ...]) -> list[TaskClaim]:
    return [replace(task, place=None) for task in tasks]


@given(rows)
def test_a_table_is_read_cell_by_cell(data: list[Row]) -> None:
    assert [(t.text, t.lead, t.coordinate, t.due) for t in plan_of(data).tasks] == [
        (work, (lead,), (other,), f"{y}-{3 * q:02d}") for work, lead, other, q, y in data
    ]


@given(rows, st.permutations(range(6)))
def test_the_order_of_columns_changes_nothing(data: list[Row], order: list[int]) -> None:
    assert without_place(plan_of(data, order).tasks) == without_place(plan_of(data).tasks)


@given(rows, st.data(), agencies)
def test_another_agency_in_one_cell_changes_one_task(
    data: list[Row], draw: st.DataObject, other: str
) -> None:
    at = draw.draw(st.integers(0, len(data) - 1))
    assume(data[at][1] != other)
    changed = [*data[:at], (data[at][0], other, *data[at][2:]), *data[at + 1 :]]
    before, after = plan_of(data).tasks, plan_of(changed).tasks

    assert after[at] == replace(before[at], lead=(other,))
    assert [t for i, t in enumerate(after) if i != at] == [t for i, t in enumerate(before) if i != at]


def prose(work: list[tuple[str, int, int]], leads: list[str]) -> tuple[list[str], list[str]]:
    """The work part and the organisation part of a plan."""
    tasks = [f"- {text}, hoàn thành trong quý {q}/{y}." for text, q, y in work]
    duties = [f"- {lead} hướng dẫn thực hiện; hằng quý báo cáo Ủy ban nhân dân tỉnh." for lead in leads]
    return ["NHIỆM VỤ", *tasks], ["TỔ CHỨC THỰC HIỆN", *duties]


works = st.lists(st.tuples(st.sampled_from(WORK), quarters, years), min_size=1, max_size=3)


@given(works, st.lists(agencies, min_size=1, max_size=3))
def test_the_order_of_sections_changes_only_places(
    work: list[tuple[str, int, int]], leads: list[str]
) -> None:
    first, second = prose(work, leads)
    plans = [
        read_plan(document(f"I. {a[0]}", *a[1:], f"II. {b[0]}", *b[1:]))
        for a, b in ((first, second), (second, first))
    ]
    told = [sorted((t.text, t.kind, t.lead, t.due or "") for t in plan.tasks) for plan in plans]

    assert told[0] == told[1]
    assert {(d.kind, d.who, d.every) for d in plans[0].obligations} == {
        (d.kind, d.who, d.every) for d in plans[1].obligations
    }
    assert len(plans[0].obligations) == len(plans[1].obligations) == len(leads)


@given(works, years)
def test_another_year_changes_one_deadline(work: list[tuple[str, int, int]], year: int) -> None:
    first, _ = prose(work, [])
    changed, _ = prose([(work[0][0], work[0][1], year), *work[1:]], [])
    before = read_plan(document(f"I. {first[0]}", *first[1:])).tasks
    after = read_plan(document(f"I. {changed[0]}", *changed[1:])).tasks

    assert after[0].due == f"{year}-{3 * work[0][1]:02d}"
    assert after[1:] == before[1:]
