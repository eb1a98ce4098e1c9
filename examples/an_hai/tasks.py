"""The 80 tasks of `tasks.csv`: what is to be done, by whom, by when, and how each stands on the day."""

from __future__ import annotations

import csv
import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, cast

from .clock import Clock

SOURCE = Path(__file__).with_name("tasks.csv")
Part = Literal["bullets", "organisation", "table"]

Course = Literal[
    "done", "done-late", "running", "handed-in", "waiting", "yellow", "red", "special-red", "never-started",
    "paused", "withdrawn",
]  # fmt: skip
# How many of the dated tasks take each course; the rest of them are running.
_SHARES: dict[Course, int] = {
    "done": 25,
    "done-late": 8,
    "handed-in": 4,
    "waiting": 8,
    "yellow": 4,
    "red": 3,
    "special-red": 7,
    "never-started": 3,
    "paused": 2,
    "withdrawn": 2,
}
REASONS = {
    "paused": "Chờ hướng dẫn của bộ quản lý ngành về tiêu chuẩn kỹ thuật.",
    "withdrawn": "Nhập vào nhiệm vụ khác cùng nội dung để tránh làm hai lần.",
}


@dataclass(frozen=True)
class Task:
    """A task as the document writes it and as it stands.

    `lead` and `others` are codes of units, `when` the words of its deadline, `product` the deliverable of a row.
    """

    part: Part
    group: str
    text: str
    lead: str
    others: tuple[str, ...]
    product: str
    when: str = ""
    due: date | None = None
    course: Course = "running"
    completed_on: date | None = None
    proof: str = ""


def code(number: int) -> str:
    """The code the plan gives the `number`-th task, from 1."""
    return f"NV-{number:02d}"


def make_tasks(clock: Clock, rng: random.Random) -> tuple[Task, ...]:
    """The tasks in the order of the document, with deadlines around the day: every state and alert is there."""
    with SOURCE.open(encoding="utf-8", newline="") as file:
        written = [_written(row) for row in csv.DictReader(file, delimiter=";")]
    dated = sum(task.part != "organisation" for task in written)
    courses: list[Course] = [course for course, number in _SHARES.items() for _ in range(number)]
    courses += ["running"] * (dated - len(courses))
    rng.shuffle(courses)
    remaining = iter(courses)
    return tuple(
        task if task.part == "organisation" else _standing(task, next(remaining), clock, rng)
        for task in written
    )


def groups(tasks: tuple[Task, ...], part: Part) -> dict[str, list[Task]]:
    """The tasks of a part by their heading."""
    found: dict[str, list[Task]] = {}
    for task in tasks:
        if task.part == part:
            found.setdefault(task.group, []).append(task)
    return found


def _written(row: dict[str, str]) -> Task:
    return Task(
        cast(Part, row["part"]),
        row["group"],
        row["text"],
        row["lead"],
        tuple(row["with"].split()),
        row["product"],
    )


def _standing(task: Task, course: Course, clock: Clock, rng: random.Random) -> Task:
    due, when = _deadline(course, clock, rng)
    task = replace(task, due=due, when=when, course=course)
    if course not in {"done", "done-late", "handed-in"}:
        return task
    completed = _completed(course, due, clock, rng)
    paper = rng.choice(("Quyết định", "Báo cáo", "Biên bản nghiệm thu"))
    proof = f"{paper} số {rng.randint(12, 980)} ngày {completed:%d/%m/%Y}"
    return replace(task, completed_on=completed, proof=proof)


def _completed(course: Course, due: date, clock: Clock, rng: random.Random) -> date:
    if course == "done":
        return max(due - timedelta(days=rng.randint(1, 40)), clock.issued + timedelta(days=20))
    if course == "done-late":
        return min(due + timedelta(days=rng.randint(4, 60)), clock.today - timedelta(days=1))
    return clock.today - timedelta(days=rng.randint(1, 9))


def _deadline(course: Course, clock: Clock, rng: random.Random) -> tuple[date, str]:
    """The last day of the task, and how the document writes it."""
    if course == "yellow":
        return _exact(clock.today + timedelta(days=rng.randint(1, 3)))
    if course == "red":
        return _exact(clock.today - timedelta(days=rng.randint(1, 2)))
    if course in {"special-red", "never-started"}:
        return _exact(clock.today - timedelta(days=rng.randint(4, 95)))
    if course in {"done", "done-late"}:
        return _span(clock.today, -rng.randint(2, 18), clock, rng)
    return _span(clock.today, rng.randint(1, 26), clock, rng)


def _exact(day: date) -> tuple[date, str]:
    return day, f"{day.day}/{day.month}/{day.year}"


def _span(today: date, months: int, clock: Clock, rng: random.Random) -> tuple[date, str]:
    """A month, a quarter or a year that ends about `months` away, always on the same side of the day."""
    index = max(today.year * 12 + today.month - 1 + months, clock.issued.year * 12 + 2)
    year, month = divmod(index, 12)
    quarter = month // 3
    kinds = (
        ["tháng"]
        if months < 0 and (year, quarter * 3 + 2) >= (today.year, today.month - 1)
        else ["tháng", "quý"]
    )
    if months > 0 and year > today.year:
        kinds.append("năm")
    kind = rng.choice(kinds)
    if kind == "tháng":
        return _end(year, month), f"tháng {month + 1}/{year}"
    if kind == "quý":
        return _end(year, quarter * 3 + 2), f"quý {('I', 'II', 'III', 'IV')[quarter]}/{year}"
    return _end(year, 11), f"năm {year}"


def _end(year: int, month: int) -> date:
    """The last day of a month counted from 0."""
    return date(year + month // 11, (month + 1) % 12 + 1, 1) - timedelta(days=1)
