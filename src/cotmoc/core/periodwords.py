"""Reporting periods as people write them in a table: "5/2026", "quý I/2026", "6 tháng đầu năm 2026"."""

from __future__ import annotations

import re
from datetime import date

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.periods import Kind, Period
from cotmoc.core.text import fold

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_TAIL = r"(?:\s*(?:nam|/|-|\.|,)\s*|\s+)(?P<year>\d{4})"
_MONTH = re.compile(rf"(?:thang\s*)?(?P<index>0?[1-9]|1[0-2]){_TAIL}")
_QUARTER = re.compile(rf"(?:quy|q)\s*(?P<index>[1-4]|iv|i{{1,3}}){_TAIL}")
_HALF = re.compile(rf"(?:6|sau)\s*thang\s*(?P<index>dau|cuoi)?{_TAIL}")
_NINE = re.compile(rf"(?:9|chin)\s*thang(?:\s*dau)?{_TAIL}")
_YEAR = re.compile(r"(?:ca\s+)?nam\s*(?P<year>\d{4})")


def read_period(written: str | float | date) -> Period:
    """The period that a cell means: its code, its name in words, a year as a number, or a day of its month.

    Spreadsheets turn "5/2026" into a day by themselves, so a day stands for its month.
    Raises InvalidValueError with what to write.
    """
    if isinstance(written, date):
        return Period("month", written.year, written.month)
    text = f"{written:g}" if isinstance(written, float) else " ".join(written.split())
    words = fold(text).removeprefix("ky ").strip()
    for pattern, kind in _IN_WORDS:
        if match := pattern.fullmatch(words):
            return Period(kind, int(match["year"]), _index(match.groupdict().get("index")))
    try:
        return Period.parse(text.upper())
    except InvalidValueError:
        return Period.parse(text)  # which says it as it was written


_IN_WORDS: tuple[tuple[re.Pattern[str], Kind], ...] = (
    (_MONTH, "month"),
    (_QUARTER, "quarter"),
    (_NINE, "nine-month"),
    (_HALF, "half-year"),
    (_YEAR, "year"),
)


def _index(written: str | None) -> int:
    if written is None or written == "dau":
        return 1
    if written == "cuoi":
        return 2
    return _QUARTERS.get(written) or int(written)
