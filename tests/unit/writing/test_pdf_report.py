"""The PDF, read back: the faces in it, the words, the page numbers, the tables' heads."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest
from tests.support.reports import FONTS, PANGRAM, indicator_rows, party_report, report

from cotmoc.writing.pdf_report import MissingFontError, pdf_bytes
from cotmoc.writing.snapshot import ReportSnapshot

MM = 72 / 25.4


def opened(snapshot: ReportSnapshot) -> pdfplumber.PDF:
    return pdfplumber.open(io.BytesIO(pdf_bytes(snapshot, fonts=FONTS)))


@pytest.fixture(scope="module")
def state() -> pdfplumber.PDF:
    return opened(report())


def faces(pdf: pdfplumber.PDF) -> set[str]:
    return {char["fontname"].split("+")[-1] for page in pdf.pages for char in page.chars}


def test_only_tinos_is_in_it_and_it_is_embedded(state: pdfplumber.PDF) -> None:
    assert faces(state) == {"Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"}
    raw = pdf_bytes(report(), fonts=FONTS)
    assert raw.count(b"/FontFile") >= 4


def test_every_vietnamese_letter_has_a_shape_in_every_face_that_carries_words() -> None:
    row = indicator_rows(1)[0]
    words = " ".join(PANGRAM[i : i + 10] for i in range(0, len(PANGRAM), 10))
    everywhere = type(row)(name=words, note=words, status="late")
    pdf = opened(report(overview=words, subject=words, indicators=(everywhere,)))
    for face in ("Tinos-Regular", "Tinos-Bold", "Tinos-Italic"):
        shown = {
            char["text"] for page in pdf.pages for char in page.chars if char["fontname"].endswith("+" + face)
        }
        assert set(PANGRAM) <= shown, face


def test_header_block(state: pdfplumber.PDF) -> None:
    text = state.pages[0].extract_text()
    for words in ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"):
        assert words in text
    assert "Số: 12/BC-UBND" in text
    assert "Sông Lam, ngày 05 tháng 02 năm 2026" in text
    party = opened(party_report()).pages[0].extract_text()
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in party
    assert "Số 05-BC/TU" in party
    assert "-----" in party


def test_the_longest_usual_names_of_the_header_keep_to_one_line() -> None:
    page = opened(report(issuer=("SỞ KHOA HỌC VÀ CÔNG NGHỆ",), place="Thành phố Hồ Chí Minh")).pages[0]
    lines = page.extract_text().split("\n")
    assert lines[0] == "SỞ KHOA HỌC VÀ CÔNG NGHỆ CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    assert lines[2] == "Số: 12/BC-UBND Thành phố Hồ Chí Minh, ngày 05 tháng 02 năm 2026"


def test_the_text_keeps_to_the_margins_of_the_rule(state: pdfplumber.PDF) -> None:
    for page in state.pages:
        body = [char for char in page.chars if char["text"].strip() and char["top"] > 20 * MM]
        assert min(char["x0"] for char in body) >= 30 * MM - 0.5
        assert max(char["x1"] for char in body) <= page.width - 15 * MM + 0.5
        assert max(char["bottom"] for char in body) <= page.height - 20 * MM + 1


def test_page_numbers_start_on_the_second_page_of_paper_and_annex(state: pdfplumber.PDF) -> None:
    numbers = []
    for page in state.pages:
        top = page.crop((0, 0, page.width, 19 * MM))
        numbers.append(top.extract_text().strip())
        for char in top.chars:
            assert abs((char["x0"] + char["x1"]) / 2 - (30 * MM + page.width - 15 * MM) / 2) < 10
    lying = [page.width > page.height for page in state.pages]
    upright = lying.index(True)
    assert upright >= 3
    assert numbers[:upright] == ["", *(str(n) for n in range(2, upright + 1))]
    assert numbers[upright:] == ["", "2", "", "2"]
    assert all(lying[upright:])


def test_the_head_of_a_table_comes_back_on_every_page() -> None:
    pdf = opened(report(indicators=indicator_rows(36), tasks=(), sources=()))
    pages = [page.extract_text() for page in pdf.pages]
    with_rows = [text for text in pages if "Sở Y tế" in text]
    assert len(with_rows) >= 3
    assert all("Chỉ tiêu Đơn vị" in text for text in with_rows)


def test_body_is_fourteen_points(state: pdfplumber.PDF) -> None:
    sizes = {round(c["size"], 1) for c in state.pages[0].search("triển khai đồng bộ")[0]["chars"]}
    assert sizes == {14.0}


def test_lines_of_a_paragraph_reach_the_right_margin() -> None:
    """Once a paragraph of two lines kept its first one ragged: its block was only as wide as its words."""
    words = "Các cơ quan đã triển khai đồng bộ các nhiệm vụ được giao trong kỳ báo cáo này và đúng hạn"
    page = opened(report(overview=words)).pages[0]
    first = next(line for line in page.extract_text_lines() if line["text"].startswith("Các cơ quan đã"))
    assert abs(first["x1"] - (page.width - 15 * MM)) < 0.5


def test_a_cell_longer_than_a_page_is_printed_to_its_end(state: pdfplumber.PDF) -> None:
    words = " ".join(f"n{number}" for number in range(1500))
    row = type(indicator_rows(1)[0])(name=words)
    pdf = opened(report(indicators=(row,), tasks=(), sources=()))
    assert "n1499" in "".join(page.extract_text() for page in pdf.pages)
    assert (
        max(char["bottom"] for page in pdf.pages for char in page.chars) <= pdf.pages[0].height - 20 * MM + 1
    )


def test_figures_and_links(state: pdfplumber.PDF) -> None:
    assert "861,4" in state.pages[1].extract_text()
    links = {link["uri"] for page in state.pages for link in page.hyperlinks}
    assert "https://cotmoc.example/chi-tieu/0" in links
    assert "https://cotmoc.example/nhiem-vu/19" in links


def test_long_words_stay_in_their_cell() -> None:
    row = indicator_rows(1)[0]
    long = type(row)(name="Chỉ tiêu", owner="https://cotmoc.example/" + "x" * 60, status="late")
    page = opened(report(indicators=(long,), tasks=(), sources=())).pages[0]
    assert max(char["x1"] for char in page.chars) <= page.width - 15 * MM


def test_markup_is_printed_not_obeyed() -> None:
    words = '#panic("x") $a$ *b* _c_ `d` <e> @f \\ // g /* h */ [i] {j} = k'
    text = opened(report(overview=words)).pages[0].extract_text().replace("\n", " ")
    assert '#panic("x") $a$ *b* _c_ `d` <e> @f \\ // g /* h */ [i] {j} = k' in text


def test_metadata_tell_the_title(state: pdfplumber.PDF) -> None:
    assert state.metadata["Title"].startswith("Báo cáo Kết quả")
    assert state.metadata["CreationDate"].startswith("D:20260205013000")


def test_missing_faces_are_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(MissingFontError, match=r"Tinos_700Bold\.ttf.*make setup"):
        pdf_bytes(report(), fonts=tmp_path)
