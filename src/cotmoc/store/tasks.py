"""Tasks as their pages show them: the state and the alert of today, what is asked, and what has happened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext_noop as mark

from cotmoc.core.sentence import say
from cotmoc.core.taskstate import ALERT_LABELS, TaskView, view_task
from cotmoc.core.text import fold
from cotmoc.store.models import Plan, Task, TaskChange

# The gravest first: what a leader looks at.
_GRAVITY = tuple(reversed(ALERT_LABELS))
SORTS = {
    "muc": mark("Mục của văn bản"),
    "canh-bao": mark("Cảnh báo nặng trước"),
    "han": mark("Thời hạn"),
    "chu-tri": mark("Cơ quan chủ trì"),
}
NO_LEAD = "chua-co"
# Asked for in the place of a state: the proof was handed in, and whoever gave the task has not confirmed yet.
AWAITING = "cho-dong-y"


@dataclass(frozen=True)
class TaskRow:
    """A task with how it stands today. `due` is the deadline that holds today."""

    task: Task
    view: TaskView
    due: date | None

    @property
    def clock(self) -> str:
        """The distance to the deadline in words."""
        if self.view.days_late:
            return say("quá hạn %(count)s ngày", count=self.view.days_late)
        if self.view.days_left is None:
            return ""
        if self.view.days_left == 0:
            return mark("hết hạn hôm nay")
        return say("còn %(count)s ngày", count=self.view.days_left)

    @property
    def awaits_confirmation(self) -> bool:
        """Whether the proof was handed in and the giver has not confirmed yet."""
        return self.task.state == Task.State.IN_PROGRESS and bool(self.task.proof)


@dataclass(frozen=True)
class TaskQuery:
    """What a reader asks of the list: words, state (or AWAITING) or alert, lead (code of an agency), order."""

    words: str = ""
    state: str = ""
    alert: str = ""
    lead: str = ""
    sort: str = "muc"


@dataclass(frozen=True)
class TaskPage:
    """One task with all its changes, newest first."""

    row: TaskRow
    changes: tuple[TaskChange, ...]


def tasks_in_force(plan: Plan) -> QuerySet[Task]:
    """The tasks of the version in force, in the order of the document."""
    return Task.objects.filter(plan=plan, ended_in_version__isnull=True).order_by("position", "id")


def due_today(task: Task, today: date) -> date | None:
    """The deadline that holds today: a continuous task without its own is due on 31/12 of each year."""
    stated = task.due_text or (task.due and (task.due.month, task.due.day) != (12, 31))
    if task.every and not stated:
        return date(today.year, 12, 31)
    return task.due


def task_row(task: Task, today: date) -> TaskRow:
    """How one task stands today."""
    due = due_today(task, today)
    view = view_task(
        task.state,  # type: ignore[arg-type]
        today=today,
        due=due,
        completed_on=task.completed_on,
        proof_on=task.completed_on if task.proof else None,
    )
    return TaskRow(task, view, due)


def task_rows(plan: Plan, *, today: date) -> tuple[TaskRow, ...]:
    """Every task in force, in the order of the document, in one query."""
    return tuple(task_row(task, today) for task in tasks_in_force(plan).select_related("lead"))


def task_page(plan: Plan, code: str, *, today: date) -> TaskPage:
    """One task in force and its changes, in two queries; raises Task.DoesNotExist."""
    task = tasks_in_force(plan).select_related("lead", "claim").get(code=code)
    return TaskPage(task_row(task, today), tuple(task.changes.select_related("by")))


def select_tasks(rows: Sequence[TaskRow], query: TaskQuery) -> tuple[TaskRow, ...]:
    """The rows that answer `query`, in its order."""
    asked = fold(query.words).split()
    found = [
        row
        for row in rows
        if all(word in row.task.folded for word in asked)
        and (row.awaits_confirmation if query.state == AWAITING else query.state in {"", row.view.state})
        and query.alert in {"", row.view.alert}
        and (not query.lead or query.lead == (row.task.lead.code if row.task.lead else NO_LEAD))
    ]
    if query.sort == "canh-bao":
        found.sort(key=lambda row: (_GRAVITY.index(row.view.alert), -row.view.days_late, row.due or date.max))
    elif query.sort == "han":
        found.sort(key=lambda row: row.due or date.max)
    elif query.sort == "chu-tri":
        found.sort(key=lambda row: (row.task.lead is None, row.task.lead.folded if row.task.lead else ""))
    return tuple(found)
