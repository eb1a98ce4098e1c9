"""Workbooks, read back with another library than the one that wrote them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from python_calamine import CalamineWorkbook
from tests.support.reports import report

from cotmoc.core.errors import InvalidValueError
from cotmoc.writing import workbook
from cotmoc.writing.snapshot import IndicatorRow
from cotmoc.writing.workbook import Sheet, SheetColumn, sheet_name, table_workbook
from cotmoc.writing.xlsx_report import xlsx_bytes

COLUMNS = (SheetColumn("Tên"), SheetColumn("Giá trị", open=True))


def read(data: bytes, sheet: str) -> list[list[object]]:
    return [
        list(row)
        for row in CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(sheet).to_python()
    ]


def xml(data: bytes, member: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(member).decode()


def test_values_keep_their_kind() -> None:
    rows = [
        ("số", 61.4),
        ("ngày", date(2026, 6, 30)),
        ("trống", None),
        ("chữ", "007"),
        ("cũ", date(1890, 1, 2)),
    ]
    got = read(table_workbook([Sheet("A", COLUMNS, rows)]), "A")
    assert got == [
        ["Tên", "Giá trị"],
        ["số", 61.4],
        ["ngày", date(2026, 6, 30)],
        ["trống", ""],
        ["chữ", "007"],
        ["cũ", "2/1/1890"],
    ]


@pytest.mark.parametrize(
    "text", ["=1+1", "+84", "-5", "@SUM(A1)", "{=1}", "https://a.example", "_x0041_", "\t=1"]
)
def test_text_stays_text(text: str) -> None:
    data = table_workbook([Sheet("A", COLUMNS, [(text, text)])])
    assert read(data, "A")[1] == [text.strip(), text.strip()]
    assert "<f>" not in xml(data, "xl/worksheets/sheet1.xml")


def test_set_up_for_paper() -> None:
    data = table_workbook([Sheet("A", (*COLUMNS, SheetColumn("Địa chỉ")), [("a", 1, "b")], printed=2)])
    page = xml(data, "xl/worksheets/sheet1.xml")
    assert 'state="frozen"' in page
    assert 'ySplit="1"' in page
    assert re.search(r'<pageSetup paperSize="9"[^>]* fitToHeight="0" orientation="landscape"', page)
    book = xml(data, "xl/workbook.xml")
    assert "_xlnm.Print_Titles" in book
    assert "A!$1:$1" in book
    assert "A!$A$1:$B$2" in book


def test_a_protected_sheet_opens_only_its_entry_column() -> None:
    data = table_workbook([Sheet("A", COLUMNS, [("a", 1)], protected=True)])
    assert "<sheetProtection" in xml(data, "xl/worksheets/sheet1.xml")
    assert xml(data, "xl/styles.xml").count('locked="0"') == 1  # the entry's format; column A stays locked
    assert "<sheetProtection" not in xml(
        table_workbook([Sheet("A", COLUMNS, [])]), "xl/worksheets/sheet1.xml"
    )


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        ("Chỉ tiêu [2026/2027]:*?\\", "Chỉ tiêu  2026 2027"),
        ("'", "Trang tính"),
        ("", "Trang tính"),
        ("History", "Lịch sử"),
        ("x" * 40, "x" * 31),
    ],
)
def test_names_that_excel_accepts(name: str, accepted: str) -> None:
    assert sheet_name(name) == accepted


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        (list, "tên riêng"),
        (lambda: [Sheet("A", COLUMNS, []), Sheet("a", COLUMNS, [])], "tên riêng"),
        (lambda: [Sheet("A", COLUMNS, [("một",)])], "không đủ số cột"),
    ],
)
def test_what_cannot_be_a_workbook(sheets: Callable[[], list[Sheet]], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        table_workbook(sheets())


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    with pytest.raises(InvalidValueError, match="lọc bớt"):
        table_workbook([Sheet("A", COLUMNS, [("a", 1)] * 3)])


def test_rows_grow_with_their_text() -> None:
    page = xml(
        table_workbook([Sheet("A", COLUMNS, [("dài " * 20, 1), ("ngắn", 1)])]), "xl/worksheets/sheet1.xml"
    )
    heights = [float(height) for height in re.findall(r'<row r="[23]"[^>]* ht="([0-9.]+)"', page)]
    assert heights[0] > 4 * heights[1]


def test_without_a_moment_the_bytes_are_still_the_same() -> None:
    sheets = [Sheet("A", COLUMNS, [("a", 1)])]
    assert table_workbook(sheets) == table_workbook(sheets)
    assert table_workbook(sheets) != table_workbook(sheets, made=datetime(2026, 1, 1, tzinfo=UTC))


def test_sheets_of_the_report() -> None:
    data = xlsx_bytes(report())
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == ["Chỉ tiêu", "Nhiệm vụ", "Thông tin"]
    indicators, tasks, facts = (read(data, name) for name in book.sheet_names)
    assert len(indicators) == 25
    assert indicators[1][4:9] == ["≥ 85,5", 61.4, "Đã đạt", "", "Sở Khoa học và Công nghệ"]
    assert indicators[5][5] == "–"  # missing is shown as missing
    assert tasks[1][5] == date(2026, 6, 30)
    assert tasks[3][7] == "Đỏ đặc biệt"
    assert ["Số, ký hiệu", "12/BC-UBND"] in facts
    assert ["Chỉ tiêu: chậm", 4.0] in facts


def test_the_workbook_holds_the_unrounded_figure() -> None:
    row = IndicatorRow("Chỉ tiêu", value=99.99612345, target_value=100.0, status="late")
    data = xlsx_bytes(report(indicators=(row,), issuer_name=""))
    assert read(data, "Chỉ tiêu")[1][5] == 99.99612345
    assert read(data, "Chỉ tiêu")[1][9] == 100.0
