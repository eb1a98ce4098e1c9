"""Scorecards: the latest figure, its verdict, its coverage and the stones of its path."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.analysis.scorecards import IndicatorRow, Observation, Scorecard, score_indicator, score_plan
from cotmoc.analysis.summary import count_alerts, count_statuses, count_task_states, incomplete
from cotmoc.core.path import Point
from cotmoc.core.periods import Period
from cotmoc.core.plan import Target
from cotmoc.core.taskstate import view_task
from cotmoc.core.thresholds import Thresholds

TODAY = date(2026, 10, 19)
BASE: Point = (date(2025, 12, 31), 40.0)


def seen(period: str, value: float, unit: str = "", indicator: str = "a") -> Observation:
    return Observation(indicator, Period.parse(period), unit, value, approved_at=date(2026, 10, 1))


def row(
    *targets: Target, start: Point | None = BASE, units: tuple[str, ...] = (), key: str = "a"
) -> IndicatorRow:
    return IndicatorRow(key, "Chỉ tiêu", targets, "%", start=start, rollup="sum", units=units)


def score(one: IndicatorRow, *some: Observation, today: date = TODAY) -> Scorecard:
    return score_indicator(one, some, today=today)


def test_the_latest_approved_figure_is_judged() -> None:
    card = score(row(Target(">=", "2027", 60)), seen("2026-08", 45), seen("2026-09", 46))
    assert (card.value, card.period, card.coverage) == (46, Period.parse("2026-09"), "1/1")
    assert (card.verdict.status, card.verdict.ratio) == ("at-risk", 0.75)
    assert card.path is not None
    assert [point.value for point in card.history] == [45, 46]


def test_a_figure_that_waits_for_approval_is_missing() -> None:
    waiting = Observation("a", Period.parse("2026-09"), value=46)
    card = score(row(Target(">=", "2027", 60)), waiting)
    assert (card.value, card.period, card.coverage, card.verdict.status) == (None, None, "0/1", "no-data")


def test_a_period_that_few_units_reported_does_not_replace_a_covered_one() -> None:
    some = [seen("2026-08", 20, "x"), seen("2026-08", 26, "y"), seen("2026-09", 25, "x")]
    card = score(row(Target(">=", "2027", 60), units=("x", "y", "z", "t")), *some)
    assert (card.value, card.coverage) == (46, "2/4")
    assert card.verdict.why.endswith("Mới có 2 trong 4 đơn vị báo cáo.")


def test_where_no_period_is_covered_the_newest_is_shown_with_its_coverage() -> None:
    card = score(row(Target(">=", "2027", 60), units=("x", "y", "z")), seen("2026-09", 25, "x"))
    assert (card.value, card.coverage) == (25, "1/3")


def test_without_any_report_all_units_are_missing() -> None:
    assert score(row(Target(">=", "2027", 60), units=("x", "y", "z"))).coverage == "0/3"


def test_without_a_baseline_the_first_of_two_figures_is_the_start() -> None:
    one = row(Target(">=", "2027", 60), start=None)
    alone = score(one, seen("2025-12", 40))
    both = score(one, seen("2025-12", 40), seen("2026-09", 46))
    assert (alone.verdict.status, both.verdict.status) == ("not-due", "at-risk")
    assert both.path is not None
    assert both.path.start == BASE


def test_stones_tell_what_became_of_each_milestone() -> None:
    targets = [Target(">=", str(year), value) for year, value in
               ((2024, 30), (2025, 45), (2026, 48), (2027, 60), (2028, 70), (2029, 75), (2030, 80))]  # fmt: skip
    figures = [seen("2025-12", 44), seen("2026-09", 46), seen("2027-12", 60), seen("2028-06", 75.5)]
    card = score(row(*targets, start=(date(2023, 12, 31), 20.0)), *figures, today=date(2028, 7, 1))
    assert [stone.stone for stone in card.milestones] == [
        "reached-late", "reached-late", "reached-late", "reached", "reached", "reached", "next",
    ]  # fmt: skip


def test_stones_that_were_missed_and_those_nobody_reported_on() -> None:
    targets = (Target(">=", "2025", 45), Target(">=", "2027", 60), Target(">=", "2030", 80))
    assert [one.stone for one in score(row(*targets), seen("2026-09", 44)).milestones] == [
        "missed",
        "next",
        "later",
    ]
    assert [one.stone for one in score(row(*targets)).milestones] == ["unknown", "next", "later"]


def test_a_milestone_is_not_missed_before_its_day_is_over() -> None:
    one = row(Target(">=", "2026-10-19", 60))
    assert [stone.stone for stone in score(one, seen("2026-09", 46)).milestones] == ["next"]
    assert [
        stone.stone for stone in score(one, seen("2026-09", 46), today=date(2026, 10, 20)).milestones
    ] == ["missed"]


def test_a_plan_is_scored_in_its_order_with_its_thresholds() -> None:
    rows = [row(Target(">=", "2027", 60), key=key) for key in ("b", "a", "c")]
    some = [
        seen("2026-09", 46, indicator="a"),
        seen("2026-09", 60, indicator="b"),
        seen("2026-09", 1, indicator="z"),
    ]
    cards = score_plan(rows, some, today=TODAY)
    assert [(card.indicator.key, card.verdict.status) for card in cards] == [
        ("b", "reached"), ("a", "at-risk"), ("c", "no-data"),
    ]  # fmt: skip
    lenient = score_plan(rows, some, today=TODAY, thresholds=Thresholds(on_path=0.7, at_risk=0.5))
    assert lenient[1].verdict.status == "on-path"
    assert [card.indicator.key for card in incomplete(cards)] == ["c"]
    assert count_statuses(cards) == {
        "reached": 1, "on-path": 0, "at-risk": 1, "late": 0, "no-data": 1, "not-due": 0,
    }  # fmt: skip


def test_the_order_of_observations_changes_nothing() -> None:
    one = row(Target(">=", "2027", 60), start=None, units=("x", "y"))
    some = [seen(f"2026-{month:02d}", 3.0 * month, unit) for month in range(1, 10) for unit in ("x", "y")]
    assert score(one, *some) == score(one, *some[::-1])


def test_tasks_are_counted_by_state_and_by_alert() -> None:
    views = [
        view_task("in-progress", today=TODAY, due=date(2026, 10, 20)),
        view_task("not-started", today=TODAY, due=date(2026, 10, 1)),
        view_task("paused", today=TODAY),
    ]
    states, alerts = count_task_states(views), count_alerts(views)
    assert {state: n for state, n in states.items() if n} == {"in-progress": 1, "overdue": 1, "paused": 1}
    assert alerts == {"none": 1, "yellow": 1, "red": 0, "special-red": 1}
    assert sum(states.values()) == len(views)


@pytest.mark.parametrize(("indicators", "months"), [(60, 24)])
def test_a_province_is_scored_at_once(indicators: int, months: int) -> None:
    units = tuple(f"u{n}" for n in range(20))
    rows = [row(Target(">=", "2027", 60), units=units, key=str(n)) for n in range(indicators)]
    periods = [Period("month", 2025 + n // 12, n % 12 + 1) for n in range(months)]
    some = [
        Observation(one.key, period, unit, 2.0, approved_at=date(2026, 1, 1))
        for one in rows for period in periods for unit in units
    ]  # fmt: skip
    cards = score_plan(rows, some, today=TODAY)
    assert {(card.value, card.coverage, len(card.history)) for card in cards} == {(40, "20/20", months)}
