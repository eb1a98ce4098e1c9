"""Tasks: the steps between their states, and what a board shows of one today.

Days late and days left are calendar days, as deadlines of plans are; response times to citizens, which count
working days, use `core.workdays`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from cotmoc.core.dates import milestone_date
from cotmoc.core.errors import ConflictError, InvalidValueError
from cotmoc.core.sentence import say

State = Literal["not-started", "in-progress", "done", "paused", "withdrawn"]
ViewState = Literal[
    "not-started", "in-progress", "overdue", "done-on-time", "done-late", "paused", "withdrawn"
]
Alert = Literal["none", "yellow", "red", "special-red"]
Actor = Literal["owner", "giver"]

STATE_LABELS: dict[State, str] = {
    "not-started": "Chưa thực hiện",
    "in-progress": "Đang thực hiện",
    "done": "Hoàn thành",
    "paused": "Tạm dừng",
    "withdrawn": "Thu hồi",
}
VIEW_LABELS: dict[ViewState, str] = {
    "not-started": "Chưa thực hiện",
    "in-progress": "Đang thực hiện, trong hạn",
    "overdue": "Đang thực hiện, quá hạn",
    "done-on-time": "Hoàn thành đúng hạn",
    "done-late": "Hoàn thành quá hạn",
    "paused": "Tạm dừng",
    "withdrawn": "Thu hồi",
}
NEVER_STARTED = "Chưa thực hiện, quá hạn"
ALERT_LABELS: dict[Alert, str] = {
    "none": "Không cảnh báo",
    "yellow": "Vàng",
    "red": "Đỏ",
    "special-red": "Đỏ đặc biệt",
}
# Whom an alert is sent to: it rises one level with each colour.
ALERT_GOES_TO: dict[Alert, str] = {
    "none": "",
    "yellow": "cơ quan chủ trì",
    "red": "thủ trưởng cơ quan chủ trì",
    "special-red": "cấp giao nhiệm vụ",
}
# (from, to) → who takes the step. The giver confirms completion, pauses, withdraws and hands back.
STEPS: dict[tuple[State, State], Actor] = {
    ("not-started", "in-progress"): "owner",
    ("not-started", "done"): "giver",
    ("not-started", "paused"): "giver",
    ("not-started", "withdrawn"): "giver",
    ("in-progress", "done"): "giver",
    ("in-progress", "paused"): "giver",
    ("in-progress", "withdrawn"): "giver",
    ("done", "in-progress"): "giver",
    ("paused", "in-progress"): "giver",
    ("paused", "withdrawn"): "giver",
    ("withdrawn", "not-started"): "giver",
}
_NEEDS_REASON = {"paused", "withdrawn"}


@dataclass(frozen=True)
class AlertSettings:
    """Days before and after the deadline at which alerts rise; calendar days.

    `soon`: shown as due soon. `yellow`: so many days or fewer left and no proof. `special`: so many days late
    or more. The `urgent_` values hold for urgent work.
    """

    soon: int = 30
    urgent_soon: int = 7
    yellow: int = 3
    urgent_yellow: int = 5
    special: int = 3

    def __post_init__(self) -> None:
        if min(self.soon, self.urgent_soon, self.yellow, self.urgent_yellow) < 0 or self.special < 1:
            raise InvalidValueError(
                say("Số ngày cảnh báo không được âm; đỏ đặc biệt tính từ ít nhất 1 ngày quá hạn."),
                code="alerts",
            )


DEFAULT_ALERTS = AlertSettings()


@dataclass(frozen=True)
class TaskView:
    """What a board shows of a task. `days_late` is 0 in time; `days_left` is None when the clock stands."""

    state: ViewState
    label: str
    alert: Alert
    days_late: int = 0
    days_left: int | None = None
    due_soon: bool = False


def due_date(due: str | None, every: str | None, today: date) -> date | None:
    """The deadline that holds today: the stated one, else 31/12 of this year for a continuous task."""
    if due:
        return milestone_date(due)
    return date(today.year, 12, 31) if every else None


def view_task(
    state: State,
    *,
    today: date,
    due: date | None = None,
    completed_on: date | None = None,
    proof_on: date | None = None,
    urgent: bool = False,
    settings: AlertSettings = DEFAULT_ALERTS,
) -> TaskView:
    """How a task stands `today`.

    Completed without a date or without proof is not completed: it is shown as still in progress. The clock of
    an open task stops on the day its proof was handed in, so that a slow confirmation is not the owner's delay.
    """
    if state in {"paused", "withdrawn"}:
        shown: ViewState = "paused" if state == "paused" else "withdrawn"
        return TaskView(shown, VIEW_LABELS[shown], "none")
    if state == "done" and completed_on and proof_on:
        late = max(0, (completed_on - due).days) if due else 0
        shown = "done-late" if late else "done-on-time"
        return TaskView(shown, VIEW_LABELS[shown], "none", days_late=late)
    return _view_open(state, due, min(proof_on or today, today), proof_on is not None, urgent, settings)


def check_step(before: State, after: State, *, has_proof: bool = False, reason: str = "") -> Actor:
    """Who may take the step; raises `ConflictError` where there is none or what it needs is missing."""
    actor = STEPS.get((before, after))
    if actor is None:
        raise ConflictError(
            say(
                "Không chuyển được nhiệm vụ từ '%(before)s' sang '%(after)s'.",
                before=STATE_LABELS[before],
                after=STATE_LABELS[after],
            ),
            code="step",
        )
    if after == "done" and not has_proof:
        raise ConflictError(
            say("Chưa có minh chứng; nộp sản phẩm rồi mới hoàn thành nhiệm vụ."), code="proof"
        )
    if after in _NEEDS_REASON and not reason.strip():
        raise ConflictError(
            say("Ghi lý do trước khi chuyển sang '%(after)s'.", after=STATE_LABELS[after]), code="reason"
        )
    return actor


def _view_open(
    state: State, due: date | None, clock: date, has_proof: bool, urgent: bool, settings: AlertSettings
) -> TaskView:
    shown: Literal["not-started", "in-progress"] = "not-started" if state == "not-started" else "in-progress"
    if due is None:
        return TaskView(shown, STATE_LABELS[shown], "none")
    left = (due - clock).days
    if left < 0:
        label = NEVER_STARTED if shown == "not-started" else VIEW_LABELS["overdue"]
        return TaskView(
            "overdue", label, "special-red" if -left >= settings.special else "red", days_late=-left
        )
    yellow, soon = (
        (settings.urgent_yellow, settings.urgent_soon) if urgent else (settings.yellow, settings.soon)
    )
    alert: Alert = "yellow" if left <= yellow and not has_proof else "none"
    return TaskView(shown, VIEW_LABELS[shown], alert, days_left=left, due_soon=left <= soon and not has_proof)
