"""The deadline of a task in running words: a point of time counts only after a word that makes it a deadline."""

from __future__ import annotations

import re
from functools import cache

from cotmoc.reading.dates import fold_same_length, last_moment, moments, periods
from cotmoc.reading.vocabulary import terms

_CLAUSE = re.compile(r"[;.](?=\s)|\n")
# Right before a point of time these make it a deadline whatever else the clause says.
_STRONG = re.compile(
    r"(?:hoan thanh|xong|truoc|cham nhat|muon nhat)(?: trong| truoc| vao| den)?(?: het)?(?: ngay| thang| quy| nam)*\s*$"
)
_HORIZON = re.compile(
    r"(?:giai doan|nhiem ky|thoi ky|tam nhin(?: den)?|den nam|dinh huong(?: den)?|nien do|nam hoc)\s*(?:nam\s*)?$"
)
_DONE_IN = re.compile(
    r"(?:trong|(?:hoan thanh|thoi gian[^,;]{0,20}|thuc hien)\s*:?\s*(?:trong )?)\s*(?:giai doan|den nam|den)?\s*$"
)
_REACH = 45  # characters between the cue and the point of time


@cache
def _cues() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{'|'.join(terms('times', 'deadlines.cues'))})(?![a-z])")


def deadline_in(text: str) -> str | None:
    """The latest deadline that `text` sets, or None.

    A clause that states a figure ("Đến 30/6/2025, 100% …") sets a target, not a deadline; a horizon ("giai đoạn
    2026-2030") and the date of a cited document set nothing.
    """
    found: list[str] = []
    folded = fold_same_length(text)
    points = moments(text)
    for index, when in enumerate(points):
        begin, end = _clause(folded, when.start)
        before = folded[begin : when.start]
        beside = folded[
            max(begin, points[index - 1].end if index else 0) : min(
                end, points[index + 1].start if index + 1 < len(points) else end
            )
        ]
        if any(spoiler in beside for spoiler in terms("times", "deadlines.spoilers")) and not _STRONG.search(
            before
        ):
            continue
        if _is_cited_date(before) or _is_horizon(before):
            continue
        cues = list(_cues().finditer(before + folded[when.start : when.end]))
        if any(len(before) - cue.end() <= _REACH for cue in cues) or _ends_with_date(
            before, folded[when.end : end]
        ):
            found.append(when.date)
    return max(found, key=lambda date: date if len(date) == 10 else f"{date}-99") if found else None


def cell_deadline(text: str, year: int | None) -> tuple[str | None, str | None]:
    """(due, every) of a table cell or an attribute line that tells of time."""
    recurring = [period for period in periods(text) if period in ("month", "quarter", "half-year", "year")]
    folded = fold_same_length(text)
    if recurring and re.search(r"\b(?:hang|moi|dinh ky|thuong nien)\b", folded):
        return None, recurring[0]
    return last_moment(text) or last_moment(text, year=year), None


def recurrence_of(text: str) -> str | None:
    """`year`, `quarter`, … when the task itself comes back: it begins with the period."""
    folded = fold_same_length(text)
    found = re.match(r"(?:dinh ky,? |ngay \d+ )?(?:hang|moi) (nam|quy|thang)\b", folded)
    return {"nam": "year", "quy": "quarter", "thang": "month"}[found[1]] if found else None


def _clause(folded: str, at: int) -> tuple[int, int]:
    begin = max((m.end() for m in _CLAUSE.finditer(folded, 0, at)), default=0)
    after = _CLAUSE.search(folded, at)
    return begin, after.start() if after else len(folded)


def _is_cited_date(before: str) -> bool:
    """ "…số 12/KH-UBND, ngày ", "Luật … năm "."""
    return bool(
        re.search(
            r"(\d+\s?[-/]\s?[a-z][\w/-]*|luat[^,;]{0,40}|so [\w/-]+)\s*,?\s*(?:de |ra )?(?:ngay|nam)?\s*$",
            before,
        )
    ) and not re.search(r"(truoc|hoan thanh)\s+(?:trong )?(?:ngay|nam)?\s*$", before)


def _is_horizon(before: str) -> bool:
    """A span the plan looks over ("giai đoạn 2026-2030"), unless something is to be done in it ("trong giai đoạn")."""
    return _HORIZON.search(before) is not None and _DONE_IN.search(before) is None


def _ends_with_date(before: str, after: str) -> bool:
    """A date that closes the clause after "đến" or in its own brackets ("(quý II/2026)")."""
    return bool(re.search(r"\(\s*(?:trong )?(?:quy|thang|ngay)?\s*$", before)) and after.lstrip().startswith(
        ")"
    )
