"""A figure is a number with its parts, or a reason; never a zero for what is missing."""

from __future__ import annotations

import pytest

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.figures import Figure, doubt, with_value
from cotmoc.core.rollup import per_of


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
        (None, 12, 10_000, "người/vạn dân", 12.0),
        (None, 3, 1_000, "người trên một nghìn dân", 3.0),
        (7.0, None, None, "%", 7.0),
        (None, None, None, "%", None),
        (3.0, 1, 0, "%", 3.0),
    ],
)
def test_a_ratio_follows_from_its_parts(
    value: float | None, numerator: float | None, denominator: float | None, unit: str, result: float | None
) -> None:
    assert with_value(value, numerator, denominator, per_of(unit)) == result


def test_a_typed_share_that_its_parts_contradict_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="không khớp"):
        with_value(30.0, 1, 4, 100)


@pytest.mark.parametrize(
    ("value", "before", "question"),
    [
        (1340.0, 214.0, "Gấp 6,3 lần kỳ trước."),
        (1.0, 10.0, "Chỉ bằng 1/10 kỳ trước."),
        (49.0, 10.0, ""),
        (50.0, 10.0, "Gấp 5,0 lần kỳ trước."),
        (None, 10.0, ""),
        (0.0, 10.0, ""),
        (5.0, 0.0, ""),
        (-5.0, 5.0, ""),
        (-50.0, -5.0, "Gấp 10,0 lần kỳ trước."),
    ],
)
def test_a_jump_is_asked_about(value: float | None, before: float | None, question: str) -> None:
    assert doubt(value, before) == question
