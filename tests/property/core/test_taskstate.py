"""Tasks: alerts only rise with time, and completion needs proof."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cotmoc.core.taskstate import ALERT_LABELS, STATE_LABELS, VIEW_LABELS, State, view_task

LEVELS = tuple(ALERT_LABELS)
days = st.dates(date(2026, 1, 1), date(2026, 12, 31))
states = st.sampled_from(tuple(STATE_LABELS))


@given(states, days, days, st.integers(0, 60), st.booleans())
def test_alerts_never_fall_while_time_passes(
    state: State, due: date, today: date, later: int, urgent: bool
) -> None:
    now = view_task(state, today=today, due=due, urgent=urgent)
    then = view_task(state, today=today + timedelta(days=later), due=due, urgent=urgent)
    assert LEVELS.index(then.alert) >= LEVELS.index(now.alert)
    assert then.days_late >= now.days_late


@given(states, st.none() | days, days, st.none() | days, st.none() | days, st.booleans())
def test_a_view_is_of_one_piece(
    state: State, due: date | None, today: date, completed: date | None, proof: date | None, urgent: bool
) -> None:
    view = view_task(state, today=today, due=due, completed_on=completed, proof_on=proof, urgent=urgent)
    assert view.state in VIEW_LABELS
    assert (view.alert in {"red", "special-red"}) == (view.state == "overdue")
    assert (view.days_late > 0) == (view.state in {"overdue", "done-late"})
    assert view.days_left is None or view.days_left >= 0
    assert not view.state.startswith("done") or (completed and proof)


@given(days, days, st.integers(0, 200))
def test_a_slow_confirmation_is_not_the_owners_delay(due: date, proof: date, later: int) -> None:
    handed_in = view_task("in-progress", today=proof, due=due, proof_on=proof)
    waiting = view_task("in-progress", today=proof + timedelta(days=later), due=due, proof_on=proof)
    assert waiting == handed_in
    done = view_task("done", today=proof, due=due, completed_on=proof, proof_on=proof)
    assert done.days_late == handed_in.days_late
