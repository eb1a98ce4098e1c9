"""Years and dates in a text: the milestones of targets, or the past they are compared with."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from functools import cache

from cotmoc.reading.indicators.words import alternatives, flat
from cotmoc.reading.vocabulary import terms

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_YEAR = r"(?:19|20)\d{2}"
_DASH = r"\s*(?:-|–|—|den|toi)\s*"
_BY = r"\s*(?:/|-|,?\s*nam\s)\s*"
_TIME = re.compile(
    rf"(?:giai doan|thoi ky|nhiem ky|cac nam)\s*(?:tu\s+)?(?:nam\s+)?{_YEAR}{_DASH}(?:nam\s+)?(?P<until>{_YEAR})"
    rf"|(?:ngay\s+)?(?P<day>\d{{1,2}})\s*(?:[/.-]|\s+thang\s)\s*(?P<month>\d{{1,2}})(?:\.|{_BY})(?P<dated>{_YEAR})"
    rf"|thang\s+(?P<only>\d{{1,2}}){_BY}(?P<monthly>{_YEAR})"
    rf"|quy\s+(?P<quarter>iv|i{{1,3}}|[1-4])(?:{_BY}|\s+)(?P<quarterly>{_YEAR})"
    rf"|(?:\bnam\s+|(?<=den )|(?<=toi )|(?<=vao )|(?<=nhin ))(?P<year>{_YEAR})(?:\s*[-–]\s*(?P<to>{_YEAR}))?"
    rf"|(?<![\d/.,-]){_YEAR}\s*[-–]\s*(?P<bareto>{_YEAR})"
)


@dataclass(frozen=True)
class Moment:
    """A year "2030" or a date "2030-06-30" at `start`..`end`, words such as "đến cuối năm" included.

    `forward`: the words before it make it a date to be reached. `compared`: it is what something is measured
    against ("so với năm 2020")."""

    when: str
    start: int
    end: int
    forward: bool = False
    compared: bool = False

    @property
    def year(self) -> int:
        return int(self.when[:4])


@cache
def _forward() -> re.Pattern[str]:
    words = alternatives(
        [*terms("figures", "milestones.forward"), "năm", "ngày", "là", "thời điểm", "tháng", "các"]
    )
    return re.compile(rf"(?:(?:{words})\s*)+$")


@cache
def _compared() -> re.Pattern[str]:
    words = alternatives(terms("figures", "milestones.compared"))
    # "so với thực hiện năm 2025", "gấp 2 lần năm 2025"
    against = r"\bso voi(?:\s(?!nam\b|vao\b|den\b|cuoi\b)[a-z]+){1,4}|\b(?:gap|bang)\s[\d.,]+\s*lan"
    return re.compile(rf"(?:{words}|{against})\s*(?:cuoi\s+)?(?:nam\s+)?$")


def find_moments(text: str) -> tuple[Moment, ...]:
    """Every year or date of `text` (flat). A span counts by its end, a quarter or month by its last day."""
    return tuple(_moment(text, match) for match in _TIME.finditer(text))


def _moment(text: str, match: re.Match[str]) -> Moment:
    when = _when(match)
    before = text[: match.start()]
    lead = _forward().search(before)
    compared = bool(_compared().search(before))
    spans = bool(match["until"] or match["to"] or match["bareto"])
    forward = not compared and (spans or bool(lead and lead[0].strip() not in ("nam", "ngay", "thang")))
    start = lead.start() if lead else match.start()
    return Moment(when, start, match.end(), forward, compared)


def _when(match: re.Match[str]) -> str:
    if match["dated"]:
        month, day = int(match["month"]), int(match["day"])
        return f"{match['dated']}-{month:02d}-{day:02d}" if _is_date(month, day) else match["dated"]
    if match["monthly"]:
        return _last_day(match["monthly"], int(match["only"]))
    if match["quarterly"]:
        return _last_day(match["quarterly"], 3 * _QUARTERS[match["quarter"]])
    return match["until"] or match["to"] or match["bareto"] or match["year"]


def _is_date(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def _last_day(year: str, month: int) -> str:
    if not 1 <= month <= 12:
        return year
    return f"{year}-{month:02d}-{monthrange(int(year), month)[1]:02d}"


def milestone_of(title: str) -> str | None:
    """The milestone a heading sets for what stands below it: the first date to be reached, else its last year."""
    moments = [moment for moment in find_moments(title) if not moment.compared]
    if not moments:
        return None
    return next((moment.when for moment in moments if moment.forward), moments[-1].when)


def milestone_of_cell(text: str) -> str | None:
    """The milestone a cell of a column of deadlines gives: "12/2027", "Quý II/2026", "2028"."""
    plain = flat(text).strip()
    month = re.fullmatch(rf"(\d{{1,2}})\s*/\s*({_YEAR})", plain)
    if month:
        return _last_day(month[2], int(month[1]))
    years = re.findall(rf"(?<!\d){_YEAR}(?!\d)", plain)
    return milestone_of(plain) or (years[-1] if years else None)


def blank_moments(text: str) -> str:
    """`text` (flat) with the digits of years and dates blanked out, offsets kept."""
    return _TIME.sub(lambda match: re.sub(r"\d", " ", match[0]), text)
