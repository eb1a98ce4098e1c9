"""Whatever the bytes: a table, or a sentence a person can act on."""

from __future__ import annotations

import csv
import io
import zipfile
from functools import cache

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.support.files import package

from cotmoc.core.errors import CotmocError
from cotmoc.core.text import normalise
from cotmoc.reading.formats.limits import Limits
from cotmoc.reading.sheets import Sheet, find_head, read_sheets

SMALL = Limits(max_bytes=2_000_000, max_unpacked=20_000_000)
# A cell that a table writes and reads back: no line ends and nothing that intake takes away.
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=12).map(
    lambda text: normalise(text).replace("\n", " ")
)
tables = st.lists(st.lists(words, min_size=2, max_size=5), min_size=1, max_size=8).filter(
    lambda rows: any(cell for row in rows for cell in row)
)


@cache
def workbook() -> dict[str, bytes]:
    """The parts of a good workbook with text, numbers, shares, dates and a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("Số liệu")
        page.write_row(0, 0, ["Mã chỉ tiêu", "Đơn vị", "Kỳ", "Giá trị"])
        page.write_row(1, 0, ["CT-01", "S1", "2026-05"])
        page.write_number(1, 3, 0.855, book.add_format({"num_format": "0.0%"}))
        page.write_formula(2, 3, "=D2*2", None, 1.71)
    with zipfile.ZipFile(io.BytesIO(out.getvalue())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read(data: bytes) -> tuple[Sheet, ...] | None:
    """The sheets, or None when they were refused with a sentence."""
    try:
        return read_sheets(data, "so-lieu.xlsx", SMALL)
    except CotmocError:
        return None


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read(data)
    read(b"PK\x03\x04" + data)
    read(b"\xff\xfe" + data)


@given(st.text(max_size=300))
def test_any_text(text: str) -> None:
    for sheet in read(text.encode("utf-8", "surrogatepass")) or ():
        find_head(sheet, {"code": ("Mã",)}, (("code",),))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_workbook(data: st.DataObject) -> None:
    """Parts cut, overwritten or left out, in a zip that is in order itself."""
    parts = dict(workbook())
    for _ in range(data.draw(st.integers(1, 3))):
        name = data.draw(st.sampled_from(sorted(parts)))
        whole = parts[name]
        start = data.draw(st.integers(0, len(whole)))
        end = data.draw(st.integers(start, min(len(whole), start + 30)))
        parts[name] = whole[:start] + data.draw(st.binary(max_size=12)) + whole[end:]
    if data.draw(st.booleans()):
        parts.pop(data.draw(st.sampled_from(sorted(parts))))
    read(package(parts))


@given(st.data())
def test_a_damaged_archive(data: st.DataObject) -> None:
    whole = bytearray(package(workbook()))
    for _ in range(data.draw(st.integers(1, 5))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    read(bytes(whole[: data.draw(st.integers(1, len(whole)))]))


@given(tables, st.sampled_from(";\t,"))
def test_what_a_table_writes_is_read_back(rows: list[list[str]], mark: str) -> None:
    width = max(map(len, rows))
    even = [row + ["x"] * (width - len(row)) for row in rows]
    out = io.StringIO()
    # Every cell is quoted, so that no mark in a cell can be taken for one between cells.
    csv.writer(out, delimiter=mark, quoting=csv.QUOTE_ALL).writerows(even)
    (sheet,) = read_sheets(out.getvalue().encode("utf-8-sig"), "a.csv")
    assert [list(row.cells) for row in sheet.rows] == [[cell or None for cell in row] for row in even]
