"""One figure as a unit hands it in, and the rules it must keep before it is stored."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.numbers import format_number
from cotmoc.core.rollup import ratio
from cotmoc.core.sentence import say

# A share computed from its parts and the share typed beside them may differ by rounding only.
ROUNDING = 0.05
# A figure so many times the one before, or so many times less, is asked about: usually a slip of the unit.
DOUBTFUL_FACTOR = 5.0


@dataclass(frozen=True)
class Figure:
    """indicator × unit × period → a value, or the reason why there is none.

    `numerator` and `denominator` come together; the value of a ratio follows from them.
    """

    indicator_id: int
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    missing_reason: str = ""

    def __post_init__(self) -> None:
        numbers = [number for number in (self.value, self.numerator, self.denominator) if number is not None]
        if not all(math.isfinite(number) for number in numbers):
            raise InvalidValueError(say("Giá trị phải là số hữu hạn."), code="value")
        if (self.numerator is None) != (self.denominator is None):
            raise InvalidValueError(
                say("Tử số và mẫu số phải có cả hai, hoặc để trống cả hai."), code="parts"
            )
        if self.denominator is not None and self.denominator <= 0:
            raise InvalidValueError(say("Mẫu số phải lớn hơn 0."), code="parts")
        if self.value is None and not self.missing_reason.strip():
            raise InvalidValueError(
                say("Nhập giá trị, hoặc ghi lý do chưa có số liệu; đừng ghi 0."), code="value"
            )
        if self.value is not None and self.missing_reason:
            raise InvalidValueError(say("Đã có giá trị thì không ghi lý do chưa có số liệu."), code="reason")


def with_value(
    value: float | None, numerator: float | None, denominator: float | None, per: float
) -> float | None:
    """The value a ratio's parts give (numerator ÷ denominator × `per`), checked against the one typed.

    Without both parts, `value` itself. Raises InvalidValueError when the two differ by more than rounding.
    """
    if numerator is None or denominator is None or denominator <= 0:
        return value
    computed = ratio(numerator, denominator, per)
    if value is not None and abs(value - computed) > ROUNDING:
        raise InvalidValueError(
            say(
                "Giá trị %(value)s không khớp tử số chia mẫu số (%(computed)s); sửa một trong ba số.",
                value=format_number(value),
                computed=format_number(computed),
            ),
            code="parts",
        )
    return computed


def doubt(value: float | None, before: float | None) -> str:
    """What to ask about a figure that jumps: "Gấp 6,3 lần kỳ trước."; empty where nothing is odd."""
    if not value or not before or (value > 0) != (before > 0):
        return ""
    times = value / before
    if times >= DOUBTFUL_FACTOR:
        return say("Gấp %(times)s lần kỳ trước.", times=format_number(times, 1))
    if times <= 1 / DOUBTFUL_FACTOR:
        return say("Chỉ bằng 1/%(times)s kỳ trước.", times=format_number(1 / times, 0))
    return ""
