"""The table of task states: every state has an owner, a way in and a way out."""

from __future__ import annotations

import pytest

from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.taskstate import (
    ALERT_GOES_TO,
    ALERT_LABELS,
    STATE_LABELS,
    STEPS,
    AlertSettings,
    State,
    check_step,
)  # fmt: skip


def test_every_state_has_a_way_out_and_a_way_in() -> None:
    assert {before for before, _ in STEPS} == set(STATE_LABELS)
    assert {after for _, after in STEPS} == set(STATE_LABELS)


@pytest.mark.parametrize(("before", "after"), STEPS)
def test_every_step_has_somebody_who_takes_it(before: State, after: State) -> None:
    assert check_step(before, after, has_proof=True, reason="chỉ đạo mới") in {"owner", "giver"}


def test_only_the_giver_confirms() -> None:
    assert {actor for (_, after), actor in STEPS.items() if after == "done"} == {"giver"}


def test_a_step_that_is_not_in_the_table_is_refused() -> None:
    with pytest.raises(
        ConflictError, match="Không chuyển được nhiệm vụ từ 'Hoàn thành' sang 'Tạm dừng'"
    ) as refusal:
        check_step("done", "paused", reason="x")
    assert refusal.value.code == "step"


def test_every_alert_but_none_goes_to_somebody() -> None:
    assert [alert for alert in ALERT_LABELS if not ALERT_GOES_TO[alert]] == ["none"]


@pytest.mark.parametrize("settings", [{"yellow": -1}, {"special": 0}])
def test_settings_without_sense_are_refused(settings: dict[str, int]) -> None:
    with pytest.raises(InvalidValueError, match="không được âm"):
        AlertSettings(**settings)
