"""The sentence behind a verdict: the arithmetic in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cotmoc.core.commitments import Commitment, unit_suffix, write_target
from cotmoc.core.dates import milestone_date, short_date
from cotmoc.core.numbers import format_number
from cotmoc.core.path import Path
from cotmoc.core.plan import Target
from cotmoc.core.thresholds import Thresholds, lag_label

UNDETERMINED = "Văn bản chưa xác định mục tiêu."
NO_TARGET = "Chưa có mục tiêu để so."
NO_FIGURE = "Chưa có số liệu được duyệt."


def stale(as_of: date, thresholds: Thresholds) -> str:
    """Why an old figure gives no verdict."""
    return (
        f"Số liệu mới nhất đến {short_date(as_of)}, cũ hơn {thresholds.stale_months} tháng; "
        "cần số liệu mới để đánh giá."
    )


def first_milestone(day: date) -> str:
    """Why nothing is asked for yet."""
    return f"Mốc đầu tiên là {short_date(day)}; chưa phải báo cáo."


@dataclass(frozen=True)
class Reasons:
    """Sentences about one `value` (in `unit`) against its commitment, as things stand `on` a day."""

    value: float
    unit: str | None
    commitment: Commitment
    on: date
    year: int
    thresholds: Thresholds

    def distance(self, path: Path) -> str:
        """How far from the path, in words; below its start and past its end months would say nothing."""
        if path.beyond(self.value) < 0:
            return "kém mức xuất phát"
        lag = path.lag_months(self.value, self.on)
        if self.on >= path.end[0] and lag > 0:
            return "quá mốc cuối"
        return lag_label(lag, self.thresholds)

    def reached(self, target: Target, path: Path | None) -> str:
        """The target is kept, how early or late against the path."""
        lag = self.distance(path) if path else ""
        named = f"Đã đạt mục tiêu{self._when(target)} ({self._target(target)})"
        return f"{named}: số liệu là {self._figure(target)}{f'; {lag}' if lag else ''}."

    def missed(self, day: date, target: Target) -> str:
        """The day has come and the target is not kept."""
        named = f"Đã đến mốc {short_date(day)} mà chưa đạt mục tiêu ({self._target(target)})"
        return f"{named}: số liệu là {self._figure(target)}."

    def on_path(self, ratio: float | None, path: Path) -> str:
        """Progress made, progress expected, their ratio and the distance in months."""
        (day, start), expected = path.start, path.expected(self.on)
        lag = self.distance(path)
        asked = f"cần {self._number(expected)} vào {short_date(self.on)}"
        figure = f"số liệu là {format_number(self.value, beside=expected)}{unit_suffix(self.unit)}"
        if ratio is None or expected == start:
            return f"Lộ trình {asked}; {figure}; {lag}."
        made = f"{'đi được' if ratio >= 0 else 'lùi'} {format_number(abs(self.value - start))}"
        share = f"{made} trên {format_number(abs(expected - start))} phải đi ({self._percent(ratio)})"
        return f"Lộ trình từ {self._number(start)} ({short_date(day)}) {asked}; {figure}: {share}; {lag}."

    def of_year(self, ratio: float | None, target: Target) -> str:
        """Straight against the target of the year, there being no starting point."""
        share = "" if ratio is None else f", bằng {self._percent(ratio)}"
        return (
            f"Chưa có điểm xuất phát nên so thẳng với mục tiêu năm {self.year} ({self._target(target)}): "
            f"số liệu là {self._figure(target)}{share}."
        )

    def not_due(self, day: date | None, target: Target) -> str:
        """When the target will be looked at."""
        when = f"Xét vào {short_date(day)}" if day else "Văn bản không nêu mốc thời gian"
        return f"{when}; mục tiêu {self._target(target)}, số liệu là {self._figure(target)}."

    def _when(self, target: Target) -> str:
        if target.every or not target.milestone:
            return f" năm {self.year}" if target.every else ""
        if len(target.milestone) == len("2030"):
            return f" năm {target.milestone}"
        return f" đến {short_date(milestone_date(target.milestone))}"

    def _target(self, target: Target) -> str:
        return write_target(target, self.unit)

    def _figure(self, target: Target) -> str:
        return format_number(self.value, beside=self.commitment.edge(target)) + unit_suffix(self.unit)

    def _number(self, value: float) -> str:
        return format_number(value) + unit_suffix(self.unit)

    def _percent(self, ratio: float) -> str:
        bounds = (self.thresholds.on_path, self.thresholds.at_risk)
        nearest = min(bounds, key=lambda bound: abs(bound - ratio))
        return f"{format_number(ratio * 100, beside=nearest * 100)}%"
