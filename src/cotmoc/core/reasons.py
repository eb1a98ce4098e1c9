"""The sentence behind a verdict: the arithmetic in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cotmoc.core.commitments import Commitment, unit_suffix, write_target
from cotmoc.core.dates import milestone_date, short_date
from cotmoc.core.numbers import format_number
from cotmoc.core.path import Path
from cotmoc.core.plan import Target
from cotmoc.core.sentence import say
from cotmoc.core.thresholds import Thresholds, lag_label

UNDETERMINED = say("Văn bản chưa xác định mục tiêu.")
NO_TARGET = say("Chưa có mục tiêu để so.")
NO_FIGURE = say("Chưa có số liệu được duyệt.")

_FORWARD = say(
    "Lộ trình từ %(start)s (%(begun)s) cần %(needed)s vào %(day)s; số liệu là %(figure)s: "
    "đi được %(made)s trên %(span)s phải đi (%(share)s); %(distance)s."
)
_BACKWARD = say(
    "Lộ trình từ %(start)s (%(begun)s) cần %(needed)s vào %(day)s; số liệu là %(figure)s: "
    "lùi %(made)s trên %(span)s phải đi (%(share)s); %(distance)s."
)


def stale(as_of: date, thresholds: Thresholds) -> str:
    """Why an old figure gives no verdict."""
    return say(
        "Số liệu mới nhất đến %(day)s, cũ hơn %(count)s tháng; cần số liệu mới để đánh giá.",
        day=short_date(as_of),
        count=thresholds.stale_months,
    )


def first_milestone(day: date) -> str:
    """Why nothing is asked for yet."""
    return say("Mốc đầu tiên là %(day)s; chưa phải báo cáo.", day=short_date(day))


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
            return say("kém mức xuất phát")
        lag = path.lag_months(self.value, self.on)
        if self.on >= path.end[0] and lag > 0:
            return say("quá mốc cuối")
        return lag_label(lag, self.thresholds)

    def reached(self, target: Target, path: Path | None) -> str:
        """The target is kept, how early or late against the path."""
        told = {"when": self._when(target), "target": self._target(target), "figure": self._figure(target)}
        if path and (lag := self.distance(path)):
            return say(
                "Đã đạt mục tiêu%(when)s (%(target)s): số liệu là %(figure)s; %(distance)s.",
                **told,
                distance=lag,
            )
        return say("Đã đạt mục tiêu%(when)s (%(target)s): số liệu là %(figure)s.", **told)

    def missed(self, day: date, target: Target) -> str:
        """The day has come and the target is not kept."""
        return say(
            "Đã đến mốc %(day)s mà chưa đạt mục tiêu (%(target)s): số liệu là %(figure)s.",
            day=short_date(day),
            target=self._target(target),
            figure=self._figure(target),
        )

    def on_path(self, ratio: float | None, path: Path) -> str:
        """Progress made, progress expected, their ratio and the distance in months."""
        (day, start), expected = path.start, path.expected(self.on)
        told = {
            "needed": self._number(expected),
            "day": short_date(self.on),
            "figure": format_number(self.value, beside=expected) + unit_suffix(self.unit),
            "distance": self.distance(path),
        }
        if ratio is None or expected == start:
            return say("Lộ trình cần %(needed)s vào %(day)s; số liệu là %(figure)s; %(distance)s.", **told)
        told |= {
            "start": self._number(start),
            "begun": short_date(day),
            "made": format_number(abs(self.value - start)),
            "span": format_number(abs(expected - start)),
            "share": self._percent(ratio),
        }
        return say(_FORWARD if ratio >= 0 else _BACKWARD, **told)

    def of_year(self, ratio: float | None, target: Target) -> str:
        """Straight against the target of the year, there being no starting point."""
        told = {"year": self.year, "target": self._target(target), "figure": self._figure(target)}
        if ratio is None:
            return say(
                "Chưa có điểm xuất phát nên so thẳng với mục tiêu năm %(year)s (%(target)s): số liệu là %(figure)s.",
                **told,
            )
        return say(
            "Chưa có điểm xuất phát nên so thẳng với mục tiêu năm %(year)s (%(target)s): "
            "số liệu là %(figure)s, bằng %(share)s.",
            **told,
            share=self._percent(ratio),
        )

    def not_due(self, day: date | None, target: Target) -> str:
        """When the target will be looked at."""
        told = {"target": self._target(target), "figure": self._figure(target)}
        if day is None:
            return say("Văn bản không nêu mốc thời gian; mục tiêu %(target)s, số liệu là %(figure)s.", **told)
        return say(
            "Xét vào %(day)s; mục tiêu %(target)s, số liệu là %(figure)s.", **told, day=short_date(day)
        )

    def _when(self, target: Target) -> str:
        if target.every or not target.milestone:
            return say(" năm %(year)s", year=self.year) if target.every else ""
        if len(target.milestone) == len("2030"):
            return say(" năm %(year)s", year=target.milestone)
        return say(" đến %(day)s", day=short_date(milestone_date(target.milestone)))

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
