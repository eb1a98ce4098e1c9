"""Tables of figures are read as a spreadsheet shows them, or refused with what to do."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter
from tests.support.files import package

from cotmoc.core.errors import UnreadableError
from cotmoc.reading.formats.limits import Limits
from cotmoc.reading.sheets import Row, Sheet, find_head, read_sheets

_HEAD = ("Mã", "Kỳ", "Giá trị")
_MANY = b"<worksheet><sheetData><row>" + b"<c><v>1</v></c>" * 300
KNOWN = {"code": ("Mã chỉ tiêu", "Mã"), "unit": ("Đơn vị",), "value": ("Giá trị",)}


def book(fill: Callable[[Any, Any], None]) -> bytes:
    """A workbook of one sheet that `fill(book, sheet)` writes."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        fill(made, made.add_worksheet("Số liệu"))
    return out.getvalue()


def rows(data: bytes, name: str = "a.xlsx") -> list[tuple[object, ...]]:
    return [row.cells for row in read_sheets(data, name)[0].rows]


def sheet(*cells: tuple[Any, ...]) -> Sheet:
    return Sheet("", tuple(Row(number, row) for number, row in enumerate(cells, 1)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mã;Giá trị\nCT-01;85,5\n", [("Mã", "Giá trị"), ("CT-01", "85,5")]),
        ("Mã\tGiá trị\nCT-01\t85,5\n", [("Mã", "Giá trị"), ("CT-01", "85,5")]),
        ('Mã,Giá trị\nCT-01,"85,5"\n', [("Mã", "Giá trị"), ("CT-01", "85,5")]),
        ("Số liệu tháng 5, 2026\nMã;Kỳ;Giá trị\nA;5;1,5\n", [("Số liệu tháng 5, 2026",), _HEAD, ("A", "5", "1,5")]),
        ("Mã;Giá trị\n\nCT-01;\n", [("Mã", "Giá trị"), (), ("CT-01", None)]),
        ('Mã;Tên\nA;"hai\ndòng"\nB;x\n', [("Mã", "Tên"), ("A", "hai\ndòng"), ("B", "x")]),
        ("một cột\n", [("một cột",)]),
    ],
)  # fmt: skip
def test_csv_by_whatever_parts_its_columns(text: str, expected: list[tuple[object, ...]]) -> None:
    assert rows(text.encode()) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le-bom"])
def test_csv_in_the_encodings_that_excel_writes(encoding: str) -> None:
    text = "Mã\tĐơn vị\nCT-01\tXã Vân Thạch\n"
    data = b"\xff\xfe" + text.encode("utf-16-le") if encoding.endswith("bom") else text.encode(encoding)
    assert rows(data, "a.csv")[1] == ("CT-01", "Xã Vân Thạch")


def test_a_workbook_keeps_its_row_numbers_and_kinds() -> None:
    def fill(made: Any, page: Any) -> None:
        page.write("B3", "Mã")
        page.write("C5", 85.5)
        page.write_datetime("D5", datetime(2026, 5, 1), made.add_format({"num_format": "d/m/yyyy"}))  # noqa: DTZ001
        page.write_boolean("E5", True)
        page.write_datetime("F5", datetime(1900, 1, 1, 12), made.add_format({"num_format": "hh:mm"}))  # noqa: DTZ001

    found = read_sheets(book(fill), "a.xlsx")[0]
    assert [row.number for row in found.rows] == [1, 2, 3, 4, 5]
    assert found.rows[0].is_empty
    assert found.rows[2].cells[1] == "Mã"
    assert found.rows[4].cells[2:5] == (85.5, date(2026, 5, 1), "có")
    assert found.rows[4].cell(99) is None
    assert found.rows[4].cell(None) is None


@pytest.mark.parametrize("shown", ["0%", "0.00%", '0.0"%"', "#,##0.0 %", "0.0"])
def test_a_share_is_the_number_that_is_shown(shown: str) -> None:
    """85,5% in Excel is stored as 0.855; a percent sign in quotes is only text."""
    data = book(lambda made, page: page.write(1, 1, 0.855, made.add_format({"num_format": shown})))
    is_share = "%" in shown and '"' not in shown
    assert rows(data)[1][1] == (85.5 if is_share else 0.855)


def test_a_formula_counts_as_what_was_computed_last() -> None:
    data = book(lambda _, page: page.write_formula("A1", "=1+1", None, 2))
    assert rows(data) == [(2.0,)]


