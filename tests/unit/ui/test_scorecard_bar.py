"""From scorecards to bars."""

from __future__ import annotations

from datetime import date

from cotmoc.analysis.scorecards import IndicatorRow, Observation, score_plan
from cotmoc.core.periods import Period
from cotmoc.core.plan import Target
from cotmoc.ui.scorecard_bar import axis_of, bar_of
from cotmoc.ui.thanh_moc import draw

TODAY = date(2026, 11, 20)
ROWS = (
    IndicatorRow("5g", "Dân số được phủ sóng 5G", (Target(">=", "2025", 50), Target(">=", "2030", 99)), "%",
                 start=(date(2024, 12, 31), 20.0)),
    IndicatorRow("dti", "Thứ hạng", (Target("<=", "2035", 10),), higher_is_better=False),
    IndicatorRow("luat", "Có cơ chế thử nghiệm", (Target("qualitative"),)),
)  # fmt: skip
SEEN = (Observation("5g", Period.parse("2026-10"), value=61.4, approved_at=date(2026, 11, 5)),)
CARDS = score_plan(ROWS, SEEN, today=TODAY)


def test_all_rows_share_one_axis_from_the_earliest_start() -> None:
    axis = axis_of(CARDS, today=TODAY)
    assert axis is not None
    assert (axis.start, axis.stops) == (
        date(2024, 12, 31),
        tuple(date(y, 12, 31) for y in (2025, 2030, 2035)),
    )


def test_a_bar_takes_value_verdict_and_stones_from_its_card() -> None:
    axis = axis_of(CARDS, today=TODAY)
    assert axis is not None
    bar = bar_of(CARDS[0], axis)
    assert (bar.value, bar.as_of, bar.unit, bar.status) == (
        61.4,
        date(2026, 10, 31),
        "%",
        CARDS[0].verdict.status,
    )
    assert [m.stone for m in bar.milestones] == [*(m.stone for m in CARDS[0].milestones), None]
    assert "Dân số được phủ sóng 5G" in draw(bar)


def test_an_indicator_without_figures_or_dates_still_has_a_bar() -> None:
    axis = axis_of(CARDS, today=TODAY)
    assert axis is not None
    bare = [bar_of(card, axis) for card in CARDS[1:]]
    assert [bar.value for bar in bare] == [None, None]
    assert not any(m.asks for m in bare[1].milestones)
    assert all('role="img"' in draw(bar) for bar in bare)


def test_a_plan_without_milestones_has_no_axis() -> None:
    assert axis_of(CARDS[2:], today=TODAY) is None


def test_a_plan_without_baselines_begins_a_year_before_its_first_milestone() -> None:
    axis = axis_of(CARDS[1:2], today=TODAY)
    assert axis is not None
    assert axis.start == TODAY
