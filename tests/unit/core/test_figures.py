"""A figure is a number with its parts, or a reason; never a zero for what is missing."""

from __future__ import annotations

import pytest

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.figures import Figure, with_value


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({}, "đừng ghi 0"),
        ({"missing_reason": "  "}, "đừng ghi 0"),
        ({"value": float("nan")}, "hữu hạn"),
        ({"value": 1.0, "numerator": 1.0}, "cả hai"),
        ({"value": 1.0, "numerator": 1.0, "denominator": 0.0}, "lớn hơn 0"),
        ({"value": 1.0, "missing_reason": "chưa có"}, "không ghi lý do"),
    ],
)
def test_half_a_figure_is_refused(values: dict[str, float], sentence: str) -> None:
    with pytest.raises(InvalidValueError, match=sentence):
        Figure(1, **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "numerator", "denominator", "unit", "result"),
    [
        (None, 1, 4, "%", 25.0),
        (25.0, 1, 4, "% hộ", 25.0),
        (None, 1, 4, "người", 0.25),
        (7.0, None, None, "%", 7.0),
        (None, None, None, "%", None),
        (3.0, 1, 0, "%", 3.0),
    ],
)
def test_a_ratio_follows_from_its_parts(
    value: float | None, numerator: float | None, denominator: float | None, unit: str, result: float | None
) -> None:
    assert with_value(value, numerator, denominator, unit) == result


def test_a_typed_share_that_its_parts_contradict_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="không khớp"):
        with_value(30.0, 1, 4, "%")
