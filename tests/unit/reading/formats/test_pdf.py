"""PDFs made with Typst → blocks."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from tests.support.files import paragraphs, pdf, picture, tables

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.blocks import Paragraph, Table
from cotmoc.reading.formats import Limits, read_document

LONG = "Phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số là nhiệm vụ trọng tâm của toàn hệ thống. "


def read(source: str):
    return read_document(pdf(source), "a.pdf")


def test_wrapped_lines_are_joined():
    document = read(
        f"#set par(justify: true, first-line-indent: (amount: 10mm, all: true))\n{LONG * 3}\n\n{LONG}"
    )
    assert paragraphs(document) == [(LONG * 3).strip(), LONG.strip()]
    assert document.source == "pdf"
    assert document.pages == 1
    assert {block.place.page for block in document.blocks} == {1}


def test_bold_and_centred():
    document = read('#align(center)[#text(font: "Libertinus Serif", weight: "bold")[KẾ HOẠCH]]\n\n' + LONG)
    assert [(b.text, b.bold, b.centred) for b in document.blocks if isinstance(b, Paragraph)] == [
        ("KẾ HOẠCH", True, True),
        (LONG.strip(), False, False),
    ]


def test_page_numbers_and_running_heads_are_dropped():
    source = (
        "#set page(header: context [#align(center, counter(page).display())], footer: [Dự thảo lần 2 - VP])\n"
        + "#pagebreak()\n".join(f"{name}. {LONG}\n\nĐoạn {name}.\n" for name in "ABC")
    )
    document = read(source)
    assert paragraphs(document) == [
        text for name in "ABC" for text in (f"{name}. {LONG.strip()}", f"Đoạn {name}.")
    ]
    assert [block.place.page for block in document.blocks] == [1, 1, 2, 2, 3, 3]


TABLE = """
#table(columns: (8mm, 60mm, 30mm, 30mm),
  table.header(table.cell(rowspan: 2)[TT], table.cell(rowspan: 2)[Chỉ tiêu],
    table.cell(colspan: 2)[Mục tiêu], [2026], [2030]),
  ROWS)
"""


def test_ruled_tables_with_merged_heads():
    document = read(
        LONG
        + TABLE.replace("ROWS", "[1], [Tỷ lệ người dân có tài khoản định danh điện tử], [≥ 70%], [100%]")
        + "Hết."
    )
    assert tables(document) == [
        [
            ["TT", "Chỉ tiêu", "Mục tiêu", "Mục tiêu"],
            ["TT", "Chỉ tiêu", "2026", "2030"],
            ["1", "Tỷ lệ người dân có tài khoản định danh điện tử", "≥ 70%", "100%"],
        ]
    ]
    block = next(block for block in document.blocks if isinstance(block, Table))
    assert [[cell.merged for cell in row] for row in block.rows] == [
        [False, False, False, True],
        [True, True, False, False],
        [False, False, False, False],
    ]
    assert paragraphs(document) == [LONG.strip(), "Hết."]


def test_a_table_over_pages_is_one_and_its_cut_row_whole():
    rows = ",".join(
        f"[{i}], [Chỉ tiêu số {i} có tên dài vừa đủ hai dòng của ô], [{i}%], [{i + 1}%]" for i in range(1, 61)
    )
    document = read(TABLE.replace("ROWS", rows))
    [rows_read] = tables(document)
    assert (document.pages or 0) > 1
    assert rows_read[2:] == [
        [str(i), f"Chỉ tiêu số {i} có tên dài vừa đủ hai dòng của ô", f"{i}%", f"{i + 1}%"]
        for i in range(1, 61)
    ]


def test_a_row_that_the_page_cuts_is_healed():
    filler = "#v(222mm)\n"
    table = (
        f"#table(columns: (10mm, 40mm, 20mm), [TT], [Chỉ tiêu], [2030], [1], [{LONG}], [5%], [2], [B], [6%])"
    )
    [rows] = tables(read(filler + table))
    assert rows == [["TT", "Chỉ tiêu", "2030"], ["1", LONG.strip(), "5%"], ["2", "B", "6%"]]


def test_bullets_in_cells_keep_their_lines():
    cell = "[Xây dựng:\\ \\- Đề án thứ nhất;\\ \\- Kế hoạch thứ hai]"
    table = f"#table(columns: (10mm, 60mm), [TT], [Nhiệm vụ], [1], {cell})"
    assert tables(read(table))[0][1] == ["1", "Xây dựng:\n- Đề án thứ nhất;\n- Kế hoạch thứ hai"]


def test_raised_digits_are_superscripts():
    assert paragraphs(read("Tỷ lệ đô thị hóa#super(typographic: false)[2] đạt 50%")) == [
        "Tỷ lệ đô thị hóa² đạt 50%"
    ]


@pytest.mark.parametrize(("turn", "drawn"), [(90, -90), (180, 180), (270, 90)])
def test_turned_pages_read_like_upright_ones(turn, drawn):
    """A landscape annex: drawn sideways on the sheet, and the file says to turn the page."""
    table = TABLE.replace("ROWS", "[1], [Tỷ lệ A], [5%], [6%]")
    data = pdf(f"#rotate({drawn}deg, reflow: true)[#block(width: 150mm)[{LONG * 2}{table}]]")
    file = pdfium.PdfDocument(data)
    file[0].set_rotation(turn)
    out = io.BytesIO()
    file.save(out)
    file.close()
    document = read_document(out.getvalue(), "a.pdf")
    assert paragraphs(document) == [(LONG * 2).strip()]
    assert tables(document)[0][2] == ["1", "Tỷ lệ A", "5%", "6%"]


def test_a_poster_is_refused():
    with pytest.raises(UnreadableError) as caught:
        read_document(pdf("#set page(width: 6200pt, height: 100pt)\nabc"), "a.pdf")
    assert caught.value.code == "page-too-large"


def test_too_many_pages():
    with pytest.raises(UnreadableError) as caught:
        read_document(pdf("#pagebreak()\n" * 5), "a.pdf", limits=Limits(max_pages=3))
    assert caught.value.code == "too-many-pages"


def test_progress_goes_page_by_page():
    seen: list[tuple[int, int, str]] = []
    read_document(pdf("a\n#pagebreak()\nb"), "a.pdf", progress=lambda *step: seen.append(step))
    assert seen == [(1, 2, "Đọc trang PDF"), (2, 2, "Đọc trang PDF")]


def test_a_locked_file_is_refused(monkeypatch):
    """pdfium says by its error code that a password is missing."""
    import pypdfium2.raw as raw

    def locked(*args, **kwargs):
        raise pdfium.PdfiumError("Failed to load document (PDFium: Incorrect password error).")

    monkeypatch.setattr(pdfium, "PdfDocument", locked)
    monkeypatch.setattr(raw, "FPDF_GetLastError", lambda: raw.FPDF_ERR_PASSWORD)
    with pytest.raises(UnreadableError) as caught:
        read_document(pdf("abc"), "a.pdf")
    assert caught.value.code == "encrypted"


def test_a_page_that_is_a_picture_needs_recognition(monkeypatch):
    from cotmoc.reading.formats.scan import ocr, reader

    def missing() -> str:
        raise UnreadableError("Hãy cài Tesseract.", code="no-ocr")

    monkeypatch.setattr(reader, "require_tesseract", missing)
    out = io.BytesIO()
    picture(pdf(LONG), dpi=60).save(out, "PDF")
    with pytest.raises(UnreadableError) as caught:
        read_document(out.getvalue(), "a.pdf")
    assert caught.value.code == "no-ocr"
    assert ocr.LANGUAGE == "vie"
