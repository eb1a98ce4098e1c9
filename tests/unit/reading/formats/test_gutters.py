"""Lines read across two columns, put back column by column."""

from __future__ import annotations

from cotmoc.reading.formats.geometry import Glyph
from cotmoc.reading.formats.gutters import unzipped


def line(top: float, *words: tuple[str, float, float]) -> tuple[Glyph, ...]:
    return tuple(Glyph(f"{text} ", x0, top, x1, top + 10, 10) for text, x0, x1 in words)


def read(*lines: tuple[Glyph, ...], ruled: bool = False) -> list[str]:
    return ["".join(glyph.text for glyph in found).strip() for found in unzipped(lines, lambda _: ruled)]


HEAD = (
    line(0, ("UBND", 50, 90), ("TỈNH", 93, 130), ("CỘNG", 200, 240), ("HÒA", 244, 280)),
    line(14, ("Số:", 60, 80), ("Độc", 210, 230), ("lập", 234, 260)),
)


def test_two_lines_with_one_gutter_are_two_columns():
    assert read(*HEAD, line(40, ("KẾ", 130, 160), ("HOẠCH", 164, 215))) == [
        "UBND TỈNH", "Số:", "CỘNG HÒA", "Độc lập", "KẾ HOẠCH",
    ]  # fmt: skip


def test_lines_of_one_side_belong_to_the_group():
    right, left = line(28, ("Lào", 210, 230)), line(42, ("- Lưu", 50, 90))
    assert read(*HEAD, right, left) == ["UBND TỈNH", "Số:", "- Lưu", "CỘNG HÒA", "Độc lập", "Lào"]


def test_one_line_needs_a_very_wide_gap():
    assert read(line(0, ("a", 0, 10), ("b", 40, 50))) == ["a b"]
    assert read(line(0, ("a", 0, 10), ("b", 80, 90))) == ["a", "b"]


def test_lines_of_tables_and_plain_lines_stay():
    assert read(*HEAD, ruled=True) == ["UBND TỈNH CỘNG HÒA", "Số: Độc lập"]
    assert read(line(0, ("một", 0, 30), ("dòng", 34, 60))) == ["một dòng"]


def test_a_gutter_elsewhere_is_another_group():
    other = line(14, ("x", 0, 40), ("y", 80, 300))
    assert read(HEAD[0], other) == ["UBND TỈNH", "CỘNG HÒA", "x y"]


def test_spaces_without_a_box_go_with_the_letters_before_them():
    space = Glyph(" ", 0, 0, 0, 0, 10)
    a, b, c = (Glyph(text, x0, 0, x0 + 10, 10, 10) for text, x0 in (("a", 0), ("b", 90), ("c", 102)))
    assert read((a, space, b, space, c)) == ["a", "b c"]
