"""Numbers: what is written can be read again, and never looks better than it is."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.errors import InvalidValueError
from cotmoc.core.numbers import at_least, format_number, parse_number

hundredths = st.integers(-(10**11), 10**11).map(lambda n: n / 100)
anything = st.floats(-1e9, 1e9, allow_nan=False)


@given(hundredths)
def test_what_is_written_is_read_again(value: float) -> None:
    assert parse_number(format_number(value)) == value


@given(hundredths)
def test_percent_signs_spaces_and_no_break_spaces_change_nothing(value: float) -> None:
    text = format_number(value)
    assert parse_number(f"\u00a0{text} %") == parse_number(f" {text}% ") == value
    assert parse_number(text.replace(".", "\u202f")) == value


@given(hundredths)
def test_a_minus_sign_turns_the_value_round(value: float) -> None:
    positive = format_number(abs(value))
    assert parse_number(f"−{positive}") == parse_number(f"-{positive}") == -abs(value)


@given(anything, st.integers(0, 6))
def test_fixed_decimals_are_fixed_and_near(value: float, decimals: int) -> None:
    text = format_number(value, decimals)
    assert len(text.partition(",")[2]) == decimals
    exact = Decimal(f"{value:.14g}")
    assert abs(Decimal(text.replace(".", "").replace(",", ".")) - exact) <= Decimal("0.5").scaleb(-decimals)


@given(st.integers(-1000, 1000), st.integers(1, 10**7), st.sampled_from([-1, 1]))
def test_a_whole_number_not_reached_is_not_shown_as_reached(whole: int, parts: int, side: int) -> None:
    value = whole + side / (parts + 2)
    assert parse_number(format_number(value)) != whole


@given(hundredths, anything)
def test_beside_a_target_the_number_stays_on_its_side(target: float, value: float) -> None:
    exact, bound = Decimal(f"{value:.14g}"), Decimal(f"{target:.14g}")
    shown = Decimal(format_number(value, beside=target).replace(".", "").replace(",", "."))
    assert (shown > bound) == (exact > bound)
    assert (shown < bound) == (exact < bound)


@given(anything, anything)
def test_at_least_forgives_noise_only(value: float, bound: float) -> None:
    if value >= bound:
        assert at_least(value, bound)
    elif bound - value > 1e-9 * max(abs(value), abs(bound)):
        assert not at_least(value, bound)


@given(st.text(max_size=20) | st.text("0123456789.,% -−", max_size=12))
def test_any_text_is_a_number_or_a_sentence(text: str) -> None:
    try:
        value = parse_number(text)
    except InvalidValueError as refusal:
        sentence: str | None = str(refusal)
    else:
        sentence = None
        assert isfinite(value)
    assert sentence is None or "số" in sentence
