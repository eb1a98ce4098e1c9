"""Roll-up: the order of the units and the way they are split change nothing."""

from __future__ import annotations

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.rollup import KINDS, Kind, Part, roll_up

numbers = st.one_of(st.none(), st.integers(0, 10**6).map(float))
parts = st.lists(
    st.builds(
        Part,
        st.text("abcdef", min_size=1, max_size=6),
        numbers,
        numbers,
        numbers,
        st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2026, 12, 31))),
    ),
    max_size=12,
    unique_by=lambda part: part.unit,
)
kinds = st.sampled_from(KINDS)


@given(kinds, parts, st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(kind: Kind, some: list[Part], random: Random) -> None:
    shuffled = random.sample(some, len(some))
    assert roll_up(kind, shuffled) == roll_up(kind, some)


@given(st.sampled_from(["ratio", "sum"]), parts, st.integers(0, 12))
def test_rolling_up_in_two_steps_is_rolling_up_at_once(kind: Kind, some: list[Part], at: int) -> None:
    steps = [roll_up(kind, half) for half in (some[:at], some[at:])]
    halves = [Part(str(n), step.value, step.numerator, step.denominator) for n, step in enumerate(steps)]
    once, twice = roll_up(kind, some), roll_up(kind, halves)
    assert (twice.value, twice.numerator, twice.denominator) == (once.value, once.numerator, once.denominator)
    assert sum(step.reported for step in steps) == once.reported


@given(kinds, parts)
def test_a_unit_that_did_not_report_only_lowers_the_coverage(kind: Kind, some: list[Part]) -> None:
    before, after = roll_up(kind, some), roll_up(kind, [*some, Part("-")])
    assert (after.value, after.reported, after.expected) == (
        before.value,
        before.reported,
        before.expected + 1,
    )


@given(parts)
def test_a_ratio_lies_between_the_ratios_of_its_units(some: list[Part]) -> None:
    shares = [p.numerator / p.denominator for p in some if p.numerator is not None and p.denominator]
    whole = [p for p in some if p.denominator]
    value = roll_up("ratio", whole, per=1).value
    if shares and value is not None:
        assert min(shares) * (1 - 1e-12) <= value <= max(shares) * (1 + 1e-12)


@given(kinds, parts)
def test_no_report_no_figure(kind: Kind, some: list[Part]) -> None:
    rolled = roll_up(kind, [Part(part.unit) for part in some])
    assert (rolled.value, rolled.reported, rolled.expected) == (None, 0, len(some))
    assert rolled.coverage == f"0/{len(some)}"
