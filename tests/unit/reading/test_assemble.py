"""The whole way of a text, and what is said about what was not read."""

from __future__ import annotations

import pytest
from tests.support.documents import document

from cotmoc.core.errors import UnreadableError
from cotmoc.reading import read
from cotmoc.reading.assemble import read_plan

TEXT = """ỦY BAN NHÂN DÂN
XÃ ĐỒNG LÂM
Số: 27/KH-UBND
Đồng Lâm, ngày 12 tháng 01 năm 2026

KẾ HOẠCH
Làm đường thôn năm 2026

Căn cứ nhiệm vụ phát triển hạ tầng, Ủy ban nhân dân xã Đồng Lâm xây dựng Kế hoạch như sau:

I. MỤC TIÊU

- Đến năm 2026 có 80% đường thôn được cứng hóa.

II. NHIỆM VỤ

- Sửa đường liên thôn, hoàn thành trong quý II/2026.

III. TỔ CHỨC THỰC HIỆN

- Phòng Kinh tế xã báo cáo Ủy ban nhân dân xã hằng quý.
"""


def test_one_door_from_bytes_to_plan() -> None:
    seen: list[tuple[int, int]] = []
    blocks, plan = read(
        TEXT.encode(), "ke-hoach.txt", progress=lambda done, total, what: seen.append((done, total))
    )

    assert blocks.source == "text"
    assert plan.directive.number == "27/KH-UBND"
    assert [i.targets[0].value for i in plan.indicators] == [80.0]
    assert [t.due for t in plan.tasks] == ["2026-06", None]
    assert [d.every for d in plan.obligations] == [("quarter",)]
    assert [entry.number for entry in plan.outline] == ["I", "II", "III"]
    assert plan.warnings == ()


def test_what_is_missing_is_said() -> None:
    plan = read_plan(
        document("Số: /KH-X", "A, ngày    tháng 5 năm 2026", "I. NHIỆM VỤ", "- Sửa đường liên thôn.")
    )

    assert {"no-number", "no-day"} <= {warning.code for warning in plan.warnings}


def test_a_document_without_a_plan_is_refused() -> None:
    with pytest.raises(UnreadableError, match="Không tìm thấy") as error:
        read_plan(document("Kính gửi bà con.", "Chúc mừng năm mới."))

    assert error.value.code == "no-plan"


def test_a_table_from_which_nothing_was_taken_is_said() -> None:
    table = "Đơn vị\tSố hộ được hỗ trợ\tSố km đường\nXã A\t12\t3\nXã B\t9\t2\n"
    _, plan = read((TEXT + "\n" + table).encode(), "ke-hoach.txt")

    assert [(w.code, w.place.line if w.place else None) for w in plan.warnings] == [("unread-table", 23)]
    assert "Số hộ được hỗ trợ" in plan.warnings[0].message
