"""HTML inside plain text: tables, entities, raised numbers; nothing else is touched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.reading.blocks import Paragraph, Table
from cotmoc.reading.formats import read_document
from cotmoc.reading.formats.hypertext import plain_lines


def lines_of(text: str) -> list[tuple[int, str]]:
    return list(plain_lines(enumerate(text.split("\n"), start=1)))


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("dưới &lt; 5% &amp; trên", "dưới < 5% & trên"),
        ("Số xã<sup>1</sup> và <sub>2</sub>", "Số xã¹ và 2"),
        ("<b>Mục tiêu</b> <i>chung</i>", "**Mục tiêu** chung"),
        ("một<br>hai<br/>ba", "một hai ba"),
        ("| một<br>hai |", "| một<br>hai |"),
        ("a < b và c > d; <khác>", "a < b và c > d; <khác>"),
        ("R&D; AT&T; &lạ;", "R&D; AT&T; &lạ;"),
    ],
)
def test_inline(source: str, plain: str) -> None:
    assert lines_of(source) == [(1, plain)]


def test_a_table_on_one_line_between_words() -> None:
    text = "Trước <table><tr><th>TT</th><th>Ô|a</th></tr><tr><td>1</td><td>60%</td></tr></table> sau"
    assert lines_of(text) == [(1, "Trước "), (1, "| TT | Ô\\|a |"), (1, "| 1 | 60% |"), (1, " sau")]


def test_rows_keep_their_lines_and_merged_cells_leave_empty_places() -> None:
    text = (
        '<table border="1">\n<tr><th rowspan="2">TT</th><th colspan="2">Mục tiêu</th></tr>\n'
        "<tr><th>2026</th><th>2030</th></tr>\n<tr>\n<td>1</td>\n<td>5</td><td>6\n%</td></tr>\n</table>\n"
    )
    assert lines_of(text) == [
        (2, "| TT | Mục tiêu |  |"),
        (3, "|  | 2026 | 2030 |"),
        (4, "| 1 | 5 | 6 % |"),
        (9, ""),
    ]


def test_a_cell_merged_downwards_stands_in_every_row_of_the_body_it_covers() -> None:
    text = (
        "<table><tr><td rowspan=2>TT</td><td colspan=2>Đơn vị</td></tr><tr><td>A</td><td>B</td></tr>"
        "<tr><td>1</td><td rowspan=2>Sở Y tế</td><td>x</td></tr><tr><td>2</td><td>y</td></tr></table>"
    )
    assert [row for _, row in lines_of(text)] == [
        "| TT | Đơn vị |  |",
        "|  | A | B |",
        "| 1 | Sở Y tế | x |",
        "| 2 | Sở Y tế | y |",
    ]


def test_unclosed_and_broken_tables_give_what_is_there() -> None:
    assert lines_of("<table><td>a<tr><td rowspan=x>b") == [(1, "| a |"), (1, "| b |")]
    assert lines_of("<table>") == []


def test_a_document_with_an_html_table_has_a_table() -> None:
    text = "# KẾ HOẠCH\n\n<table><tr><th>TT</th><th>Chỉ tiêu</th></tr>\n<tr><td>1</td><td>A</td></tr></table>\n\nHết."
    blocks = read_document(text.encode(), "a.md").blocks
    assert [type(block) for block in blocks] == [Paragraph, Table, Paragraph]
    table = blocks[1]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row] for row in table.rows] == [["TT", "Chỉ tiêu"], ["1", "A"]]
    assert [row[0].place.line for row in table.rows] == [3, 4]


TAGS = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<td colspan=2>",
    "<td rowspan=3>",
    "a",
    "|",
    "\n",
]


@given(st.lists(st.sampled_from(TAGS)))
def test_any_order_of_tags_is_read_to_its_end(parts: list[str]) -> None:
    text = "".join(parts)
    numbers = [number for number, _ in lines_of(text)]
    assert numbers == sorted(numbers)
    assert all(1 <= number <= text.count("\n") + 1 for number in numbers)
