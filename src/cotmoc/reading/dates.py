"""When: dates, months, quarters, years and spans → `YYYY-MM[-DD]`; recurring times → a period of `EVERY`.

A month, quarter, year or span ends in its last month. What comes back ("hằng năm") has no date of its own.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cotmoc.core.text import fold
from cotmoc.reading.vocabulary import load

_YEAR = r"((?:19|20)\d\d)"
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
    "01": 1,
    "02": 2,
    "03": 3,
    "04": 4,
}

_DAY = re.compile(rf"(?<!thang )(?<!\d)(\d{{1,2}})\s?[/.-]\s?(\d{{1,2}})\s?[/.-]\s?{_YEAR}(?!\d)")
_DAY_WORDS = re.compile(rf"(?:ngay\s*)?(?<!\d)(\d{{1,2}})\s*thang\s*(\d{{1,2}})\s*,?\s*nam\s*{_YEAR}")
_MONTH = re.compile(
    rf"(?:thang\s*)?(?<![\d/])(\d{{1,2}})\s?/\s?{_YEAR}(?!\d)|thang\s*(\d{{1,2}})\s*(?:,\s*)?(?:nam\s*)?{_YEAR}(?!\d)"
)
_QUARTER = re.compile(
    rf"(?<![a-z])(?:quy|q\.?)\s*(?:(?:iv|i{{1,3}}|0?[1-4])\s*(?:,|va|-|–|den|/)\s*(?:quy\s*)?)*(iv|i{{1,3}}|0?[1-4])\s*(?:/|-|,|nam|\s)\s*(?:nam\s*)?{_YEAR}"
)
_HALF = re.compile(rf"(?:0?6|sau)\s*thang\s*(dau|cuoi)\s*nam\s*{_YEAR}")
_NINE = re.compile(rf"(?:0?9|chin)\s*thang\s*(?:dau\s*)?nam\s*{_YEAR}")
_YEARS = re.compile(
    rf"(?<![\d/.,-]){_YEAR}(?:\s*[-–,]\s*{_YEAR})*(?![\d%]|[.,]\d|\s*(?:%|ty|trieu|nghin|dong|nguoi))"
)
_LAST_YEAR = re.compile(rf"{_YEAR}(?!.*{_YEAR})", re.DOTALL)
_BARE_QUARTER = re.compile(
    r"quy\s*(?:(?:iv|i{1,3}|0?[1-4])\s*(?:,|va|-|–|den)\s*(?:quy\s*)?)*(iv|i{1,3}|0?[1-4])(?![\w/])"
)
_BARE_DAY = re.compile(
    r"(?<![\d/])(\d{1,2})\s?/\s?(\d{1,2})(?![\d/])|(?:ngay|va|,)\s*(\d{1,2})\s*thang\s*(\d{1,2})(?![\d/])"
)
_BARE_MONTH = re.compile(r"thang\s*(\d{1,2})(?![\d/])")


@dataclass(frozen=True)
class When:
    """A point of time found in words: `date` is YYYY-MM or YYYY-MM-DD; `start` and `end` its offsets."""

    date: str
    start: int
    end: int


def fold_same_length(text: str) -> str:
    """`text` folded, letter by letter, so that offsets stay those of `text` (which must be in NFC)."""
    return "".join(map(_fold_letter, text))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    return fold(letter)[:1] or letter


def moments(text: str, *, year: int | None = None) -> list[When]:
    """The points of time in `text`, in order. `year` completes a day, month or quarter that names none."""
    folded = fold_same_length(text)
    found: list[When] = []
    taken: list[tuple[int, int]] = []
    for pattern, read in _FULL if year is None else (*_FULL, *_bare(year)):
        for match in pattern.finditer(folded):
            date = read(match)
            if date and not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append((match.start(), match.end()))
                found.append(When(date, match.start(), match.end()))
    return sorted(found, key=lambda when: when.start)


def last_moment(text: str, *, year: int | None = None) -> str | None:
    """The latest point of time in `text`, or None."""
    dates = [when.date for when in moments(text, year=year)]
    return max(dates, key=lambda date: date if len(date) == 10 else f"{date}-99") if dates else None


def periods(text: str) -> tuple[str, ...]:
    """The recurring periods that `text` names, from the shortest to the rarest ("hằng quý" → quarter)."""
    folded = fold_same_length(text)
    return tuple(
        name for name, patterns in _periods() if any(re.search(pattern, folded) for pattern in patterns)
    )


def yearless_days(text: str) -> tuple[str, ...]:
    """The days without a year in `text` as MM-DD, in the order of the text ("15/6", "ngày 01 tháng 12")."""
    folded = fold_same_length(text)
    taken = [(when.start, when.end) for when in moments(text)]
    days = []
    for match in _BARE_DAY.finditer(folded):
        day, month = (int(n) for n in (match.group(1, 2) if match[1] else match.group(3, 4)))
        inside = any(start <= match.start() < end for start, end in taken)
        if not inside and 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]:
            days.append(f"{month:02d}-{day:02d}")
    return tuple(dict.fromkeys(days))


def single_year(text: str) -> int | None:
    """The year of a title such as "Kế hoạch … năm 2026", if it names exactly one."""
    years = {int(y) for y in re.findall(rf"(?<!\d){_YEAR}(?!\d)", text)}
    return years.pop() if len(years) == 1 else None


def _day(day: str, month: str, year: str | int) -> str | None:
    d, m, y = int(day), int(month), int(year)
    return f"{y:04d}-{m:02d}-{d:02d}" if 1 <= m <= 12 and 1 <= d <= monthrange(y, m)[1] else None


def _month(month: str, year: str | int) -> str | None:
    return f"{int(year):04d}-{int(month):02d}" if 1 <= int(month) <= 12 else None


def _quarter(number: str, year: str | int) -> str | None:
    return _month(str(3 * _ROMAN[number]), year)


def _last_year(match: re.Match[str]) -> str:
    years = re.findall(_YEAR, match[0])
    return f"{max(years)}-12"


_Read = Callable[[re.Match[str]], str | None]
_FULL: tuple[tuple[re.Pattern[str], _Read], ...] = (
    (_DAY_WORDS, lambda m: _day(m[1], m[2], m[3])),
    (_DAY, lambda m: _day(m[1], m[2], m[3])),
    (_QUARTER, lambda m: _quarter(m[1], m[2])),
    (_HALF, lambda m: f"{m[2]}-{'06' if m[1] == 'dau' else '12'}"),
    (_NINE, lambda m: f"{m[1]}-09"),
    (_MONTH, lambda m: _month(m[1] or m[3], m[2] or m[4])),
    (_YEARS, _last_year),
)


def _bare(year: int) -> tuple[tuple[re.Pattern[str], _Read], ...]:
    return (
        (_BARE_DAY, lambda m: _day(m[1] or m[3], m[2] or m[4], year)),
        (_BARE_QUARTER, lambda m: _quarter(m[1], year)),
        (_BARE_MONTH, lambda m: _month(m[1], year)),
    )


def _periods() -> list[tuple[str, list[str]]]:
    return list(load("times")["periods"].items())
