"""Tables of figures: the bytes of a CSV file or a workbook → one sheet of cells with their real row numbers."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import PurePath

from cotmoc.core.errors import UnreadableError
from cotmoc.core.text import fold, normalise
from cotmoc.reading.formats.archive import Archive
from cotmoc.reading.formats.limits import Limits

MAX_ROWS, MAX_COLUMNS = 100_000, 200
_OLE = b"\xd0\xcf\x11\xe0"
_SAVE_AS = "Hãy mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi tải lại."

Cell = str | float | date | None


@dataclass(frozen=True)
class Row:
    """A row as the spreadsheet numbers it, from 1; `cells` has one value a column, None where it is empty."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return all(cell is None for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """One table: `name` of the sheet (empty for CSV) and its rows, head and titles included."""

    name: str
    rows: tuple[Row, ...]


def read_sheets(data: bytes, filename: str, limits: Limits | None = None) -> tuple[Sheet, ...]:
    """The sheets of a workbook, or the one of a CSV file, judged by content and not by name.

    Raises UnreadableError: empty, locked, macro, damaged or too large files, with what to do.
    """
    limits = limits or Limits()
    limits.check_bytes(len(data))
    if not data.strip():
        raise UnreadableError("Tệp không có nội dung. Hãy chọn lại tệp số liệu.", code="empty")
    if data.startswith(_OLE):
        raise UnreadableError(
            f"Tệp Excel đời cũ (.xls) hoặc có mật khẩu chưa đọc được. {_SAVE_AS}", code="old-format"
        )
    if data.startswith(b"PK"):
        return _workbook(data, limits)
    if b"%PDF-" in data[:1024] or b"\0\0\0" in data[:1024].replace(b"\xff\xfe", b""):
        raise UnreadableError(
            f"Tệp '{PurePath(filename).name}' không phải bảng số liệu. {_SAVE_AS}", code="unknown-format"
        )
    return (_csv(_decode(data)),)


def column_name(index: int) -> str:
    """The letter of a column, from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _workbook(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    names = Archive(data, limits, ".xlsx").names()
    if "xl/vbaProject.bin" in names:
        raise UnreadableError(f"Tệp có macro nên không nhận. {_SAVE_AS}", code="macro")
    if not any(name.startswith("xl/") for name in names):
        raise UnreadableError(f"Tệp không phải bảng tính Excel. {_SAVE_AS}", code="unknown-format")
    # Imported here: the command that reads directives does not need it.
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible]
        return tuple(_sheet(name, book.get_sheet_by_name(name)) for name in shown)
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise UnreadableError(
            f"Tệp Excel bị hỏng hoặc chưa tải lên đủ. {_SAVE_AS}", code="truncated"
        ) from error


def _sheet(name: str, sheet: object) -> Sheet:
    first, _ = sheet.start or (0, 0)  # type: ignore[attr-defined]
    if sheet.total_height > MAX_ROWS or sheet.total_width > MAX_COLUMNS:  # type: ignore[attr-defined]
        raise _too_large()
    listed = sheet.to_python(skip_empty_area=False)  # type: ignore[attr-defined]
    del first
    return Sheet(
        name, tuple(Row(number, tuple(_cell(value) for value in row)) for number, row in enumerate(listed, 1))
    )


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (time, timedelta)):
        return str(value)
    return normalise(str(value)) or None if value is not None else None


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableError(
            "Tệp CSV không dùng bảng mã UTF-8. Hãy lưu lại dạng 'CSV UTF-8' hoặc .xlsx rồi tải lại.",
            code="encoding",
        ) from error


def _csv(text: str) -> Sheet:
    head = text[:10_000]
    delimiter = max(";\t,", key=head.count)
    rows = []
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False), 1
        ):
            if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise _too_large()
            rows.append(Row(number, tuple(normalise(cell) or None for cell in cells)))
    except csv.Error as error:
        raise UnreadableError(f"Tệp CSV sai khuôn dạng ({error}). {_SAVE_AS}", code="csv") from error
    return Sheet("", tuple(rows))


def _too_large() -> UnreadableError:
    return UnreadableError(
        f"Bảng có hơn {MAX_ROWS} hàng hoặc {MAX_COLUMNS} cột. Hãy tách thành nhiều tệp, hoặc nhập bằng lệnh cotmoc.",
        code="too-many-rows",
    )


def find_head(
    sheet: Sheet, known: dict[str, tuple[str, ...]], need: tuple[str, ...]
) -> tuple[int, dict[str, int]] | None:
    """Where the heading row stands among the first 20 rows, and the column of each field.

    `known` maps a field to the headings it may bear; they are compared folded. A row is the head when it has every
    field of `need`.
    """
    wanted = {fold(title): field for field, titles in known.items() for title in titles}
    for place, row in enumerate(sheet.rows[:20]):
        columns: dict[str, int] = {}
        for index, cell in enumerate(row.cells):
            field = wanted.get(fold(cell).strip(" *:")) if isinstance(cell, str) else None
            if field is not None:
                columns.setdefault(field, index)
        if all(field in columns for field in need):
            return place, columns
    return None
