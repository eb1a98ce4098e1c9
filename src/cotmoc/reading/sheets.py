"""Tables of figures: the bytes of a CSV file or a workbook → sheets of cells with their real row numbers."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from pathlib import PurePath

from cotmoc.core.errors import SecretMarkError, UnreadableError
from cotmoc.core.sentence import say
from cotmoc.core.text import fold, normalise
from cotmoc.reading.formats.archive import Archive
from cotmoc.reading.formats.limits import Limits
from cotmoc.reading.formats.sheetparts import Cells, SheetParts
from cotmoc.reading.secrecy import Mark, is_lifted, mark_at_edge, mark_in_text

MAX_ROWS, MAX_COLUMNS = 100_000, 200
# Titles and notes above the head of a table.
HEAD_WITHIN = 20
_TITLE_CELLS = 3  # a row with more is the head of a table
# A table of figures is small; a workbook of this size is something else.
LIMITS = Limits(max_bytes=20 * 1024 * 1024, max_unpacked=100 * 1024 * 1024)
_OLE = b"\xd0\xcf\x11\xe0"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_AS = say("Hãy mở bằng Excel hoặc LibreOffice, lưu lại dạng .xlsx rồi tải lại.")
_QUOTED = re.compile(r'"[^"]*"')
_BRACKETS = re.compile(r"\(.*?\)")

Cell = str | float | date | None


@dataclass(frozen=True)
class Row:
    """A row as the spreadsheet numbers it, from 1; `cells` has one value a column, None where it is empty."""

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_empty(self) -> bool:
        return all(cell is None for cell in self.cells)

    def cell(self, index: int | None) -> Cell:
        """The value in a column; None where the row is shorter or the table has no such column."""
        return self.cells[index] if index is not None and index < len(self.cells) else None


@dataclass(frozen=True)
class Sheet:
    """One table: `name` of the sheet (empty for CSV) and its rows, head and titles included."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Head:
    """The row of headings: its place in `sheet.rows`, the column of each field and the heading it really bears."""

    place: int
    columns: Mapping[str, int]
    titles: Mapping[str, str]


