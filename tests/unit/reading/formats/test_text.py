"""Plain text and Markdown → blocks."""

from __future__ import annotations

import pytest
from tests.support.files import paragraphs, tables

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.blocks import Paragraph, Table
from cotmoc.reading.formats import Limits, read_document


def read(text: str, name: str = "a.txt"):
    return read_document(text.encode(), name)


def test_each_line_is_a_paragraph_with_its_line():
    document = read("KẾ HOẠCH\r\n\r\nI. MỤC TIÊU\r- Đạt\u00a0 80%\n")
    assert [(block.text, block.place.line, block.place.block) for block in document.blocks] == [
        ("KẾ HOẠCH", 1, 0),
        ("I. MỤC TIÊU", 3, 1),
        ("- Đạt 80%", 4, 2),
    ]
    assert document.source == "text"


def test_markdown_marks_become_flags():
    document = read(
        "## KẾ HOẠCH ##\n**Thực hiện\nNghị quyết**\n***Nơi nhận:***\n(*kèm theo*) HP\\_VP6\\_KH  \n***",
        "a.md",
    )
    assert document.source == "markdown"
    assert [(b.text, b.bold, b.heading) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("KẾ HOẠCH", False, 2),
        ("Thực hiện", True, None),
        ("Nghị quyết", True, None),
        ("Nơi nhận:", True, None),
        ("(kèm theo) HP_VP6_KH", False, None),
    ]


def test_lines_far_to_the_right_are_centred():
    assert [b.centred for b in read(" " * 20 + "KẾ HOẠCH\n  Điều 1").blocks if isinstance(b, Paragraph)] == [
        True,
        False,
    ]


def test_lines_with_tabs_are_one_table_over_a_page_break():
    document = read("TT\tChỉ tiêu\tNăm 2030\n1\tA\t5%\n\nTT\tChỉ tiêu\tNăm 2030\n2\tB\n")
    assert tables(document) == [[["TT", "Chỉ tiêu", "Năm 2030"], ["1", "A", "5%"], ["2", "B", ""]]]
    block = document.blocks[0]
    assert isinstance(block, Table)
    assert block.place.line == 1
    assert [(row[0].place.line, row[2].place.row, row[2].place.column) for row in block.rows] == [
        (1, 0, 2),
        (2, 1, 2),
        (5, 2, 2),
    ]


def test_a_note_between_two_parts_of_a_table_comes_after_it():
    document = read("TT\tA\tB\n1\tx\t(*²)\n\n² Chưa xác định\n\n2\ty\t3\n")
    assert tables(document) == [[["TT", "A", "B"], ["1", "x", "(*²)"], ["2", "y", "3"]]]
    assert paragraphs(document) == ["² Chưa xác định"]


def test_two_tables_stay_two():
    other_head = read("TT\tA\tB\n1\tx\ty\n\nTT\tC\tD\n1\tz\tw\n")
    other_width = read("TT\tA\tB\n1\tx\ty\n\nTT\tC\tD\tE\n1\tz\tw\tv\n")
    text_between = read("TT\tA\tB\n1\tx\ty\n\nPhụ lục II\n\n2\tz\tw\n3\tu\tv\n")
    assert [len(tables(d)) for d in (other_head, other_width, text_between)] == [2, 2, 2]


def test_a_tab_may_be_an_indent():
    assert paragraphs(read("\tĐiều 1. Phạm vi\n\tĐiều 2. Hiệu lực")) == [
        "Điều 1. Phạm vi",
        "Điều 2. Hiệu lực",
    ]


def test_pipe_tables():
    source = "| TT | Chỉ tiêu |\n|:--|---:|\n| 1 | **Tỷ lệ** A\\|B<br>hai dòng |\n"
    assert tables(read(source, "a.md")) == [[["TT", "Chỉ tiêu"], ["1", "Tỷ lệ A|B\nhai dòng"]]]
    assert paragraphs(read("| chỉ một dòng |")) == ["| chỉ một dòng |"]


def test_header_and_closing_tables_are_undone_left_column_first():
    source = (
        "UBND TỈNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/KH-UBND\tĐộc lập - Tự do - Hạnh phúc\nNội dung"
    )
    assert paragraphs(read(source)) == [
        "UBND TỈNH",
        "Số: 1/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Nội dung",
    ]


@pytest.mark.parametrize("text", ["***\n---\n", "$$ \n $$"[:0] + "\u200b\n\ufeff \n"])
def test_nothing_but_marks_is_empty(text):
    with pytest.raises(UnreadableError) as caught:
        read(text)
    assert caught.value.code == "empty"


def test_too_many_characters_are_too_many_pages():
    with pytest.raises(UnreadableError) as caught:
        read_document(("chữ " * 2000).encode(), "a.txt", limits=Limits(max_pages=1))
    assert caught.value.code == "too-many-pages"


@pytest.mark.parametrize("text", ["a\t" * 150 + "\n" + "b\tc\n", ("a\t" * 90 + "\n") * 3000])
def test_monstrous_tables_are_refused(text):
    with pytest.raises(UnreadableError) as caught:
        read(text)
    assert caught.value.code == "table-too-large"


def test_a_row_with_one_filled_cell_stays_in_its_table() -> None:
    text = "Chỉ tiêu\tĐơn vị\t2030\nI. Kinh tế\t\t\n1. Tăng trưởng\t%\t10\n"
    (table,) = read_document(text.encode(), "a.txt").blocks
    assert isinstance(table, Table)
    assert [row[0].text for row in table.rows] == ["Chỉ tiêu", "I. Kinh tế", "1. Tăng trưởng"]


def test_a_tab_at_the_end_of_a_line_makes_no_table() -> None:
    blocks = read_document("Kính gửi:\t\nCác sở, ban, ngành.\t\n".encode(), "a.txt").blocks
    assert [type(block) for block in blocks] == [Paragraph, Paragraph]
