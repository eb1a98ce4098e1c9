"""Numbers: faults that a table cannot show."""

from __future__ import annotations

import pytest

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.numbers import at_least, format_number, parse_number


def test_a_number_beyond_measure_is_refused_without_repeating_it() -> None:
    with pytest.raises(InvalidValueError, match="'99999999999999999999…' quá lớn") as refusal:
        parse_number("9" * 400)
    assert len(str(refusal.value)) < 80


def test_a_long_number_that_is_none_is_named_in_full() -> None:
    with pytest.raises(InvalidValueError, match="viết -85,5"):
        parse_number("-85,5 triệu đồng")


def test_very_large_values_are_written_without_rounding() -> None:
    assert format_number(1e25) == "10" + ".000" * 8


def test_sums_in_another_order_are_the_same_figure() -> None:
    assert at_least(0.1 + 0.2 + 0.7, 1.0)
    assert at_least(0.7 + 0.2 + 0.1, 1.0)
    assert not at_least(0.99999999, 1.0)
