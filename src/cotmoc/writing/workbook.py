"""Workbooks from plain tables: for downloads, for entry templates, and for the report's figures.

Every text is written as text, whatever it begins with, so nothing a person typed ever becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import ceil
from typing import Any

from cotmoc.core.dates import short_date
from cotmoc.core.errors import InvalidValueError
from cotmoc.writing.archive import steady_zip
from cotmoc.writing.plain import printable
from cotmoc.writing.style import FONT

Value = str | int | float | date | None

NUMBER, DAY = "#,##0.##########", "d/m/yyyy"
A4 = 9
# What Excel allows.
LONGEST_TEXT, LONGEST_NAME, MOST_ROWS, HIGHEST_ROW = 32_767, 31, 1_048_576, 409.0
FIRST_YEAR = 1900
LINE_HEIGHT = 16.5
# A column's width counts digits of Excel's own face; letters of ours are a little narrower.
CHARACTERS_A_WIDTH = 1.08
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_HEADING_GROUND = "#ECE5D6"


@dataclass(frozen=True)
class SheetColumn:
    """A column: its heading, its width in characters, whether it takes entries (an `open` column is unlocked)."""

    title: str
    width: float = 16
    open: bool = False


@dataclass(frozen=True)
class Sheet:
    """A table: its heading row, frozen and printed on every page, then `rows` with a value a column.

    `protected` locks every cell but those of open columns, against slips and not against intent (no password).
    Only the first `printed` columns go on paper; without it all do.
    """

    name: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[Value]]
    protected: bool = False
    printed: int | None = None


def table_workbook(
    sheets: Sequence[Sheet], *, title: str = "", author: str = "", made: datetime | None = None
) -> bytes:
    """`sheets` as an .xlsx file. With the same `made`, the same sheets give the same bytes.

    Raises InvalidValueError where two sheets bear one name or a table has more rows than Excel takes.
    """
    _check(sheets)
    file = io.BytesIO()
    moment = (made or datetime(2000, 1, 1, tzinfo=UTC)).astimezone(UTC).replace(tzinfo=None, microsecond=0)
    import xlsxwriter  # only for who writes one: the pages import this module for its tables

    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        book.set_properties(
            {"title": printable(title)[:255], "author": printable(author)[:255], "created": moment}
        )
        formats = _formats(book)
        for sheet in sheets:
            _write(book.add_worksheet(sheet_name(sheet.name)), sheet, formats)
    return steady_zip(file.getvalue())


def sheet_name(text: str) -> str:
    """`text` as Excel accepts it for a sheet: at most 31 characters, none of []:*?/\\ and no apostrophe at an end."""
    name = printable(text).translate(_FORBIDDEN_IN_NAMES).replace("\n", " ")[:LONGEST_NAME].strip(" '")
    return "Lịch sử" if name.lower() == "history" else name or "Trang tính"


def _check(sheets: Sequence[Sheet]) -> None:
    names = [sheet_name(sheet.name).lower() for sheet in sheets]
    if not names or len(set(names)) != len(names):
        raise InvalidValueError("Mỗi trang tính cần một tên riêng; đặt lại tên trang.", code="sheet-name")
    for sheet in sheets:
        if len(sheet.rows) >= MOST_ROWS:
            raise InvalidValueError(
                f"Trang '{sheet.name}' có {len(sheet.rows)} hàng, Excel chứa {MOST_ROWS - 1}; lọc bớt rồi tải lại.",
                code="too-many-rows",
            )
        if any(len(row) != len(sheet.columns) for row in sheet.rows):
            raise InvalidValueError(f"Trang '{sheet.name}' có hàng không đủ số cột.", code="columns")


def _formats(book: Any) -> dict[tuple[str, bool], Any]:
    """By kind of value and whether the cell is locked."""
    base = {"font_name": FONT, "font_size": 12, "valign": "vcenter", "border": 1, "border_color": "#8C7F6C"}
    kinds: dict[str, dict[str, object]] = {
        "head": {"bold": True, "align": "center", "text_wrap": True, "bg_color": _HEADING_GROUND},
        "text": {"text_wrap": True, "indent": 1},
        "number": {"num_format": NUMBER, "align": "right", "indent": 1},
        "whole": {"num_format": "#,##0", "align": "right", "indent": 1},
        "day": {"num_format": DAY, "align": "center"},
    }
    return {
        (kind, locked): book.add_format({**base, **look, "locked": locked})
        for kind, look in kinds.items()
        for locked in (True, False)
    }


def _write(page: Any, sheet: Sheet, formats: dict[tuple[str, bool], Any]) -> None:
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, _text(column.title), formats["head", True])
    page.set_row(0, 36)
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, _height(row, sheet.columns))
        for place, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
            _cell(page, (number, place), value, formats, locked=not column.open)
    page.freeze_panes(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    if sheet.protected:
        page.protect("", {"autofilter": True, "sort": True, "format_columns": True})
    _print_setup(page, sheet)


def _height(row: Sequence[Value], columns: tuple[SheetColumn, ...]) -> float:
    """Points for the longest text of `row`, as it wraps: not every program fits rows to their text by itself."""
    lines = 1
    for value, column in zip(row, columns, strict=True):
        if isinstance(value, str):
            lines = max(
                lines,
                sum(
                    max(1, ceil(len(line) / (column.width * CHARACTERS_A_WIDTH)))
                    for line in value.split("\n")
                ),
            )
    return min(lines * LINE_HEIGHT + 4, HIGHEST_ROW)


def _print_setup(page: Any, sheet: Sheet) -> None:
    page.print_area(0, 0, len(sheet.rows), (sheet.printed or len(sheet.columns)) - 1)
    page.set_paper(A4)
    page.set_landscape()
    page.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.set_footer("&C&P/&N")


def _cell(
    page: Any, at: tuple[int, int], value: Value, formats: dict[tuple[str, bool], Any], *, locked: bool
) -> None:
    if value is None or value == "":
        page.write_blank(*at, None, formats["text", locked])
    elif isinstance(value, str):
        page.write_string(*at, _text(value), formats["text", locked])
    elif isinstance(value, date) and value.year < FIRST_YEAR:
        page.write_string(*at, short_date(value), formats["day", locked])
    elif isinstance(value, date):
        # Excel has no time zones: what it shows is the day.
        page.write_datetime(*at, datetime(value.year, value.month, value.day), formats["day", locked])  # noqa: DTZ001
    else:
        kind = "whole" if float(value).is_integer() else "number"
        page.write_number(*at, value, formats[kind, locked])


def _text(text: str) -> str:
    return printable(text)[:LONGEST_TEXT]
