"""Tasks of the demonstration, brought to their states step by step."""

from __future__ import annotations

from datetime import date

from cotmoc.actions.tasks import complete_task, confirm_task, pause_task, start_task, withdraw_task
from cotmoc.cli._demo_files import DemoFilesError, Row
from cotmoc.core.text import fold
from cotmoc.store.models import Person, Plan, Task

_NOT_STARTED = {"waiting", "never-started"}
_HANDED_IN = {"done", "done-late", "handed-in"}


def load_tasks(plan: Plan, rows: list[Row], *, by: Person) -> None:
    """Take every task through the steps that lead to its state."""
    tasks = {task.code: task for task in plan.tasks.all()}
    for row in rows:
        task = tasks.get(row["Mã nhiệm vụ"])
        if task is None or fold(row["Nhiệm vụ"]) not in fold(task.text):
            raise DemoFilesError(
                f"Nhiệm vụ {row['Mã nhiệm vụ']} đọc từ văn bản không phải '{row['Nhiệm vụ']}'."
            )
        _bring(task, row, by)


def _bring(task: Task, row: Row, by: Person) -> None:
    course, reason = row["Tình trạng"], row["Lý do"]
    if course in _NOT_STARTED:
        return
    if course == "withdrawn":
        withdraw_task(task=task, reason=reason, by=by)
        return
    start_task(task=task, by=by)
    if course == "paused":
        pause_task(task=task, reason=reason, by=by)
    elif course in _HANDED_IN:
        completed_on = date.fromisoformat(row["Ngày hoàn thành"])
        complete_task(task=task, proof=row["Minh chứng"], completed_on=completed_on, by=by)
        if course != "handed-in":
            confirm_task(task=task, by=by)
