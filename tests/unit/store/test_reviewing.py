"""How far a review is and how long the rest takes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cotmoc.store.models import Claim, Decision
from cotmoc.store.reviewing import ClaimView, minutes_left, verdict_of

START = datetime(2026, 11, 20, 8, tzinfo=UTC)


def decided(seconds: Sequence[float], left: int, *, carried: bool = False) -> list[ClaimView]:
    done = [
        ClaimView(Claim(), "accept", {}, Decision(at=START + timedelta(seconds=second), carried=carried))
        for second in seconds
    ]
    return done + [ClaimView(Claim(), "pending", {}, None)] * left


@pytest.mark.parametrize(
    ("seconds", "left", "minutes"),
    [
        ([0, 30, 60, 90, 120, 150], 20, 10),
        ([0, 30, 60, 90, 120, 150], 1, 1),
        ([0, 30, 60, 90, 4000, 4030, 4060], 20, 10),
        ([0, 30, 60], 20, None),
        ([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6], 20, None),
        ([0, 30, 60, 90, 120, 150], 0, None),
    ],
)
def test_the_rest_at_the_pace_so_far(seconds: list[float], left: int, minutes: int | None) -> None:
    assert minutes_left(decided(seconds, left)) == minutes


def test_carried_decisions_are_no_work() -> None:
    assert minutes_left(decided([0, 30, 60, 90, 120, 150], 20, carried=True)) is None


@pytest.mark.parametrize(
    ("verdicts", "holds"),
    [
        ([], None),
        (["undo"], None),
        (["accept", "undo"], None),
        (["accept", "edit", "undo"], "accept"),
        (["undo", "reject"], "reject"),
    ],
)
def test_the_verdict_that_holds(verdicts: list[str], holds: str | None) -> None:
    assert verdict_of(verdicts) == holds


@given(st.lists(st.sampled_from(["accept", "reject", "undo"])), st.sampled_from(["accept", "reject"]))
def test_a_verdict_taken_back_leaves_what_held_before(verdicts: list[str], last: str) -> None:
    assert verdict_of([*verdicts, last]) == last
    assert verdict_of([*verdicts, last, "undo"]) == verdict_of(verdicts)
