"""Verdicts: metamorphic relations that hold whatever the thresholds are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from cotmoc.core.commitments import Commitment
from cotmoc.core.plan import Target
from cotmoc.core.status import STATUSES, Figure, Verdict, judge

ORDER = ("late", "at-risk", "on-path", "reached")
_MIRROR = {">=": "<=", ">": "<", "<=": ">=", "<": ">", "=": "="}
values = st.integers(-5000, 5000).map(lambda n: n / 4)


@st.composite
def cases(draw: st.DrawFn) -> tuple[Commitment, Figure, date]:
    """A commitment with a start and one to three milestones, a figure of its years, and a day to judge on."""
    higher = draw(st.booleans())
    op = draw(st.sampled_from([">=", ">", "="] if higher else ["<=", "<", "="]))
    years = draw(st.lists(st.integers(2026, 2035), min_size=1, max_size=3, unique=True))
    targets = tuple(Target(op, str(year), draw(values)) for year in sorted(years))
    today = draw(st.dates(date(2026, 1, 1), date(2036, 12, 31)))
    as_of = draw(st.dates(date(today.year - 1, 12, 1), today))
    start = (date(2025, draw(st.integers(1, 12)), 15), draw(values))
    return Commitment(targets, higher, start), Figure(draw(values), as_of), today


def _map(commitment: Commitment, scale: float, *, mirrored: bool = False) -> Commitment:
    assert commitment.start
    return Commitment(
        tuple(
            replace(
                target, value=(target.value or 0) * scale, op=_MIRROR[target.op] if mirrored else target.op
            )
            for target in commitment.targets
        ),
        commitment.higher_is_better ^ mirrored,
        (commitment.start[0], commitment.start[1] * scale),
        commitment.shape,
    )


def _is_moving(commitment: Commitment, verdict: Verdict) -> bool:
    """Whether the path asks for progress on the day: only then has the ratio a mirror image."""
    assert commitment.start
    if verdict.expected is None:
        return False
    sign = 1 if commitment.rising else -1
    return sign * (verdict.expected - commitment.start[1]) > 1e-6


@given(cases(), st.sampled_from([0.01, 0.5, 3.0, 1000.0]))
def test_other_units_of_measure_give_the_same_verdict(
    case: tuple[Commitment, Figure, date], scale: float
) -> None:
    commitment, figure, today = case
    plain = judge(figure, commitment, today=today)
    scaled = judge(replace(figure, value=figure.value * scale), _map(commitment, scale), today=today)
    assert scaled.status == plain.status
    assert scaled.lag_months == plain.lag_months
    assert scaled.beyond == plain.beyond


@given(cases())
def test_the_mirror_image_gives_the_same_verdict(case: tuple[Commitment, Figure, date]) -> None:
    commitment, figure, today = case
    plain = judge(figure, commitment, today=today)
    assume(_is_moving(commitment, plain))
    mirrored = judge(replace(figure, value=-figure.value), _map(commitment, -1, mirrored=True), today=today)
    assert (mirrored.status, mirrored.lag_months, mirrored.ratio) == (
        plain.status,
        plain.lag_months,
        plain.ratio,
    )


@given(cases(), st.integers(0, 4000).map(lambda n: n / 4))
def test_a_better_figure_never_gives_a_worse_verdict(
    case: tuple[Commitment, Figure, date], more: float
) -> None:
    commitment, figure, today = case
    better = replace(figure, value=figure.value + (more if commitment.rising else -more))
    before, after = judge(figure, commitment, today=today), judge(better, commitment, today=today)
    assume(before.status in ORDER and after.status in ORDER)
    assert ORDER.index(after.status) >= ORDER.index(before.status)


@given(cases())
def test_reached_means_that_the_target_is_kept_unrounded(case: tuple[Commitment, Figure, date]) -> None:
    commitment, figure, today = case
    verdict = judge(figure, commitment, today=today)
    assert verdict.status in STATUSES
    assert verdict.why.endswith(".")
    if verdict.year_target:
        assert (verdict.status == "reached") == commitment.keeps(verdict.year_target, figure.value)


@given(cases())
def test_exactly_on_the_path_is_on_the_path(case: tuple[Commitment, Figure, date]) -> None:
    commitment, figure, today = case
    expected = judge(figure, commitment, today=today).expected
    last = commitment.milestones()[-1][0]
    assume(expected is not None and max(today, figure.as_of) < last and figure.as_of.year == today.year)
    verdict = judge(replace(figure, value=expected or 0.0), commitment, today=today)
    assert verdict.status in {"on-path", "reached"}


@given(cases())
def test_without_a_figure_there_is_no_verdict(case: tuple[Commitment, Figure, date]) -> None:
    commitment, _, today = case
    assert judge(None, commitment, today=today).status == "no-data"
