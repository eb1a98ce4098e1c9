"""Visual lines → paragraphs."""

from __future__ import annotations

import pytest

from cotmoc.reading.formats.columns import runs
from cotmoc.reading.formats.geometry import Glyph, Line, Margins, joined, line_of, margins, paragraphs

FRAME = Margins(left=70, right=520, step=14)


def line(text: str, top: float, x0: float = 70, x1: float = 520, *, bold: bool = False) -> Line:
    return Line(text, x0, top, x1, top + 12, 12, bold)


def texts(*lines: Line, narrow: bool = False) -> list[str]:
    return [block.text for block in paragraphs(lines, 1, FRAME, narrow=narrow)]


def test_full_lines_are_one_paragraph():
    assert texts(line("phát triển kinh tế", 100), line("- xã hội của tỉnh", 114, x1=200)) == [
        "phát triển kinh tế - xã hội của tỉnh"
    ]


@pytest.mark.parametrize(
    "below",
    [
        line("sau một khoảng trống", 130),
        line("thụt đầu dòng", 114, x0=98),
        line("- gạch đầu dòng", 114, x0=85),
        line("trang hai cột nhảy lên", 60),
    ],
)
def test_what_begins_a_paragraph(below):
    assert len(texts(line("một dòng đầy đủ", 100), below)) == 2


def test_a_line_with_room_ends_its_paragraph():
    assert len(texts(line("còn chỗ", 100, x1=400), line("từ tiếp theo", 114))) == 2
    assert len(texts(line("hết chỗ", 100, x1=515), line("nghiêng", 114))) == 1


def test_labels_need_the_end_of_a_sentence():
    assert len(texts(line("từ năm 2026.", 100), line("2. Yêu cầu", 114))) == 2
    assert len(texts(line("theo Điều", 100), line("2. Nghị định", 114))) == 1


def test_first_line_indents_after_a_sentence():
    above = line("6. Đề nghị hỗ trợ các điểm tiêm.", 100, x0=98)
    assert len(texts(above, line("Công văn này thay thế", 114, x0=98))) == 2


def test_centred_title_and_the_text_below():
    title = [
        line("Về phát triển doanh nghiệp", 100, 75, 515, bold=True),
        line("giai đoạn mới", 114, 250, 340, bold=True),
    ]
    document = paragraphs([*title, line("Thực hiện Nghị quyết", 128, x0=98)], 3, FRAME)
    assert [(b.text, b.bold, b.place.page) for b in document] == [
        ("Về phát triển doanh nghiệp giai đoạn mới", True, 3),
        ("Thực hiện Nghị quyết", False, 3),
    ]
    assert [b.centred for b in paragraphs([line("KẾ HOẠCH", 90, 260, 330)], 1, FRAME)] == [True]


def test_narrow_columns_stay_line_by_line():
    lines = [
        line("TM. ỦY BAN NHÂN DÂN", 100),
        line("CHỦ TỊCH", 114),
        line("phụ trách", 128),
        line("- Lưu: VT", 142),
    ]
    assert texts(*lines, narrow=True) == ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH phụ trách", "- Lưu: VT"]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        ([("viện/trườn", 100), ("g.", 60)], "viện/trường."),
        ([("trồng)/nă", 95), ("m", 60)], "trồng)/năm"),
        ([("(Scopus/I", 100), ("SI)/năm", 80)], "(Scopus/ISI)/năm"),
        ([("xuất/kinh", 100), ("doanh", 60)], "xuất/kinh doanh"),
        ([("Tỷ lệ 5", 100), ("g", 60)], "Tỷ lệ 5 g"),
        ([("công nghệ", 100), ("lõi", 60)], "công nghệ lõi"),
        ([("thông/chuy", 80), ("ển đổi", 100)], "thông/chuy ển đổi"),
    ],
)
def test_words_cut_by_the_edge_of_a_cell(pieces, text):
    assert joined([line(piece, 100 + 14 * i, 50, x1) for i, (piece, x1) in enumerate(pieces)]) == text


def test_lines_from_glyphs():
    glyphs = [
        Glyph("A", 10, 5, 16, 15, 12, True),
        Glyph(" ", 16, 5, 20, 15, 12),
        Glyph("b", 20, 7, 25, 15, 12, True),
    ]
    assert line_of(glyphs) == Line("A b", 10, 5, 25, 15, 12, True)
    assert line_of([glyphs[1]]) is None


def test_margins_are_where_most_lines_begin_and_end():
    lines = [line("x", 100 + 14 * i, x0=98 if i % 5 == 0 else 72) for i in range(20)]
    found = margins(lines)
    assert (found.left, found.right, found.step) == (72, 520, 14)
    assert margins([line("một", 100)]).step == pytest.approx(14.4)


def test_columns_are_found_where_the_reading_jumps_up():
    left = [line("UBND TỈNH", 50, 100, 220), line("Số: 1", 64, 120, 200)]
    right = [line("CỘNG HÒA", 50, 300, 510), line("Độc lập", 64, 340, 480)]
    body = [line("KẾ HOẠCH", 90, 260, 330), line("Nội dung", 104)]
    found = [([item.text for item in run], narrow) for run, narrow in runs([*left, *right, *body], FRAME)]
    assert [entry for entry in found if entry[0]] == [
        (["UBND TỈNH", "Số: 1"], True),
        (["CỘNG HÒA", "Độc lập"], True),
        (["KẾ HOẠCH", "Nội dung"], False),
    ]


def test_a_jump_without_a_left_column_is_none():
    lines = [line("dòng đầy", 100), line("chú thích bên phải", 60, 400, 520)]
    assert [(len(run), narrow) for run, narrow in runs(lines, FRAME)] == [(2, False)]
