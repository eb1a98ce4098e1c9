"""Where the words of a claim stand."""

from __future__ import annotations

from typing import Any

import pytest
from tests.support.readings import document

from cotmoc.store.highlights import QuoteFinder, Segment, Span, Unit, segments, units_of


def paragraphs(*texts: str) -> list[dict[str, Any]]:
    return [{"block": number, "text": text} for number, text in enumerate(texts)]


def found(blocks: list[dict[str, Any]], quote: str, **place: int) -> list[str]:
    finder = QuoteFinder(blocks)
    return [finder.texts[span.unit][span.start : span.end] for span in finder.find(quote, place)]


def test_words_are_found_in_their_paragraph() -> None:
    assert found(paragraphs("90% và 90% hộ", "90%"), "90%", block=0) == ["90%"]
    assert QuoteFinder(paragraphs("a 90%", "90%")).find("90%", {"block": 1}) == (Span(Unit(1), 0, 3),)


def test_line_breaks_and_spaces_do_not_count() -> None:
    assert found(paragraphs("a) tỷ lệ\nhồ  sơ đạt"), "tỷ lệ hồ sơ", block=0) == ["tỷ lệ\nhồ  sơ"]


def test_a_quote_broken_over_a_page_is_found_in_its_pieces() -> None:
    blocks = paragraphs("1. Sở Y tế lập hồ sơ", "12", "sức khỏe điện tử", "trong năm 2027; và khác")
    assert found(blocks, "Sở Y tế lập hồ sơ sức khỏe điện tử trong năm 2027", block=0) == [
        "Sở Y tế lập hồ sơ", "sức khỏe điện tử", "trong năm 2027",
    ]  # fmt: skip


def test_a_place_that_names_the_paragraph_before_still_finds_the_words() -> None:
    assert found(paragraphs("II. MỤC TIÊU", "phủ sóng 5G"), "phủ sóng 5G", block=0) == ["phủ sóng 5G"]


def test_chance_endings_are_no_beginning_of_a_quote() -> None:
    assert found(paragraphs("xong 90", "90% hộ"), "90% hộ dân", block=0) == ["xong 90"]


def test_words_that_are_not_there_give_the_whole_paragraph() -> None:
    assert found(paragraphs("Một", "Hai"), "Ba", block=1) == ["Hai"]
    assert found(paragraphs("Một"), "", block=0) == ["Một"]


def test_a_cell_of_a_table_is_found_and_a_missing_one_gives_its_row() -> None:
    blocks = document()["blocks"]
    assert found(blocks, "Phủ sóng 5G", block=8, row=1, column=1) == ["Phủ sóng 5G"]
    assert found(blocks, "90%", block=8, row=1) == ["90%"]
    assert found(blocks, "phủ sóng năm gờ", block=8, row=1) == ["1", "Phủ sóng 5G", "90%"]


def test_without_a_place_the_first_words_count() -> None:
    assert found(paragraphs("Một", "Hai hai"), "hai") == ["hai"]
    assert found(paragraphs("Một"), "Ba") == []
    assert found(paragraphs("Một"), "") == []
    assert found(paragraphs("Một"), "Một", block=7) == ["Một"]


def test_covered_cells_have_no_words_of_their_own() -> None:
    table = {"rows": [[{"text": "Chung"}, {"text": "Chung", "merged": True}]]}
    assert units_of([table]) == {Unit(0, 0, 0): "Chung"}


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], [("abcdef", (), ())]),
        ([(1, 3, 7)], [("a", (), ()), ("bc", (7,), (7,)), ("def", (), ())]),
        ([(0, 6, 1), (2, 4, 2)], [("ab", (1,), (1,)), ("cd", (1, 2), (2,)), ("ef", (1,), ())]),
        ([(0, 4, 1), (2, 6, 2)], [("ab", (1,), (1,)), ("cd", (1, 2), (2,)), ("ef", (2,), ())]),
        ([(0, 6, 1), (0, 6, 2)], [("abcdef", (1, 2), (1, 2))]),
    ],
)
def test_overlapping_words_are_cut_so_that_each_shows(
    marks: list[tuple[int, int, int]], expected: list[tuple[str, tuple[int, ...], tuple[int, ...]]]
) -> None:
    assert segments("abcdef", marks) == tuple(Segment(*one) for one in expected)
