"""Commitments without a number: which sentences make one, of what kind, for when."""

from __future__ import annotations

import pytest
from tests.support.indicators import AIMS, AIMS_2030, claims, sentence

# (sentence, headings above it, [(name, op, milestone)])
STATEMENTS: list[tuple[str, tuple[str, ...], list[tuple[str, str, str | None]]]] = [
    ("Hoàn thành cơ sở dữ liệu dùng chung.", AIMS_2030, [("Hoàn thành cơ sở dữ liệu dùng chung", "exists", "2030")]),
    ("Cơ bản hoàn thành xóa nhà tạm.", AIMS_2030, [("hoàn thành xóa nhà tạm", "exists", "2030")]),
    ("Không còn hộ nghèo theo chuẩn mới.", AIMS_2030, [("Không còn hộ nghèo theo chuẩn mới", "exists", "2030")]),
    ("Thực hiện quản lý đất đai cơ bản toàn diện trên môi trường số.", AIMS_2030, [
        ("Thực hiện quản lý đất đai cơ bản toàn diện trên môi trường số", "exists", "2030")]),
    ("Phủ sóng 5G toàn quốc.", AIMS_2030, [("Phủ sóng 5G", "exists", "2030")]),
    ("Mạng cáp quang phủ sóng toàn xã.", AIMS_2030, [("Mạng cáp quang phủ sóng", "exists", "2030")]),
    ("Trạm quan trắc mưa, trạm quan trắc gió phủ kín toàn tỉnh.", AIMS_2030, [
        ("Trạm quan trắc mưa phủ kín", "exists", "2030"), ("trạm quan trắc gió phủ kín", "exists", "2030")]),
    ("Trình độ y tế cơ sở đạt mức cao ở nhiều lĩnh vực.", AIMS_2030, [("Trình độ y tế cơ sở", "qualitative", "2030")]),
    ("Môi trường kinh doanh thuộc nhóm dẫn đầu cả nước.", AIMS_2030, [
        ("Môi trường kinh doanh", "qualitative", "2030")]),
    ("Huyện là một trong những địa phương thuộc tốp đầu của tỉnh.", AIMS_2030, [("Huyện", "qualitative", "2030")]),
    ("Xã trở thành đô thị loại V vào năm 2028.", AIMS, [("Xã trở thành đô thị loại V", "exists", "2028")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "headings", "expected"), STATEMENTS)
def test_a_sentence_commits_without_a_number(
    text: str, headings: tuple[str, ...], expected: list[tuple[str, str, str | None]]
) -> None:
    found = [
        (c.name, t.op, t.milestone) for c in claims(sentence(text, headings=headings)) for t in c.targets
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "part", "headings"),
    [
        ("Tăng cường đào tạo nguồn nhân lực đủ số lượng, chất lượng.", "targets", AIMS_2030),
        ("Từng bước ứng dụng có hiệu quả các nền tảng số.", "targets", AIMS_2030),
        ("Hoàn thành các tiêu chí của xã.", "targets", AIMS),
        ("Hoàn thành việc sắp xếp bộ máy.", "tasks", ("NHIỆM VỤ",)),
        ("Xây dựng phong trào để trở thành nền nếp.", "tasks", ("NHIỆM VỤ",)),
        ("Mở rộng phủ sóng đến các vùng xa.", "tasks", ("NHIỆM VỤ",)),
    ],
)
def test_a_wish_or_a_task_is_no_commitment(text: str, part: str, headings: tuple[str, ...]) -> None:
    assert claims(sentence(text, part=part, headings=headings)) == ()


def test_coverage_of_a_whole_binds_among_the_tasks_too() -> None:
    (claim,) = claims(
        sentence("Phát triển viễn thông, mạng 5G phủ sóng toàn tỉnh.", part="tasks", headings=("NHIỆM VỤ",))
    )
    (target,) = claim.targets
    assert (claim.name, claim.scope, target.op, target.milestone) == (
        "mạng 5G phủ sóng",
        "toàn tỉnh",
        "exists",
        None,
    )


def test_a_group_of_leaders_is_a_place_in_a_ranking() -> None:
    (claim,) = claims(sentence("Môi trường kinh doanh thuộc nhóm dẫn đầu cả nước."))
    assert claim.higher_is_better is False
