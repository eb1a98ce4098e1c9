"""Settings of the verdict on an indicator, with their documented defaults."""

from __future__ import annotations

from dataclasses import dataclass

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.numbers import format_number
from cotmoc.core.sentence import say


@dataclass(frozen=True)
class Thresholds:
    """Where one status ends and the next begins. Ratios are shares of the progress expected.

    - `on_path`, `at_risk`: the least ratio that is on the path, and that is only at risk.
    - `level_months`: a lag within so many months reads "khớp lộ trình" and is on the path whatever the ratio:
      reporting itself takes that long, and near the start of a path a ratio is noise.
    - `stale_months`: an older figure says nothing about today.
    - `horizon_years`: without any figure, a first milestone further away than a five-year plan is not due.
    """

    on_path: float = 0.95
    at_risk: float = 0.75
    level_months: float = 1.5
    stale_months: int = 18
    horizon_years: int = 5

    def __post_init__(self) -> None:
        if not 0 < self.at_risk < self.on_path <= 1:
            raise InvalidValueError(
                say("Ngưỡng phải theo thứ tự 0 < có nguy cơ < đúng lộ trình ≤ 1; mặc định 0,75 và 0,95."),
                code="thresholds",
            )
        if min(self.level_months, self.stale_months, self.horizon_years) < 0:
            raise InvalidValueError(say("Số tháng, số năm của ngưỡng không được âm."), code="thresholds")


DEFAULT_THRESHOLDS = Thresholds()


def lag_label(months: float | None, thresholds: Thresholds = DEFAULT_THRESHOLDS) -> str:
    """A lag in words: "chậm 5 tháng", "sớm 5 tháng", within `level_months` "khớp lộ trình"; "" of None."""
    if months is None:
        return ""
    if abs(months) <= thresholds.level_months:
        return say("khớp lộ trình")
    if months > 0:
        return say("chậm %(months)s tháng", months=format_number(months, 0))
    return say("sớm %(months)s tháng", months=format_number(-months, 0))
