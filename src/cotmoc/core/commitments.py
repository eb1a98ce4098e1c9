"""What an indicator's targets ask for: of which year, in which direction, and by which path."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cotmoc.core.dates import milestone_date
from cotmoc.core.numbers import at_least, format_number
from cotmoc.core.path import Path, Point, Shape
from cotmoc.core.plan import NUMERIC_OPS, Target

_LOWER_OPS = ("<=", "<")
_SIGNS = {">=": "≥ ", ">": "> ", "<=": "≤ ", "<": "< ", "=": "", "between": ""}
WORDS = {"exists": "có, hoàn thành", "qualitative": "theo mô tả", "undetermined": "chưa xác định"}


@dataclass(frozen=True)
class Commitment:
    """The targets of one indicator, its direction and where it starts from (None when no figure tells).

    A target with `every` is owed anew each year up to its milestone, so it is no point of the path.
    """

    targets: tuple[Target, ...]
    higher_is_better: bool = True
    start: Point | None = None
    shape: Shape = "linear"

    @property
    def rising(self) -> bool:
        """Whether more is better. Targets that are all "at most" turn the direction, whatever was noted."""
        ops = {target.op for target in self.targets if target.op in NUMERIC_OPS}
        return self.higher_is_better and not (ops and ops <= set(_LOWER_OPS))

    def milestones(self) -> tuple[tuple[date, Target], ...]:
        """Dated targets in order of their dates."""
        dated = [(milestone_date(target.milestone), target) for target in self.targets if target.milestone]
        return tuple(sorted(dated, key=lambda pair: pair[0]))

    def of_year(self, year: int) -> Target | None:
        """The target of `year`: its last milestone in it, else one owed every year up to a later one."""
        dated = self.milestones()
        same = [target for day, target in dated if day.year == year]
        owed = [target for day, target in dated if target.every and day.year > year]
        undated = [target for target in self.targets if target.every and not target.milestone]
        return next(iter(same[-1:] or owed[:1] or undated), None)

    def next_after(self, on: date) -> Target | None:
        """The first dated target not before `on`; after the last milestone, that one."""
        dated = self.milestones()
        ahead = [target for day, target in dated if day >= on]
        return next(iter(ahead or [target for _, target in dated[-1:]]), None)

    def path(self) -> Path | None:
        """The way from the start over the milestones with a number; None without one.

        Of two targets for one day the stricter counts. A start on or after the first milestone is left out:
        the path is known there already.
        """
        points: dict[date, float] = {}
        for day, target in self.milestones():
            edge = self.edge(target)
            if edge is None or target.every:
                continue
            points[day] = edge if day not in points else self._stricter(points[day], edge)
        if not points:
            return None
        if self.start and self.start[0] < min(points):
            points[self.start[0]] = self.start[1]
        return Path(tuple(sorted(points.items())), self.shape, self.rising)

    def edge(self, target: Target) -> float | None:
        """The value at which `target` is kept: of a range, the end that comes first."""
        return target.value if self.rising or target.upper is None else target.upper

    def keeps(self, target: Target, value: float) -> bool:
        """Whether `value` keeps `target`, unrounded.

        "=" and a range are floors (ceilings where lower is better): reaching more than was promised keeps the
        promise. A target without a number is kept by a figure above zero (1 = có, 0 = chưa).
        """
        edge = self.edge(target)
        if target.op == "undetermined":
            return False
        if edge is None:
            return value > 0
        if self.rising and target.op not in _LOWER_OPS:
            kept, strictly = at_least(value, edge), not at_least(edge, value)
        else:
            kept, strictly = at_least(edge, value), not at_least(value, edge)
        return kept and (strictly or target.op not in {">", "<"})

    def attainment(self, value: float, level: float) -> float | None:
        """`value` ÷ `level`, turned round where lower is better; raw, None where it has no meaning."""
        above, below = (value, level) if self.rising else (level, value)
        return above / below if below > 0 and above >= 0 else None

    def _stricter(self, one: float, other: float) -> float:
        return max(one, other) if self.rising else min(one, other)


def write_target(target: Target, unit: str | None = None) -> str:
    """`target` as a table shows it: "≥ 57,6%", "2 – 4 doanh nghiệp", "chưa xác định"."""
    if target.value is None:
        return WORDS[target.op]
    text = _SIGNS[target.op] + format_number(target.value)
    if target.upper is not None:
        text += f" – {format_number(target.upper)}"
    return text + unit_suffix(unit if unit is not None else target.unit)


def unit_suffix(unit: str | None) -> str:
    """The unit as it follows a number: "%" close to it, words after a space."""
    if not unit:
        return ""
    return unit if unit.startswith("%") else f" {unit}"
