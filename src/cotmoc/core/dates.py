"""Dates as official Vietnamese papers write them, and the dates that milestones mean."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.sentence import say

_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_SLASHED = re.compile(r"(?P<day>\d{1,2})(?P<mark>[/.-])(?P<month>\d{1,2})(?P=mark)(?P<year>\d{4})")
_WORDS = re.compile(r"(?:ngày )?(?P<day>\d{1,2}) tháng (?P<month>\d{1,2}) năm (?P<year>\d{4})", re.IGNORECASE)
_MILESTONE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?")


def official_date(day: date) -> str:
    """The day as in "ngày 05 tháng 02 năm 2026".

    Decree 30/2020: a leading zero for days below 10 and for months 1 and 2 only.
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year:04d}"


def short_date(day: date) -> str:
    """The day as in "5/2/2026", for tables and screens."""
    return f"{day.day}/{day.month}/{day.year:04d}"


def parse_date(text: str) -> date:
    """The day that `text` names: "5/2/2026", "05-02-2026", "2026-02-05" or "ngày 05 tháng 02 năm 2026"."""
    plain = " ".join(text.split())
    match = _SLASHED.fullmatch(plain) or _ISO.fullmatch(plain) or _WORDS.fullmatch(plain)
    if match is None:
        raise InvalidValueError(
            say("'%(text)s' không phải ngày; viết ngày/tháng/năm như 5/2/2026.", text=plain), code="date"
        )
    try:
        return date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        raise InvalidValueError(
            say("Không có ngày %(text)s; kiểm tra lại ngày và tháng.", text=plain), code="date"
        ) from None


def milestone_date(milestone: str) -> date:
    """The last day that still keeps the milestone: 31/12/2030 of "2030", 30/6/2030 of "2030-06"."""
    match = _MILESTONE.fullmatch(milestone)
    try:
        if match is None:
            raise ValueError
        year, month = int(match["year"]), int(match["month"] or 12)
        return date(year, month, int(match["day"] or monthrange(year, month)[1]))
    except ValueError:
        raise InvalidValueError(
            say(
                "'%(text)s' không phải mốc; viết năm (2030), tháng (2030-06) hoặc ngày (2030-06-30).",
                text=milestone,
            ),
            code="milestone",
        ) from None
