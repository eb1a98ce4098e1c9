"""Markdown and LaTeX marks."""

from __future__ import annotations

import pytest

from cotmoc.reading.formats.marks import Line, plain_maths, strip_marks


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        (r"$\geq 40\%$", "≥ 40%"),
        (r"$>95\%$", ">95%"),
        (r"Có \geq 70%", "Có ≥ 70%"),
        (r"\leq 17", "≤ 17"),
        (r"$\text{đạt} 10^{3}$", "đạt 10³"),
        (r"$0{,}7$", "0,7"),
        ("giá 5$ và 7$", "giá 5$ và 7$"),
        (r"đường dẫn C:\Users", r"đường dẫn C:\Users"),
        ("không có gì", "không có gì"),
    ],
)
def test_maths(source, plain):
    assert plain_maths(source) == plain


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("**TM. BAN THƯỜNG VỤ**", Line("TM. BAN THƯỜNG VỤ", bold=True)),
        ("**Bước 1** rồi thường", Line("Bước 1 rồi thường")),
        ("**mở ra", Line("mở ra", bold=True, still_bold=True)),
        ("(* ²)", Line("(* ²)")),
        ("* Mục có dấu sao", Line("- Mục có dấu sao")),
        ("a_b_c và _nghiêng_", Line("a_b_c và nghiêng")),
        ("#không phải đề mục", Line("#không phải đề mục")),
        ("### I. **MỤC TIÊU**", Line("I. MỤC TIÊU", heading=3)),
        ("-----", Line("")),
        ("2 * 3 * 4", Line("2 * 3 * 4")),
        ("5/2026*)", Line("5/2026)")),
        ("Số vụ (3)*", Line("Số vụ (3)*")),
        (r"\- không phải gạch", Line("- không phải gạch")),
    ],
)
def test_marks(source, line):
    assert strip_marks(source) == line


def test_bold_that_began_above():
    assert strip_marks("BÍ THƯ**", in_bold=True) == Line("BÍ THƯ", bold=True)
    assert strip_marks("***", in_bold=True) == Line("", still_bold=True)


def test_an_italic_broken_over_two_lines_loses_both_halves_of_its_mark() -> None:
    assert strip_marks("kịp thời báo cáo (*qua Sở") == Line("kịp thời báo cáo (qua Sở")
    assert strip_marks("Khoa học*) để xem xét") == Line("Khoa học) để xem xét")
    assert strip_marks("Tỷ lệ (*) và (*²)") == Line("Tỷ lệ (*) và (*²)")