def read_sheets(data: bytes, filename: str, limits: Limits = LIMITS) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook, or the one of a CSV file, judged by content and not by name.

    Of formulas the values that were computed last; a cell shown in per cent is the number shown (0.855 → 85.5).
    Raises UnreadableError: empty, locked, macro, damaged or too large files, with what to do; SecretMarkError: a mark
    of state secrecy above a table.
    """
    limits.check_bytes(len(data))
    if not data.strip():
        raise UnreadableError(say("Tệp không có nội dung. Hãy chọn lại tệp số liệu."), code="empty")
    if data.startswith(_OLE):
        raise UnreadableError(
            say("Tệp Excel đời cũ (.xls) hoặc có mật khẩu chưa đọc được. %(remedy)s", remedy=_SAVE_AS),
            code="old-format",
        )
    if (mark := mark_in_text(PurePath(filename).stem)) is not None:
        raise SecretMarkError(mark.degree, say("ở tên tệp"))
    sheets = _workbook(data, limits) if data.startswith(b"PK") else (_csv(_decode(data, filename)),)
    if all(row.is_empty for sheet in sheets for row in sheet.rows):
        raise UnreadableError(
            say("Bảng trong tệp không có ô nào có nội dung. Hãy chọn lại tệp."), code="empty"
        )
    if (mark := mark_at_head(sheets)) is not None:
        raise SecretMarkError(mark.degree, mark.where)
    return sheets


def mark_at_head(sheets: Iterable[Sheet]) -> Mark | None:
    """The mark of state secrecy above the tables: a cell that is a mark or a label and nothing else."""
    for sheet in sheets:
        above = takewhile(lambda row: sum(map(bool, row.cells)) <= _TITLE_CELLS, sheet.rows[:HEAD_WITHIN])
        cells = [str(cell) for row in above for cell in row.cells if cell]
        if not is_lifted(cells) and (
            found := mark_at_edge(cells, say("ở đầu trang tính %(name)s", name=sheet.name))
        ):
            return found
    return None


def find_table(
    sheets: Iterable[Sheet], known: Mapping[str, Sequence[str]], need: Sequence[Sequence[str]]
) -> tuple[Head, list[Row]] | None:
    """The head of the first sheet that has one and its rows that are not blank; None where no sheet has a head."""
    for sheet in sheets:
        if (head := find_head(sheet, known, need)) is not None:
            return head, [row for row in sheet.rows[head.place + 1 :] if not row.is_empty]
    return None


def find_head(sheet: Sheet, known: Mapping[str, Sequence[str]], need: Sequence[Sequence[str]]) -> Head | None:
    """The row of headings among the first rows; None where there is none.

    `known` maps a field to the headings it may bear, compared without diacritics, brackets and marks. A row is the
    head when of each group of `need` it has at least one field.
    """
    wanted = {_heading(title): field for field, titles in known.items() for title in titles}
    for place, row in enumerate(sheet.rows[:HEAD_WITHIN]):
        columns: dict[str, int] = {}
        titles: dict[str, str] = {}
        for index, cell in enumerate(row.cells):
            field = wanted.get(_heading(cell)) if isinstance(cell, str) else None
            if field is not None and field not in columns:
                columns[field], titles[field] = index, " ".join(str(cell).split())
        if all(any(field in columns for field in group) for group in need):
            return Head(place, columns, titles)
    return None


def _heading(written: str) -> str:
    """A heading to compare: "Giá trị\n(%) *" → "gia tri"."""
    return " ".join(_BRACKETS.sub(" ", fold(written)).split()).strip(" *:.")


def _workbook(data: bytes, limits: Limits) -> tuple[Sheet, ...]:
    parts = SheetParts(Archive(data, limits, ".xlsx"))
    if parts.has_macros:
        raise UnreadableError(say("Tệp có macro nên không nhận. %(remedy)s", remedy=_SAVE_AS), code="macro")
    if not parts.is_workbook:
        raise UnreadableError(
            say("Tệp không phải bảng tính Excel (.xlsx). %(remedy)s", remedy=_SAVE_AS),
            code="unknown-format",
        )
    if (mark := mark_at_edge(parts.edges(), say("ở tên, đầu hoặc chân trang tính"))) is not None:
        raise SecretMarkError(mark.degree, mark.where)
    # Checked before reading: the reader lays out every cell up to the farthest one.
    cells = {name: parts.cells(name) for name in parts.sheets()}
    if any(one.rows > MAX_ROWS or one.columns > MAX_COLUMNS for one in parts.all_cells()):
        raise _too_large()
    return _laid_out(data, cells)


def _laid_out(data: bytes, cells: Mapping[str, Cells]) -> tuple[Sheet, ...]:
    # Imported here: the command that reads directives does not need it.
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return tuple(
            _sheet(meta.name, book.get_sheet_by_name(meta.name).to_python(skip_empty_area=False), cells)
            for meta in book.sheets_metadata
            if meta.visible == SheetVisibleEnum.Visible and meta.typ == SheetTypeEnum.WorkSheet
        )
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise _damaged() from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the reader's own word for a file it cannot follow
            raise
        raise _damaged() from error


def _sheet(name: str, listed: Sequence[Sequence[object]], cells: Mapping[str, Cells]) -> Sheet:
    per_cent = cells[name].per_cent if name in cells else frozenset()
    return Sheet(
        name,
        tuple(
            Row(
                number,
                tuple(_cell(value, (number, column) in per_cent) for column, value in enumerate(row, 1)),
            )
            for number, row in enumerate(listed, 1)
        ),
    )


def _cell(value: object, per_cent: bool) -> Cell:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, (int, float)):
        # A share of 0.07 is 7 %, not 7.000000000000001.
        return float(f"{value * 100:.15g}") if per_cent else float(value)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, (time, timedelta)):
        return str(value)
    return normalise(str(value)) or None


def _decode(data: bytes, filename: str) -> str:
    is_wide = data.startswith(_UTF16)
    if b"%PDF-" in data[:1024] or (b"\0" in data and not is_wide):
        raise UnreadableError(
            say(
                "Tệp '%(name)s' không phải bảng số liệu. %(remedy)s",
                name=PurePath(filename).name,
                remedy=_SAVE_AS,
            ),
            code="unknown-format",
        )
    try:
        return data.decode("utf-16" if is_wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(
            say("Tệp CSV không dùng bảng mã UTF-8. Hãy lưu lại dạng 'CSV UTF-8' hoặc .xlsx rồi tải lại."),
            code="encoding",
        ) from error


def _csv(text: str) -> Sheet:
    rows = []
    try:
        for number, cells in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)), 1
        ):
            if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                raise _too_large()
            rows.append(Row(number, tuple(normalise(cell) or None for cell in cells)))
    except csv.Error as error:
        raise UnreadableError(
            say(
                "Tệp CSV sai khuôn dạng sau hàng %(row)s: thiếu dấu nháy hoặc ô quá dài. %(remedy)s",
                row=len(rows),
                remedy=_SAVE_AS,
            ),
            code="csv",
        ) from error
    return Sheet("", tuple(rows))


def _delimiter(text: str) -> str:
    """What parts the columns: the mark that most lines have equally often, for decimals have commas too."""
    lines = [_QUOTED.sub("", line) for line in text[:20_000].splitlines() if line.strip()][:HEAD_WITHIN]

    def evenness(mark: str) -> int:
        counts = Counter(count for line in lines if (count := line.count(mark)))
        return max((count * often for count, often in counts.items()), default=0)

    return max(";\t,", key=evenness)


def _too_large() -> UnreadableError:
    return UnreadableError(
        f"Bảng có hơn {MAX_ROWS} hàng hoặc {MAX_COLUMNS} cột. Hãy xóa hàng, cột thừa hoặc tách thành nhiều tệp.",
        code="too-many-rows",
    )


def _damaged() -> UnreadableError:
    told = say("Tệp Excel bị hỏng hoặc chưa tải lên đủ. %(remedy)s", remedy=_SAVE_AS)
    return UnreadableError(told, code="truncated")
