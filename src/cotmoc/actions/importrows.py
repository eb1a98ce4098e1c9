"""The rows of a file of figures against a plan: every fault at once, each with its row and column."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeVar

from cotmoc.actions.figures import entered
from cotmoc.actions.importknown import Known
from cotmoc.core.dates import short_date
from cotmoc.core.errors import InvalidValueError, RefusedRowsError, RowError, UnreadableError
from cotmoc.core.figures import Figure
from cotmoc.core.numbers import MISSING, parse_number
from cotmoc.core.periods import Period
from cotmoc.core.sentence import clause, say
from cotmoc.reading.sheets import Head, Row, Sheet, find_head
from cotmoc.store.models import Agency, Indicator

T = TypeVar("T")
HEADINGS: dict[str, tuple[str, ...]] = {
    "code": ("Mã chỉ tiêu", "Mã số chỉ tiêu", "Mã CT", "Mã"),
    "name": ("Chỉ tiêu", "Tên chỉ tiêu", "Nội dung chỉ tiêu", "Số liệu cần báo cáo"),
    "unit_code": ("Mã đơn vị", "Mã cơ quan", "Mã xã", "Mã đơn vị báo cáo"),
    "unit": ("Đơn vị", "Tên đơn vị", "Đơn vị báo cáo", "Cơ quan", "Cơ quan báo cáo", "Địa phương", "Xã, phường"),
    "period": ("Kỳ", "Kỳ báo cáo", "Kỳ số liệu", "Tháng", "Kỳ này"),
    "value": ("Giá trị", "Số liệu", "Kết quả", "Kết quả thực hiện", "Thực hiện", "Số kỳ này", "Giá trị kỳ này"),
    "numerator": ("Tử số", "Tử"),
    "denominator": ("Mẫu số", "Mẫu"),
    "reason": ("Lý do chưa có số liệu", "Lý do chưa có", "Lý do"),
}  # fmt: skip
NEEDED = (("code", "name"), ("value", "numerator", "reason"))
FIGURE_FIELDS = ("value", "numerator", "denominator", "reason")
_NUMBERS = {"value": "Giá trị", "numerator": "Tử số", "denominator": "Mẫu số"}
# Which column a refused figure belongs to, by the code of its error.
_COLUMN_OF = {"parts": "numerator", "reason": "reason", "value": "value"}
_DASHES = {MISSING, "-", "—", "…", "..."}


@dataclass(frozen=True)
class FileRow:
    """A row that is in order: whose figure of which period it is."""

    number: int
    indicator: Indicator
    unit: Agency
    period: Period
    figure: Figure

    @property
    def key(self) -> tuple[int, int, str]:
        return self.indicator.pk, self.unit.pk, self.period.code


@dataclass
class _Reader:
    """Reads the rows of one sheet and gathers their faults."""

    known: Known
    head: Head
    page: str = ""
    faults: list[RowError] = field(default_factory=list)

    def read(self, row: Row) -> FileRow | None:
        """The row as a figure; None when it is blank or faulty."""
        if all(row.cell(self.head.columns.get(name)) is None for name in FIGURE_FIELDS):
            return None
        before = len(self.faults)
        indicator = self._try(
            row, "code", lambda: self.known.indicator(self._text(row, "code"), self._text(row, "name"))
        )
        named = self._text(row, "unit_code"), self._text(row, "unit")
        unit = self._try(row, "unit_code", lambda: self.known.unit(*named, self._period(row)))
        period = self._try(
            row, "period", lambda: self.known.period(row.cell(self.head.columns.get("period")))
        )
        if indicator is not None and unit is not None:
            self._try(row, "unit_code", lambda: self.known.check_reports(unit, indicator))
        numbers = {name: self._try(row, name, partial(self._number, row, name)) for name in _NUMBERS}
        if len(self.faults) > before or indicator is None or unit is None or period is None:
            return None
        figure = self._try(
            row, "value", lambda: entered(indicator, reason=self._text(row, "reason") or "", **numbers)
        )
        return FileRow(row.number, indicator, unit, period, figure) if figure else None

    def _period(self, row: Row) -> Period | None:
        """The period of a row; None where it is faulty, which is told on its own."""
        try:
            return self.known.period(row.cell(self.head.columns.get("period")))
        except InvalidValueError:
            return None

    def fault(self, number: int, name: str, message: str) -> None:
        """Note a fault under the heading that the column really bears."""
        self.faults.append(RowError(number, self._title(name), message))

    def _try(self, row: Row, name: str, read: Callable[[], T]) -> T | None:
        try:
            return read()
        except InvalidValueError as error:
            column = _COLUMN_OF.get(error.code, name) if name == "value" else name
            self.fault(row.number, column, clause(error.args[0]))
            return None

    def _title(self, name: str) -> str:
        """The heading of a field; where the file lacks the column, that of its twin, else its usual one."""
        twins = {"code": "name", "unit_code": "unit", "numerator": "denominator"}
        titles = self.head.titles
        shown = titles.get(name) or titles.get(twins.get(name, "")) or titles.get("value", "")
        if name in {"period", "reason"} and name not in titles:
            shown = HEADINGS[name][0]
        if name == "unit_code" and not {"unit", "unit_code"} & set(titles):
            shown = HEADINGS["unit"][0]
        return f"{shown} (trang {self.page})" if self.page else shown

    def _text(self, row: Row, name: str) -> str | None:
        cell = row.cell(self.head.columns.get(name))
        if isinstance(cell, float):
            return f"{cell:.15g}"
        return short_date(cell) if isinstance(cell, date) else cell

    def _number(self, row: Row, name: str) -> float | None:
        cell = row.cell(self.head.columns.get(name))
        if isinstance(cell, date):
            raise InvalidValueError(
                say(
                    "ô chứa ngày %(day)s, không phải số; định dạng lại ô là Số rồi nhập lại.",
                    day=short_date(cell),
                ),
                code="number",
            )
        if isinstance(cell, str):
            return None if cell in _DASHES else parse_number(cell)
        return cell


def check_rows(sheets: Iterable[Sheet], known: Known) -> tuple[FileRow, ...]:
    """The figures of every sheet that has the headings of HEADINGS.

    Raises UnreadableError without such a sheet or without a figure, RefusedRowsError with every fault.
    """
    tables = [(sheet, head) for sheet in sheets if (head := find_head(sheet, HEADINGS, NEEDED))]
    if not tables:
        raise UnreadableError(
            say(
                "Không thấy hàng tiêu đề. Bảng cần các cột: Mã chỉ tiêu, Đơn vị, Kỳ, Giá trị; "
                "hãy dùng mẫu Excel tải ở trang thu thập."
            ),
            code="no-head",
        )
    rows: list[FileRow] = []
    faults: list[RowError] = []
    for sheet, head in tables:
        reader = _Reader(known, head, sheet.name if len(tables) > 1 else "")
        found = [done for row in sheet.rows[head.place + 1 :] if (done := reader.read(row))]
        _refuse_twins(rows, found, reader)
        rows += found
        faults += reader.faults
    if faults:
        raise RefusedRowsError(sorted(faults, key=lambda fault: fault.row))
    if not rows:
        raise UnreadableError(
            say("Bảng chưa có số liệu nào: mọi ô Giá trị đều trống. Điền rồi tải lại."), code="no-figures"
        )
    return tuple(rows)


def _refuse_twins(earlier: list[FileRow], found: list[FileRow], reader: _Reader) -> None:
    first: dict[tuple[int, int, str], int] = {row.key: row.number for row in reversed(earlier)}
    for row in found:
        if row.key in first:
            reader.fault(
                row.number,
                "code",
                say(
                    "trùng với hàng %(first)s: cùng chỉ tiêu, đơn vị, kỳ; bỏ một trong hai hàng",
                    first=first[row.key],
                ),
            )
        first.setdefault(row.key, row.number)
