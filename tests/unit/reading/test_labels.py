"""Spec table of labels: what counts a paragraph and what only looks like it."""

from __future__ import annotations

import pytest

from cotmoc.reading.structure.labels import label_of

LABELS = [
    ("I. MỤC TIÊU", "I.", "roman", "I"),
    ("IV- TỔ CHỨC", "IV-", "roman", "IV"),
    ("II/ NHIỆM VỤ", "II/", "roman", "II"),
    ("A. PHẦN CHUNG", "A.", "upper", "A"),
    ("C- TỔ CHỨC THỰC HIỆN", "C-", "upper", "C"),
    ("1. Mục đích", "1.", "number", "1"),
    ("3- Ủy ban nhân dân xã", "3-", "number", "3"),
    ("1.1. Đường giao thông", "1.1.", "decimal:2", "1.1"),
    ("2.1 Ứng dụng", "2.1", "decimal:2", "2.1"),
    ("3.1- Du lịch", "3.1-", "decimal:2", "3.1"),
    ("1.2.3. Chi tiết", "1.2.3.", "decimal:3", "1.2.3"),
    ("a) Rà soát", "a)", "letter", "a"),
    ("đ) Kiểm tra", "đ)", "letter", "đ"),
    ("b. Xây dựng", "b.", "letter", "b"),
    ("(1) Một việc", "(1)", "paren", "1"),
    ("2) Hai việc", "2)", "paren", "2"),
    ("- Gạch đầu dòng", "-", "bullet", ""),
    ("– Gạch dài", "–", "bullet", ""),
    ("• Chấm", "•", "bullet", ""),
    ("+ Cộng", "+", "plus", ""),
    ("-Dính liền", "-", "bullet", ""),
    ("Điều 1. Phạm vi", "Điều 1.", "article", "Điều 1"),
    ("Phần thứ nhất", "Phần thứ nhất", "part", "Phần thứ nhất"),
    ("Chương II QUY ĐỊNH", "Chương II", "chapter", "Chương II"),
    ("Mục 1. CHUNG", "Mục 1.", "section", "Mục 1"),
    ("² Chưa xác định", "²", "footnote", ""),
    ("(*) Ghi chú", "(*)", "footnote", ""),
]


@pytest.mark.parametrize(("line", "text", "key", "number"), LABELS)
def test_a_label(line: str, text: str, key: str, number: str) -> None:
    label = label_of(line)

    assert label is not None
    assert (label.text, label.key, label.number) == (text, key, number)


@pytest.mark.parametrize(
    "line",
    [
        "Sở Y tế chủ trì",
        "2.1 tỷ đồng từ ngân sách",
        "30/6/2026 là hạn cuối",
        "V/v tăng cường phòng cháy",
        "T/M BAN THƯỜNG VỤ",
        "điều 1 của Quy chế",
        "Điều kiện thực hiện",
        "Phần lớn các xã",
        "1.234,5 ha rừng",
        "-",
        "",
    ],
)
def test_no_label(line: str) -> None:
    assert label_of(line) is None


def test_ranks_go_from_the_outermost_inwards() -> None:
    lines = [
        "Phần thứ nhất",
        "Chương I",
        "A. X",
        "I. X",
        "Điều 1. X",
        "1. X",
        "1.1. X",
        "1.1.1. X",
        "a) X",
        "(1) X",
        "- X",
        "+ X",
    ]
    ranks = [label.rank for line in lines if (label := label_of(line))]

    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(lines)
