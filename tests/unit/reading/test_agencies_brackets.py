"""Bodies named behind a topic, after an approval, and in the bracket that ends a task or a heading."""

from __future__ import annotations

import pytest
from tests.support.documents import document

from cotmoc.core.plan import Directive, TaskClaim
from cotmoc.reading.agencies import closing_bracket, subject_of, told
from cotmoc.reading.structure import structure_of
from cotmoc.reading.tasks import find_tasks


def tasks(*lines: str) -> tuple[TaskClaim, ...]:
    return find_tasks(structure_of(document("I. NHIỆM VỤ", *lines)), Directive())[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đối với dự án đường vành đai: Sở Xây dựng hoàn thành hồ sơ.", ("Sở Xây dựng",)),
        (
            "Về giải phóng mặt bằng: giao Ủy ban nhân dân xã Tân Lập vận động các hộ.",
            ("Ủy ban nhân dân xã Tân Lập",),
        ),
        ("Về mục tiêu: các chủ đầu tư phải giải ngân hết vốn.", ("các chủ đầu tư",)),
        ("Đối với dự án chậm: thu hồi đất.", ()),
        ("Các khoa, phòng căn cứ kế hoạch này lập kế hoạch chi tiết.", ("Các khoa, phòng",)),
        ("Thư viện phối hợp với Phòng Đào tạo duy trì kho dữ liệu.", ("Thư viện",)),
        ("Khoa học cơ bản được quan tâm.", ()),
    ],
)
def test_the_subject_behind_a_topic(text: str, names: tuple[str, ...]) -> None:
    assert subject_of(text)[0] == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Đồng ý chủ trương lập Tổ công tác; Sở Nội vụ tham mưu quyết định.", ("Sở Nội vụ",)),
        ("Thống nhất phương án 2; giao Sở Xây dựng hoàn thiện hồ sơ.", ("Sở Xây dựng",)),
        ("Xây dựng cổng dữ liệu. Các xã khai thác dữ liệu.", ()),
        (
            "Ban hành quy chế chi tiêu. (*Phòng Kế hoạch - Tài chính; tháng 5/2026*)",
            ("Phòng Kế hoạch - Tài chính",),
        ),
        ("Trồng cây ven đường (Đoàn Thanh niên, Hội Phụ nữ).", ("Đoàn Thanh niên", "Hội Phụ nữ")),
        ("Gửi báo cáo về Ủy ban nhân dân tỉnh (Sở Nội vụ).", ()),
        ("Sửa chữa trạm bơm (giai đoạn 2).", ()),
    ],
)
def test_who_is_told_further_on(text: str, names: tuple[str, ...]) -> None:
    assert told(text) == names


def test_the_bracket_tells_the_time_too() -> None:
    assert closing_bracket("Sửa cầu (Sở Xây dựng; quý III/2026).") == (("Sở Xây dựng",), ("quý III/2026",))
    found = tasks(
        "- Ban hành quy chế. (Phòng Tài chính; tháng 5/2026)",
        "- Mời chuyên gia. (Phòng Tổ chức; hằng năm)",
        "- Xây nhà văn hóa. (Ban Quản lý dự án; hoàn thành trước 31/12/2027)",
    )
    assert [(t.lead, t.due, t.every) for t in found] == [
        (("Phòng Tài chính",), "2026-05", None),
        (("Phòng Tổ chức",), None, "year"),
        (("Ban Quản lý dự án",), "2027-12-31", None),
    ]


def test_a_heading_tells_in_brackets_who_leads_what_is_below() -> None:
    found = tasks("1. Bảo vệ môi trường (Sở Y tế chủ trì)", "- Thu gom rác.", "- Sở Xây dựng cung cấp nước.")
    assert [t.lead for t in found] == [("Sở Y tế",), ("Sở Xây dựng",)]


def test_a_share_spoils_only_the_date_beside_it() -> None:
    found = tasks("- Số hóa hồ sơ; hoàn thành 50% trong năm 2026, toàn bộ trong năm 2027.")
    assert found[0].due == "2027-12"
    assert tasks("- Xử lý rác, đạt 50% trong năm 2026, 80% trong năm 2027.")[0].due is None
