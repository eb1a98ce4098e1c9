"""One figure as a unit hands it in, and the rules it must keep before it is stored."""

from __future__ import annotations

import math
from dataclasses import dataclass

from cotmoc.core.errors import InvalidValueError

# A share computed from its parts and the share typed beside them may differ by rounding only.
ROUNDING = 0.05


@dataclass(frozen=True)
class Figure:
    """indicator × unit × period → a value, or the reason why there is none.

    `numerator` and `denominator` come together; for an indicator in per cent the value follows from them.
    """

    indicator_id: int
    value: float | None = None
    numerator: float | None = None
    denominator: float | None = None
    missing_reason: str = ""

    def __post_init__(self) -> None:
        numbers = [number for number in (self.value, self.numerator, self.denominator) if number is not None]
        if not all(math.isfinite(number) for number in numbers):
            raise InvalidValueError("Giá trị phải là số hữu hạn.", code="value")
        if (self.numerator is None) != (self.denominator is None):
            raise InvalidValueError("Tử số và mẫu số phải có cả hai, hoặc để trống cả hai.", code="parts")
        if self.denominator is not None and self.denominator <= 0:
            raise InvalidValueError("Mẫu số phải lớn hơn 0.", code="parts")
        if self.value is None and not self.missing_reason.strip():
            raise InvalidValueError("Nhập giá trị, hoặc ghi lý do chưa có số liệu; đừng ghi 0.", code="value")
        if self.value is not None and self.missing_reason:
            raise InvalidValueError("Đã có giá trị thì không ghi lý do chưa có số liệu.", code="value")


def with_value(
    figure_value: float | None, numerator: float | None, denominator: float | None, unit: str
) -> float | None:
    """The value a ratio's parts give ("%" indicators: 100·numerator ÷ denominator), checked against the one typed.

    Raises InvalidValueError when the two differ by more than rounding (ROUNDING).
    """
    if numerator is None or denominator is None or denominator <= 0:
        return figure_value
    computed = numerator / denominator * (100 if unit.strip().startswith("%") else 1)
    if figure_value is not None and abs(figure_value - computed) > ROUNDING:
        raise InvalidValueError(
            f"Giá trị {figure_value:g} không khớp tử số chia mẫu số ({computed:g}); sửa một trong ba số.",
            code="parts",
        )
    return computed
