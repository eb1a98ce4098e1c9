"""From the figures of units to the figure of the whole, always with its coverage.

A ratio rolls up as the sum of numerators over the sum of denominators, never as a mean of percentages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Literal

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.text import fold

Kind = Literal["ratio", "sum", "latest", "count", "none"]

KIND_LABELS: dict[Kind, str] = {
    "ratio": "tổng tử số chia tổng mẫu số",
    "sum": "tổng các đơn vị",
    "latest": "số liệu mới nhất",
    "count": "số đơn vị đạt",
    "none": "không cộng gộp",
}
KINDS: tuple[Kind, ...] = tuple(KIND_LABELS)
PERCENT = 100.0
# Units of a share, folded, and by how much the share is multiplied: "%" and "người/vạn dân" alike.
_PER = (("%", PERCENT), ("phan tram", PERCENT), ("‰", 1_000.0), ("nghin dan", 1_000.0), ("van dan", 10_000.0))


def per_of(unit: str) -> float:
    """By how much a share is multiplied to be in `unit`: 100 for %, 10 000 for "người/vạn dân", else 1."""
    folded = fold(unit)
    return next((per for word, per in _PER if word in folded), 1.0)


def ratio(numerator: float, denominator: float, per: float = PERCENT) -> float:
    """A share in its unit: `numerator` ÷ `denominator` × `per`. The one place that computes it."""
    return numerator * per / denominator  # in this order 12 of 10 000 is 12 in ten thousand, not 11.999…


@dataclass(frozen=True)
class Part:
    """What one unit reported; everything None where it reported nothing."""

    unit: str
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    as_of: date | None = None


@dataclass(frozen=True)
class Rolled:
    """The figure of the whole; `value` is None where there is nothing to say. Coverage: reported of expected."""

    value: float | None
    numerator: float | None
    denominator: float | None
    reported: int
    expected: int

    @property
    def coverage(self) -> str:
        """The coverage as "87/102"."""
        return f"{self.reported}/{self.expected}"


def roll_up(
    kind: Kind, parts: Sequence[Part], *, expected: int | None = None, per: float = PERCENT
) -> Rolled:
    """The figure of the whole of `parts`.

    - ratio: Σ numerators ÷ Σ denominators × `per` (100 for %, 10 000 for "trên một vạn dân");
    - sum: Σ values; latest: the value with the latest `as_of`; count: units whose value is above zero;
    - none: no figure (a rank, a level), coverage only.

    `expected` is the number of units that owe a figure, by default the number of parts. A part without what
    its kind needs has not reported. Raises `InvalidValueError` on an unknown kind, a negative denominator or
    more reports than units.
    """
    if kind not in KINDS:
        raise InvalidValueError(
            f"Cách gộp '{kind}' không có; chọn một trong: {', '.join(KINDS)}.", code="rollup"
        )
    usable = [part for part in parts if _is_reported(kind, part)]
    owed = len(parts) if expected is None else expected
    if len(usable) > owed:
        raise InvalidValueError(
            f"Có {len(usable)} đơn vị báo cáo nhưng chỉ {owed} đơn vị phải báo cáo; xem lại danh sách đơn vị.",
            code="rollup",
        )
    value, numerator, denominator = _total(kind, usable, per) if usable else (None, None, None)
    return Rolled(value, numerator, denominator, len(usable), owed)


def _is_reported(kind: Kind, part: Part) -> bool:
    if kind != "ratio":
        return part.value is not None
    if part.denominator is not None and part.denominator < 0:
        raise InvalidValueError(
            f"Mẫu số của {part.unit} âm ({part.denominator:g}); kiểm tra lại.", code="rollup"
        )
    return part.numerator is not None and part.denominator is not None


def _total(kind: Kind, parts: Sequence[Part], per: float) -> tuple[float | None, float | None, float | None]:
    """Value, numerator and denominator. `fsum` keeps the result free of the order of the parts."""
    values = [part.value for part in parts if part.value is not None]
    if kind == "ratio":
        above = fsum(part.numerator for part in parts if part.numerator is not None)
        below = fsum(part.denominator for part in parts if part.denominator is not None)
        return (ratio(above, below, per) if below else None), above, below
    if kind == "sum":
        return fsum(values), None, None
    if kind == "latest":
        newest = max(parts, key=lambda part: (part.as_of or date.min, part.unit))
        return newest.value, newest.numerator, newest.denominator
    if kind == "count":
        yes = float(sum(value > 0 for value in values))
        return yes, yes, float(len(values))
    return None, None, None