def test_hidden_sheets_are_left_out() -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        made.add_worksheet("Một").write("A1", "a")
        hidden = made.add_worksheet("Hai")
        hidden.write("A1", "b")
        hidden.hide()
    assert [found.name for found in read_sheets(out.getvalue(), "a.xlsx")] == ["Một"]


def workbook_with(**parts: bytes) -> bytes:
    """A good workbook with some parts replaced or added (`__` stands for "/", `_xml` for ".xml")."""
    with zipfile.ZipFile(io.BytesIO(book(lambda _, page: page.write("A1", "Mã")))) as made:
        entries = {name: made.read(name) for name in made.namelist()}
    renamed = {
        name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"): data
        for name, data in parts.items()
    }
    return package({**entries, **renamed})


_FAR = b"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">%s<v>1</v></c></row></sheetData></worksheet>"""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b";;;\n;;\n", "empty"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old-format"),
        (b"%PDF-1.7 ...", "unknown-format"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "unknown-format"),
        ("Mã;Giá trị".encode("utf-16-le"), "unknown-format"),
        ("Giá".encode("latin-1"), "encoding"),
        (b"\xff\xfe\x00", "encoding"),
        (b"PK\x03\x04 not a zip", "truncated"),
        (package({"word/document.xml": b"<x/>"}), "unknown-format"),
        (package({"xl/workbook.xml": b"<x/>"}), "truncated"),
        (package({"xl/workbook.xml": b"<x/>", "xl/vbaProject.bin": b"x"}), "macro"),
        (package({"xl/workbook.xml": bytes(30_000_000)}), "zip-bomb"),
        (workbook_with(xl__workbook_xml=b"not xml"), "truncated"),
        (workbook_with(xl__worksheets__sheet1_xml=_FAR % b'<c r="XFD1048576">'), "too-many-rows"),
        (workbook_with(xl__worksheets__sheet1_xml=_FAR % b"<c>"), "too-many-rows"),
        (workbook_with(xl__worksheets__sheet1_xml=_MANY), "too-many-rows"),
        (("a;" * 300).encode(), "too-many-rows"),
        (b"a\n" * 100_001, "too-many-rows"),
        (b'"' + b"x" * 200_000, "csv"),
        (b"x" * 1001, "too-large"),
    ],
)  # fmt: skip
def test_what_is_no_table_is_refused_with_what_to_do(data: bytes, code: str) -> None:
    limits = Limits(max_bytes=1000) if code == "too-large" else Limits(max_unpacked=20_000_000)
    with pytest.raises(UnreadableError) as caught:
        read_sheets(data, "so-lieu.xlsx", limits)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_a_panic_of_the_reader_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    import python_calamine

    class PanicException(BaseException):
        pass

    class Book:
        @staticmethod
        def from_filelike(_: object) -> None:
            raise PanicException

    good = book(lambda _, page: page.write("A1", "x"))
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", Book)
    with pytest.raises(UnreadableError, match="bị hỏng"):
        read_sheets(good, "a.xlsx")
    monkeypatch.setattr(
        Book, "from_filelike", staticmethod(lambda _: (_ for _ in ()).throw(KeyboardInterrupt))
    )
    with pytest.raises(KeyboardInterrupt):
        read_sheets(good, "a.xlsx")


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (sheet(("Giá trị", "Mã", "Đơn vị")), (0, {"value": 0, "code": 1, "unit": 2})),
        (sheet(("BIỂU SỐ LIỆU",), (), (" mã CHỈ tiêu * ", "GIÁ TRỊ\n(%)")), (2, {"code": 0, "value": 1})),
        (sheet(("Mã", "Giá trị", "Giá trị")), (0, {"code": 0, "value": 1})),
        (sheet(("Mã", "khác")), None),
        (sheet((1.0, None)), None),
        (sheet(*[("x",)] * 20, ("Mã", "Giá trị")), None),
    ],
)
def test_the_head_is_found_in_any_order_and_wording(
    table: Sheet, expected: tuple[int, dict[str, int]] | None
) -> None:
    head = find_head(table, KNOWN, (("code",), ("value",)))
    assert (head and (head.place, dict(head.columns))) == expected


def test_the_head_keeps_the_words_it_bears() -> None:
    head = find_head(sheet(("mã", "Giá trị\n(%)")), KNOWN, (("code",), ("value",)))
    assert head is not None
    assert head.titles == {"code": "mã", "value": "Giá trị (%)"}
