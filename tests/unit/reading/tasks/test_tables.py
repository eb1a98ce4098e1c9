"""Task tables: columns in any order and wording, group rows, merged cells, ditto marks."""

from __future__ import annotations

import pytest
from tests.support.documents import Rows, document

from cotmoc.core.plan import Directive, TaskClaim, Warning
from cotmoc.reading.structure import structure_of
from cotmoc.reading.tasks import find_tasks

HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời gian hoàn thành", "Sản phẩm"]
ROW = ["1", "Xây dựng quy định", "Sở Y tế", "Sở Nội vụ, Sở Tài chính", "Quý II/2026", "Quyết định; sổ tay"]


def read(*blocks: str | Rows) -> tuple[tuple[TaskClaim, ...], tuple[Warning, ...]]:
    return find_tasks(structure_of(document(*blocks)), Directive())


def told(task: TaskClaim) -> tuple[object, ...]:
    return task.text, task.lead, task.coordinate, task.due, task.every, task.deliverables


EXPECTED = (
    "Xây dựng quy định",
    ("Sở Y tế",),
    ("Sở Nội vụ", "Sở Tài chính"),
    "2026-06",
    None,
    ("Quyết định", "sổ tay"),
)


def test_a_row_is_a_task_with_its_place() -> None:
    (task,), warnings = read("PHỤ LỤC II", "DANH MỤC NHIỆM VỤ", [HEAD, ROW])

    assert told(task) == EXPECTED
    assert task.section == "Phụ lục II/1"
    assert task.place is not None
    assert (task.place.row, task.place.column) == (1, 1)
    assert warnings == ()


@pytest.mark.parametrize("order", [[5, 4, 3, 2, 1, 0], [1, 0, 2, 4, 3, 5], [2, 1, 0, 3, 5, 4]])
def test_the_order_of_the_columns_does_not_matter(order: list[int]) -> None:
    (task,), _ = read([[HEAD[i] for i in order], [ROW[i] for i in order]])

    assert told(task) == EXPECTED


@pytest.mark.parametrize(
    "head",
    [
        ["Số TT", "Nội dung công việc", "Cơ quan thực hiện", "Cơ quan phối hợp", "Tiến độ", "Kết quả đầu ra"],
        ["STT", "Đầu việc", "Đơn vị", "Đơn vị phối hợp", "Mốc hoàn thành", "Sản phẩm dự kiến"],
        ["", "Tên nhiệm vụ", "Đơn vị chủ trì tham mưu", "Phối hợp thực hiện", "Thời hạn", "Kết quả"],
    ],
)
def test_columns_by_other_names(head: list[str]) -> None:
    (task,), _ = read([head, ROW])

    assert told(task) == EXPECTED


def test_groups_merged_cells_and_ditto() -> None:
    found, warnings = read(
        [
            HEAD,
            ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
            ["I", "Thể chế", "", "", "", ""],
            ROW,
            ["2", "Điều chỉnh giá", "nt", "Như trên", "Hằng năm", ""],
            ["Hạ tầng", "<", "<", "<", "<", "<"],
            ["3", "Làm cầu", "Sở Xây dựng", "", "2026 - 2027", "Cây cầu"],
            ["4", "Làm đường", "^", "", "Thường xuyên", ""],
            HEAD,
            ["5", "Dọn kho", "", "", "", ""],
            ["6", "", "", "", "", ""],
            ["", "", "", "", "", ""],
        ]
    )

    assert [(t.text, t.lead, t.due, t.every) for t in found] == [
        ("Xây dựng quy định", ("Sở Y tế",), "2026-06", None),
        ("Điều chỉnh giá", ("Sở Y tế",), None, "year"),
        ("Làm cầu", ("Sở Xây dựng",), "2027-12", None),
        ("Làm đường", ("Sở Xây dựng",), None, None),
        ("Dọn kho", (), None, None),
    ]
    assert found[1].coordinate == ("Sở Nội vụ", "Sở Tài chính")
    assert [w.code for w in warnings] == ["task-row"]
    assert "'6'" in warnings[0].message


def test_a_head_of_two_rows() -> None:
    (task,), _ = read(
        [
            ["TT", "Nội dung", "Phân công", "<", "Thời gian"],
            ["^", "^", "Chủ trì", "Phối hợp", "^"],
            ["1", "Làm cầu", "Sở Xây dựng", "Sở Y tế", "Tháng 5/2026"],
        ]
    )

    assert (task.lead, task.coordinate, task.due) == (("Sở Xây dựng",), ("Sở Y tế",), "2026-05")


def test_a_body_left_of_its_tasks_holds_for_the_rows_below() -> None:
    found, _ = read(
        [
            ["Đơn vị", "Nhiệm vụ giao", "Thời hạn"],
            ["Sở Y tế", "Khám bệnh", "Quý I/2026"],
            ["", "Tiêm chủng", "Quý II/2026"],
        ]
    )

    assert [t.lead for t in found] == [("Sở Y tế",), ("Sở Y tế",)]


def test_numbered_groups_are_told_by_the_number_that_follows() -> None:
    found, _ = read(
        [HEAD, ["1", "Thể chế", "", "", "", ""], ["1.1", *ROW[1:]], ["2", "Dọn kho", "", "", "", ""]]
    )

    assert [t.text for t in found] == ["Xây dựng quy định", "Dọn kho"]


@pytest.mark.parametrize(
    "rows",
    [
        [["TT", "Chỉ tiêu", "Năm 2025", "Năm 2030"], ["1", "Tỷ lệ hộ", "50%", "90%"]],
        [
            ["STT", "Nội dung", "Kết quả năm 2025", "Chỉ tiêu đến 2026", "Đơn vị"],
            ["1", "Hồ sơ", "8", "9", "Sở A"],
        ],
        [["Họ tên", "Chức vụ"], ["An", "Trưởng ban"]],
        [["TT", "Nhiệm vụ", "Chủ trì"]],
    ],
)
def test_other_tables_hold_no_tasks(rows: Rows) -> None:
    assert read(rows) == ((), ())


def test_a_table_of_heads_alone_holds_no_task() -> None:
    assert read([HEAD, HEAD, HEAD]) == ((), ())
