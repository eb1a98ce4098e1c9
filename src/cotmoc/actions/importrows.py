"""The rows of a file of figures against a plan: every fault at once, each with its row and column."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import partial
from typing import TypeVar

from cotmoc.actions.figures import entered
from cotmoc.actions.importunits import UnitDirectory, Units
from cotmoc.core.dates import short_date
from cotmoc.core.errors import InvalidValueError, RefusedRowsError, RowError, UnreadableError
from cotmoc.core.figures import Figure
from cotmoc.core.numbers import MISSING, parse_number
from cotmoc.core.periods import Period
from cotmoc.core.periodwords import read_period
from cotmoc.core.permissions import Verb
from cotmoc.core.sentence import clause, say
from cotmoc.core.text import fold, words
from cotmoc.reading.sheets import Cell, Head, Row, Sheet, find_head
from cotmoc.store.access import can, own_unit
from cotmoc.store.collection import indicators_in_force
from cotmoc.store.models import Agency, Indicator, Person, Plan, Submission

T = TypeVar("T")
# Looking for the nearest name is slow; a file with more unknown names than this is the wrong file.
MOST_SUGGESTIONS = 200

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
# Who reports an indicator, where it is no unit by its name.
_COMMUNES, _NOBODY = say("các xã, phường, đặc khu"), say("chưa xác định")


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


class Known:
    """What a row may speak of: the indicators and units of a plan, and what the person may enter for."""

    def __init__(self, plan: Plan, by: Person, today: date) -> None:
        self.by, self.today = by, today
        self._suggestions = MOST_SUGGESTIONS
        self.indicators = list(indicators_in_force(plan).select_related("owner"))
        self._by_code = {fold(one.code): one for one in self.indicators}
        self._by_name: dict[str, list[Indicator]] = defaultdict(list)
        for one in self.indicators:
            self._by_name[_key(one.name)].append(one)
        self._units = UnitDirectory(today)
        self.plan, self.own = plan, own_unit(by)

    def indicator(self, code: str | None, name: str | None) -> Indicator:
        """The indicator of a code, else of a name. Raises InvalidValueError with the nearest one there is."""
        if code is not None:
            if (found := self._by_code.get(fold(code))) is None:
                raise InvalidValueError(
                    say(
                        "'%(code)s' không có trong kế hoạch%(hint)s.",
                        code=code,
                        hint=self._nearest(code, name),
                    ),
                    code="code",
                )
            others = self._by_name.get(_key(name), []) if name else []
            if others and found not in others:
                raise InvalidValueError(
                    say(
                        "mã là %(found)s nhưng tên là của %(code)s; sửa mã hoặc tên.",
                        found=found.code,
                        code=others[0].code,
                    ),
                    code="code",
                )
            return found
        named = self._by_name.get(_key(name or ""), [])
        if len(named) > 1:
            codes = ", ".join(one.code for one in named)
            raise InvalidValueError(
                say(
                    "có %(count)s chỉ tiêu cùng tên này (%(codes)s); ghi mã chỉ tiêu.",
                    count=len(named),
                    codes=codes,
                ),
                code="name",
            )
        if not named:
            raise InvalidValueError(
                say("'%(name)s' không có trong kế hoạch%(hint)s.", name=name, hint=self._nearest("", name)),
                code="name",
            )
        return named[0]

    def unit(self, code: str | None, name: str | None, period: Period | None) -> Agency:
        """The unit that reports a period under a code, else under a name; without both the person's own."""
        units = self._units.on(period)
        if code is not None:
            found = units.by_code.get(fold(code)) or self._units.today.by_code.get(fold(code))
        elif name is not None:
            found = units.named(name) or self._units.today.named(name)
        elif self.own is not None:
            self._units.check_there(self.own, period)
            return self.own
        else:
            raise InvalidValueError(say("ô trống; ghi tên hoặc mã đơn vị báo cáo."), code="unit")
        if found is None:
            raise InvalidValueError(
                say(
                    "không có đơn vị '%(unit)s'%(hint)s.",
                    unit=code or name,
                    hint=self._nearest_unit(code or name or "", units),
                ),
                code="unit",
            )
        self._units.check_there(found, period)
        if not can(self.by, Verb.IMPORT_FIGURES, Submission(plan=self.plan, unit=found)):
            raise InvalidValueError(
                say("tài khoản này chỉ nhập được cho %(agency)s.", agency=self.by.agency), code="forbidden"
            )
        return found

    def period(self, written: Cell) -> Period:
        """The period of a cell, whose data must be open."""
        if written is None:
            raise InvalidValueError(say("ô trống; ghi kỳ như 2026-05 hoặc 5/2026."), code="period")
        period = read_period(written)
        opens = period.window[0]
        if opens > self.today:
            raise InvalidValueError(
                say(
                    "kỳ %(period)s chưa mở (từ %(opens)s); sửa kỳ.",
                    period=period.label,
                    opens=short_date(opens),
                ),
                code="period",
            )
        return period

    def check_reports(self, unit: Agency, indicator: Indicator) -> None:
        """Raise InvalidValueError unless the unit reports the indicator."""
        if indicator.collect == Indicator.Collect.COMMUNES:
            reports, who = unit.kind == Agency.Kind.COMMUNE, str(_COMMUNES)
        else:
            reports, who = self._units.is_owner(unit, indicator), str(indicator.owner or _NOBODY)
        if not reports:
            raise InvalidValueError(
                say(
                    "%(unit)s không báo cáo chỉ tiêu %(indicator)s; đơn vị báo cáo: %(who)s.",
                    unit=unit,
                    indicator=indicator.code,
                    who=who,
                ),
                code="indicator",
            )

    def _may_suggest(self) -> bool:
        self._suggestions -= 1
        return self._suggestions >= 0

    def _nearest(self, code: str, name: str | None) -> str:
        if not self._may_suggest():
            return ""
        found = self._by_name.get(_key(name), []) if name else []
        if not found and name:
            near = get_close_matches(_key(name), self._by_name, n=1, cutoff=0.6)
            found = self._by_name[near[0]] if near else []
        if not found:
            near = get_close_matches(fold(code), self._by_code, n=1, cutoff=0.6)
            found = [self._by_code[near[0]]] if near else []
        return (
            say("; có phải %(code)s (%(name)s)?", code=found[0].code, name=found[0].name)
            if found
            else say("; xem mã ở trang kế hoạch")
        )

    def _nearest_unit(self, written: str, units: Units) -> str:
        if not self._may_suggest():
            return ""
        unit = units.nearest(written)
        return (
            say("; có phải %(name)s (%(code)s)?", name=unit.name, code=unit.code)
            if unit
            else say("; xem danh mục đơn vị")
        )


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


def _key(name: str) -> str:
    return " ".join(words(name))
