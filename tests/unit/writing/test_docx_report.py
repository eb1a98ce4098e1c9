"""The Word file, read back with python-docx: what Decree 30 asks for, and what Word needs to do it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Length, Mm
from tests.support.reports import PANGRAM, indicator_rows, party_report, report, task_rows

from cotmoc.writing.docx_report import docx_bytes
from cotmoc.writing.snapshot import ReportSnapshot


def opened(snapshot: ReportSnapshot) -> Document:
    return docx.Document(io.BytesIO(docx_bytes(snapshot)))


@pytest.fixture(scope="module")
def state() -> Document:
    return opened(report())


@pytest.fixture(scope="module")
def party() -> Document:
    return opened(party_report())


def lines(document: Document, table: int, row: int, cell: int) -> list[str]:
    return [p.text for p in document.tables[table].rows[row].cells[cell].paragraphs if p.text]


def millimetres(*lengths: Length | None) -> list[int]:
    return [round(length.mm) for length in lengths if length is not None]


def test_header_block_of_a_state_paper(state: Document) -> None:
    assert lines(state, 0, 0, 0) == ["ỦY BAN NHÂN DÂN", "TỈNH SÔNG LAM"]
    assert lines(state, 0, 0, 1) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]
    assert lines(state, 0, 1, 0) == ["Số: 12/BC-UBND"]
    assert lines(state, 0, 1, 1) == ["Sông Lam, ngày 05 tháng 02 năm 2026"]
    assert [p.text for p in state.paragraphs[:2]] == ["BÁO CÁO", report().subject]


def test_header_block_of_a_party_paper(party: Document) -> None:
    assert lines(party, 0, 0, 0) == ["ĐẢNG BỘ TỈNH", "TỈNH ỦY SÔNG LAM", "*"]
    assert lines(party, 0, 0, 1) == ["ĐẢNG CỘNG SẢN VIỆT NAM"]
    assert lines(party, 0, 1, 0) == ["Số 05-BC/TU"]
    assert party.paragraphs[2].text == "-----"
    assert party.styles["Body Text"].paragraph_format.line_spacing.pt == 19
    assert round(party.styles["Body Text"].paragraph_format.first_line_indent.mm) == 10


def test_the_header_has_no_borders_but_its_lines(state: Document, party: Document) -> None:
    header = state.tables[0]._tbl
    assert not header.findall(".//" + qn("w:tblBorders"))
    assert header.tblPr.find(qn("w:tblStyle")) is None
    assert len(header.findall(".//" + qn("w:pBdr"))) == 2  # under the issuer and under the motto
    assert len(party.tables[0]._tbl.findall(".//" + qn("w:pBdr"))) == 1


def test_page_of_the_rule(state: Document) -> None:
    first = state.sections[0]
    assert millimetres(first.page_width, first.page_height) == [210, 297]
    margins = (first.top_margin, first.right_margin, first.bottom_margin, first.left_margin)
    assert millimetres(*margins) == [20, 15, 20, 30]


def test_annexes_lie_on_their_side_and_count_anew(state: Document) -> None:
    assert len(state.sections) == 3
    for section in list(state.sections)[1:]:
        assert millimetres(section.page_width, section.page_height) == [297, 210]
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    assert state.sections[0]._sectPr.find(qn("w:pgNumType")) is None


def test_the_page_number_is_a_centred_field_from_page_two(state: Document) -> None:
    first = state.sections[0]
    field = first.header.paragraphs[0]._p.find(qn("w:fldSimple"))
    assert field.get(qn("w:instr")) == "PAGE"
    assert first.header.paragraphs[0].style.paragraph_format.alignment == 1
    assert all(section.different_first_page_header_footer for section in state.sections)
    assert "".join(p.text for p in first.first_page_header.paragraphs) == ""


def test_tables_repeat_their_head_and_keep_rows_whole(state: Document) -> None:
    # The first and the last of the upright pages are frames: header and signature.
    tables = [table for table in state.tables if table.style and table.style.name == "Table Grid"]
    assert len(tables) == 5
    for table in tables:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in rows[1:])
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)


def test_a_row_longer_than_a_page_may_break() -> None:
    rows = task_rows(1)
    document = opened(
        report(tasks=(type(rows[0])(text="dài " * 400, state="x", state_label="X"),), indicators=())
    )
    annex = document.tables[-1]._tbl.tr_lst
    assert [row.trPr is not None and row.trPr.find(qn("w:cantSplit")) is not None for row in annex] == [
        True,
        False,
    ]


def test_figures_stand_in_the_indicator_table(state: Document) -> None:
    rows = [[cell.text for cell in row.cells] for row in state.tables[1].rows]
    assert rows[0] == ["TT", "Chỉ tiêu", "Đơn vị", "Mục tiêu năm", "Kết quả", "Đánh giá", "Chủ trì"]
    assert rows[1] == ["Chính quyền số"] * 7
    assert rows[2][3:6] == ["≥ 85,5", "61,4", "Đã đạt"]
    assert rows[5][5] == "Chậm 5 tháng"
    assert rows[6][4:6] == ["–", "Chưa có số liệu"]
    assert rows[15][4] == "1.261,4"
    assert len(rows) == 1 + 24 + 2


def test_a_figure_leads_back_to_its_page(state: Document) -> None:
    anchor = state.tables[1].rows[2].cells[4].paragraphs[0]._p.find(qn("w:hyperlink"))
    relation = state.part.rels[anchor.get(qn("r:id"))]
    assert (relation.is_external, relation.target_ref) == (True, "https://cotmoc.example/chi-tieu/0")


def test_every_style_is_black_times_new_roman(state: Document) -> None:
    defaults = state.styles.element.find(qn("w:docDefaults"))
    faces = [
        *defaults.iter(qn("w:rFonts")),
        *(f for name in used_styles(state) for f in style_fonts(state, name)),
    ]
    assert {face.get(qn("w:ascii")) for face in faces} == {"Times New Roman"}
    assert all(face.get(qn("w:asciiTheme")) is None for face in faces)
    assert {state.styles[name].font.color.rgb for name in used_styles(state)} <= {
        None,
        docx.shared.RGBColor(0, 0, 0),
    }
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == "vi-VN"


def used_styles(document: Document) -> set[str]:
    cells = [c for t in document.tables for row in t.rows for c in row.cells]
    everywhere = [*document.paragraphs, *(p for cell in cells for p in cell.paragraphs)]
    return {p.style.name for p in everywhere if p.style and p.style.name}


def style_fonts(document: Document, name: str) -> list[Any]:
    return list(document.styles[name].element.iter(qn("w:rFonts")))


def test_sizes_of_the_rule(state: Document) -> None:
    sizes = {
        name: state.styles[name].font.size.pt for name in ("Body Text", "Heading 1", "Title", "Recipients")
    }
    assert sizes == {"Body Text": 14, "Heading 1": 14, "Title": 14, "Recipients": 11}
    assert state.styles["Body Text"].paragraph_format.alignment == 3
    assert state.tables[0].rows[0].cells[1].paragraphs[0].runs[0].font.size.pt == 12


def test_recipients_left_signature_right(state: Document, party: Document) -> None:
    foot = next(t for t in state.tables if "Nơi nhận:" in t.rows[0].cells[0].text)
    left, right = foot.rows[0].cells
    assert left.text.split("\n") == ["Nơi nhận:", "- Như trên;", "- Các sở, ban, ngành;", "- Lưu: VT, TH."]
    assert right.text.split("\n") == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Nguyễn Văn Bền"]
    assert left.paragraphs[0].runs[0].bold
    assert left.paragraphs[0].runs[0].italic
    party_foot = next(t for t in party.tables if "Nơi nhận:" in t.rows[0].cells[0].text).rows[0].cells
    assert party_foot[0].paragraphs[0].runs[0].underline
    assert [p.runs[0].bold for p in party_foot[1].paragraphs] == [True, False, None]


def test_properties_tell_title_and_the_frozen_moment(state: Document) -> None:
    core = state.core_properties
    assert core.title.startswith("Báo cáo Kết quả thực hiện")
    assert core.author == "Ủy ban nhân dân tỉnh Sông Lam"
    assert core.created == core.modified == report().generated_at


def test_every_vietnamese_letter_and_sign_arrives() -> None:
    document = opened(report(overview=f"{PANGRAM} <w:b> & \" ' ]]> \\u {{{{}}}} 🙂"))
    assert any(p.text == f"{PANGRAM} <w:b> & \" ' ]]> \\u {{{{}}}} 🙂" for p in document.paragraphs)


def test_a_report_without_people_or_tables() -> None:
    empty = report(recipients=(), to=(), indicators=(), tasks=(), sources=(), basis="", subject="")
    document = opened(empty)
    assert len(document.tables) == 2
    assert "Nơi nhận" not in document.tables[-1].rows[0].cells[0].text


def test_columns_are_as_wide_as_the_paper_says(state: Document) -> None:
    """Once Word drew both columns of the header alike: the cells still said half and half."""
    for table in state.tables:
        grid = [column.width for column in table.columns]
        for row in table._tbl.tr_lst:
            spans = [(cell.grid_offset, cell.grid_span, cell.width) for cell in row.tc_lst]
            for start, span, width in spans:
                assert abs(sum(grid[start : start + span]) - width) <= Mm(0.1)
    assert [round(column.width.mm) for column in state.tables[0].columns] == [66, 99]
    assert [round(column.width.mm) for column in state.tables[1].columns] == [9, 49, 18, 20, 19, 26, 24]


# The order in which WordprocessingML wants the children; Word refuses a file that keeps another.
ORDER = {
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar vAlign",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs color sz szCs u lang",
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid",
}


def test_children_stand_in_the_order_word_wants(state: Document, party: Document) -> None:
    for document in (state, party):
        for root in (document.element, document.styles.element, document.sections[0].header._element):
            for parent, order in ORDER.items():
                for node in root.iter(qn(f"w:{parent}")):
                    names = [child.tag.split("}")[1] for child in node]
                    assert names == sorted(names, key=order.split().index), names


def test_word_is_told_that_it_is_vietnamese(state: Document) -> None:
    settings = state.settings.element
    assert settings.find(qn("w:themeFontLang")).get(qn("w:val")) == "vi-VN"
    assert settings.find(qn("w:decimalSymbol")).get(qn("w:val")) == ","
    mode = [
        node for node in settings.iter(qn("w:compatSetting")) if node.get(qn("w:name")) == "compatibilityMode"
    ]
    assert [node.get(qn("w:val")) for node in mode] == ["15"]


def test_styles_that_are_named_exist(state: Document) -> None:
    known = {style.style_id for style in state.styles}
    named = {
        node.get(qn("w:val"))
        for root in (state.element, state.styles.element)
        for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
        for node in root.iter(qn(f"w:{tag}"))
    }
    assert named <= known


def test_no_trace_of_the_template(state: Document) -> None:
    with zipfile.ZipFile(io.BytesIO(docx_bytes(report(indicators=indicator_rows(2), tasks=())))) as file:
        unused = ("thumbnail", "numbering", "customXml", "stylesWithEffects")
        assert not [name for name in file.namelist() if any(word in name for word in unused)]
        assert {member.date_time for member in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_changed_figure_changes_that_cell_and_nothing_else(state: Document) -> None:
    rows = list(report().indicators)
    rows[3] = replace(rows[3], value=77.25, value_text="")
    before, after = (all_texts(document) for document in (state, opened(report(indicators=tuple(rows)))))
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert changed == [("361,4", "77,25")] * 2  # in section II and in the annex of sources


def all_texts(document: Document) -> list[str]:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return [p.text for p in document.paragraphs] + cells
