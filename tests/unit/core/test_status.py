"""Verdicts: settings, labels and the fields around the status."""

from __future__ import annotations

from datetime import date

import pytest

from cotmoc.core.commitments import Commitment
from cotmoc.core.errors import InvalidValueError
from cotmoc.core.plan import Target
from cotmoc.core.status import STATUS_LABELS, STATUSES, Figure, Thresholds, judge, lag_label

START = (date(2025, 12, 31), 40.0)
PLEDGE = Commitment((Target(">=", "2027", 60),), start=START)
TODAY = date(2026, 10, 19)


def test_thresholds_are_settings() -> None:
    figure = Figure(46, TODAY)
    strict = Thresholds(on_path=1, at_risk=0.9, level_months=0)
    lenient = Thresholds(on_path=0.7, at_risk=0.5)
    assert judge(figure, PLEDGE, today=TODAY, thresholds=strict).status == "late"
    assert judge(figure, PLEDGE, today=TODAY, thresholds=lenient).status == "on-path"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"on_path": 0.7}, "theo thứ tự"),
        ({"at_risk": 0.0}, "theo thứ tự"),
        ({"on_path": 1.2}, "theo thứ tự"),
        ({"level_months": -1}, "không được âm"),
    ],
)
def test_thresholds_without_sense_are_refused(settings: dict[str, float], message: str) -> None:
    with pytest.raises(InvalidValueError, match=message):
        Thresholds(**settings)  # type: ignore[arg-type]


def test_a_verdict_carries_its_arithmetic() -> None:
    verdict = judge(Figure(46, TODAY), PLEDGE, today=TODAY)
    assert (verdict.label, verdict.on, verdict.expected, verdict.ratio) == ("Có nguy cơ", TODAY, 48, 0.75)
    assert (verdict.year_target, verdict.attainment, verdict.beyond) == (None, None, 0)
    assert verdict.lag_months == pytest.approx(73 / 30.4375)


def test_a_percentage_is_shown_on_its_side_of_the_threshold() -> None:
    odd = Thresholds(on_path=0.955)
    pledge = Commitment((Target(">=", "2035", 140),), start=START)
    day = date(2030, 12, 31)  # half of the way: 50 of 100
    below, above = (
        judge(Figure(value, day), pledge, today=day, thresholds=odd) for value in (87.749, 87.751)
    )
    assert (below.status, above.status) == ("at-risk", "on-path")
    assert "(95,498%)" in below.why
    assert "(95,502%)" in above.why


def test_a_figure_of_last_year_is_compared_with_the_end_of_last_year() -> None:
    verdict = judge(Figure(50, date(2026, 12, 31)), PLEDGE, today=date(2027, 2, 1))
    assert (verdict.on, verdict.expected) == (date(2026, 12, 31), 50)


def test_a_stale_figure_is_said_to_be_stale() -> None:
    verdict = judge(Figure(50, date(2026, 1, 31)), PLEDGE, today=date(2027, 12, 1))
    assert verdict.status == "no-data"
    assert "cũ hơn 18 tháng" in verdict.why


def test_lags_in_words() -> None:
    words = [lag_label(months) for months in (None, 0, 1.5, -1.5, 1.51, -4.6, 5)]
    assert words == [
        "", "khớp lộ trình", "khớp lộ trình", "khớp lộ trình", "chậm 2 tháng", "sớm 5 tháng", "chậm 5 tháng",
    ]  # fmt: skip


def test_every_status_has_a_word() -> None:
    assert set(STATUSES) == set(STATUS_LABELS)
    assert len(set(STATUS_LABELS.values())) == len(STATUSES)
