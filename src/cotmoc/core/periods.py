"""Reporting periods: their codes, names, calendar days and the windows in which their data are collected.

The windows follow the reporting regime of state agencies: data of a period are closed on the 14th of its last
month, and begin on the 15th before its first one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import total_ordering
from typing import Literal

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.sentence import say
from cotmoc.core.workdays import WorkCalendar

Kind = Literal["month", "quarter", "half-year", "nine-month", "year"]

WINDOW_OPENS, WINDOW_CLOSES = 15, 14
DUE_WORKING_DAYS = 2

# kind → (months in it, how many of them a year holds)
_SHAPES: dict[Kind, tuple[int, int]] = {
    "month": (1, 12),
    "quarter": (3, 4),
    "half-year": (6, 2),
    "nine-month": (9, 1),
    "year": (12, 1),
}
KINDS: tuple[Kind, ...] = tuple(_SHAPES)
_ROMAN = ("I", "II", "III", "IV")
_CODE = re.compile(
    r"(?P<year>[1-9]\d{3})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<nine>9M)))?"
)


@total_ordering
@dataclass(frozen=True)
class Period:
    """One turn of a kind: the `index`-th (from 1) of its `year`. Periods sort by their end, shorter first."""

    kind: Kind
    year: int
    index: int = 1

    def __post_init__(self) -> None:
        if self.kind not in _SHAPES:
            raise InvalidValueError(
                say(
                    "Loại kỳ '%(kind)s' không có; chọn một trong: %(kinds)s.",
                    kind=self.kind,
                    kinds=", ".join(KINDS),
                ),
                code="period",
            )
        if not (1000 <= self.year <= 9999 and 1 <= self.index <= _SHAPES[self.kind][1]):
            raise InvalidValueError(
                say(
                    "Không có kỳ thứ %(index)s (%(kind)s) của năm %(year)s.",
                    index=self.index,
                    kind=self.kind,
                    year=self.year,
                ),
                code="period",
            )

    @classmethod
    def parse(cls, code: str) -> Period:
        """The period of "2026-01", "2026-Q1", "2026-H1", "2026-9M" or "2026"."""
        match = _CODE.fullmatch(code.strip())
        if match is None:
            raise InvalidValueError(
                say(
                    "'%(code)s' không phải kỳ báo cáo; viết 2026-01 (tháng), 2026-Q1 (quý), 2026-H1 (6 tháng), "
                    "2026-9M (9 tháng) hoặc 2026 (năm).",
                    code=code,
                ),
                code="period",
            )
        year = int(match["year"])
        if match["month"]:
            return cls("month", year, int(match["month"]))
        if match["quarter"]:
            return cls("quarter", year, int(match["quarter"]))
        if match["half"]:
            return cls("half-year", year, int(match["half"]))
        return cls("nine-month" if match["nine"] else "year", year)

    @classmethod
    def containing(cls, day: date, kind: Kind) -> Period:
        """The period of `kind` whose calendar days hold `day`; October to December lie in no nine months."""
        if kind == "nine-month" and day.month > 9:
            raise InvalidValueError(
                say("Tháng 10 đến tháng 12 không thuộc kỳ 9 tháng; chọn kỳ năm."), code="period"
            )
        return cls(kind, day.year, (day.month - 1) // _SHAPES[kind][0] + 1)

    @property
    def code(self) -> str:
        """Its code: "2026-01", "2026-Q1", "2026-H1", "2026-9M" or "2026"."""
        tails = {"month": f"-{self.index:02d}", "quarter": f"-Q{self.index}", "half-year": f"-H{self.index}"}
        return f"{self.year}{tails.get(self.kind, '-9M' if self.kind == 'nine-month' else '')}"

    @property
    def label(self) -> str:
        """Its name in a sentence: "tháng 01 năm 2026", "quý I năm 2026", "6 tháng đầu năm 2026"."""
        year = self.year
        match self.kind:
            case "month":
                # Official papers write 01 and 02, so that nobody makes 11 and 12 of them.
                return say(
                    "tháng %(month)s năm %(year)s",
                    month=f"{self.index:02d}" if self.index <= 2 else self.index,
                    year=year,
                )
            case "quarter":
                return say("quý %(quarter)s năm %(year)s", quarter=_ROMAN[self.index - 1], year=year)
            case "half-year" if self.index == 1:
                return say("6 tháng đầu năm %(year)s", year=year)
            case "half-year":
                return say("6 tháng cuối năm %(year)s", year=year)
            case "nine-month":
                return say("9 tháng năm %(year)s", year=year)
        return say("năm %(year)s", year=year)

    @property
    def start(self) -> date:
        """The first calendar day."""
        return date(self.year, self._last_month - _SHAPES[self.kind][0] + 1, 1)

    @property
    def end(self) -> date:
        """The last calendar day."""
        return date(self.year, self._last_month, monthrange(self.year, self._last_month)[1])

    @property
    def window(self) -> tuple[date, date]:
        """First and last day of the data: from the 15th of the month before to the 14th of the last month."""
        first = self.start
        before = (first.year, first.month - 1) if first.month > 1 else (first.year - 1, 12)
        return date(*before, WINDOW_OPENS), self.end.replace(day=WINDOW_CLOSES)

    def due(self, calendar: WorkCalendar, working_days: int = DUE_WORKING_DAYS) -> date:
        """The day on which the report is due: `working_days` after the window closes."""
        return calendar.add_working_days(self.window[1], working_days)

    def months(self) -> tuple[Period, ...]:
        """The months in it, in order."""
        return tuple(Period("month", self.year, n) for n in range(self.start.month, self._last_month + 1))

    def previous(self) -> Period:
        """The turn of the same kind just before."""
        if self.index > 1:
            return Period(self.kind, self.year, self.index - 1)
        return Period(self.kind, self.year - 1, _SHAPES[self.kind][1])

    def __str__(self) -> str:
        return self.code

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        return self._order < other._order

    @property
    def _last_month(self) -> int:
        return self.index * _SHAPES[self.kind][0]

    @property
    def _order(self) -> tuple[int, int, int]:
        return self.year, self._last_month, _SHAPES[self.kind][0]
