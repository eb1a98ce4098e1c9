"""The board of a plan: one row an indicator, what is missing, and what a reader filters by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_noop as mark

from cotmoc.analysis.scorecards import Scorecard
from cotmoc.analysis.summary import count_alerts, count_statuses, count_task_states
from cotmoc.core.commitments import Commitment, write_target
from cotmoc.core.numbers import MISSING, format_number
from cotmoc.core.plan import NUMERIC_OPS, Target
from cotmoc.core.status import Status
from cotmoc.core.taskstate import Alert
from cotmoc.core.text import fold
from cotmoc.store.models import Agency, Indicator, Plan
from cotmoc.store.scorecards import RANK_WORD, Scored, scored_plan
from cotmoc.store.tasks import NO_LEAD, TaskRow, task_rows

SORTS = {
    "muc": mark("Mục của văn bản"),
    "tinh-trang": mark("Tình trạng, nặng trước"),
    "cham": mark("Chậm nhất trước"),
    "ten": mark("Tên chỉ tiêu"),
}
_WORST_FIRST: tuple[Status, ...] = ("late", "at-risk", "no-data", "on-path", "reached", "not-due")
# What is missing, as filters: code → its words.
GAPS = {
    "thieu-don-vi": mark("Chưa đủ đơn vị báo cáo"),
    "chua-co-chu-tri": mark("Chưa có chủ trì"),
    "chua-co-muc-tieu": mark("Chưa có mục tiêu"),
}
NO_OWNER = NO_LEAD


@dataclass(frozen=True)
class BoardRow:
    """An indicator on the board as things stand on `today`."""

    indicator: Indicator
    card: Scorecard
    updated_at: datetime | None
    today: date

    @property
    def is_statement(self) -> bool:
        """Whether it asks for a thing to be there rather than for a number."""
        targets = self.card.indicator.targets
        return bool(targets) and not any(target.op in NUMERIC_OPS for target in targets)

    @property
    def is_rank(self) -> bool:
        """Whether its figure is a place in a ranking."""
        return self.card.indicator.unit == RANK_WORD

    @property
    def unit(self) -> str:
        """The unit beside the figure; a statement has none."""
        return "" if self.is_statement else self.card.indicator.unit or ""

    @property
    def value_text(self) -> str:
        """The latest approved figure; "–" where there is none."""
        value = self.card.value
        if self.is_statement and value is not None:
            return mark("Có") if value > 0 else mark("Chưa")
        target = self.year_target
        return format_number(value, beside=target.value if target else None)

    @cached_property
    def year_target(self) -> Target | None:
        """What is asked for in the year of `today`."""
        return year_target(self.card, self.today.year)

    @property
    def target_text(self) -> str:
        """The target of the year without its unit; "–" where nothing is asked this year."""
        target = self.year_target
        return target_words(target, "") if target else MISSING

    @property
    def path_text(self) -> str:
        """Where no target is set for this year: what the path asks for at its end."""
        path, last_day = self.card.path, date(self.today.year, 12, 31)
        if self.year_target or path is None or not path.start[0] <= last_day <= path.end[0]:
            return ""
        return format_number(round(path.expected(last_day), 1))

    @property
    def gaps(self) -> tuple[str, ...]:
        """Codes of GAPS that hold for it."""
        holds = {
            "thieu-don-vi": self.card.latest is not None and self.card.reported < self.card.expected,
            "chua-co-chu-tri": self.indicator.owner_id is None,
            "chua-co-muc-tieu": all(target.op == "undetermined" for target in self.card.indicator.targets),
        }
        return tuple(code for code, is_so in holds.items() if is_so)

    @property
    def share(self) -> float:
        """The share of units behind the figure, 0–1."""
        return self.card.reported / self.card.expected

    @property
    def days_old(self) -> int | None:
        """Days since the newest figure was approved."""
        if self.updated_at is None:
            return None
        return max(0, (self.today - timezone.localtime(self.updated_at).date()).days)


@dataclass(frozen=True)
class BoardQuery:
    """What a reader asks of the board: words, a status or a gap, owner (code of an agency), order."""

    words: str = ""
    status: str = ""
    gap: str = ""
    owner: str = ""
    sort: str = "muc"


@dataclass(frozen=True)
class Board:
    """All rows of a plan and its tasks, before a reader has filtered them."""

    plan: Plan
    today: date
    rows: tuple[BoardRow, ...]
    tasks: tuple[TaskRow, ...]

    @property
    def statuses(self) -> dict[Status, int]:
        """How many indicators have each status."""
        return count_statuses(row.card for row in self.rows)

    @property
    def gaps(self) -> dict[str, int]:
        """How many indicators lack what, without the empty ones."""
        counts = {code: sum(code in row.gaps for row in self.rows) for code in GAPS}
        return {code: count for code, count in counts.items() if count}

    @property
    def alerts(self) -> dict[Alert, int]:
        """How many tasks carry each alert."""
        return count_alerts(row.view for row in self.tasks)

    @property
    def tasks_in_time(self) -> int:
        """Tasks that are neither overdue nor stopped; without a deadline only when they are done."""
        counts = count_task_states(row.view for row in self.tasks)
        open_or_done = counts["not-started"] + counts["in-progress"] + counts["done-on-time"]
        return open_or_done - self.tasks_undated

    @property
    def tasks_undated(self) -> int:
        """Open tasks whose deadline nobody has set."""
        return sum(row.due is None and row.view.state in {"not-started", "in-progress"} for row in self.tasks)

    @property
    def has_figures(self) -> bool:
        """Whether any figure was approved yet."""
        return any(row.card.value is not None for row in self.rows)

    @property
    def owners(self) -> tuple[Agency, ...]:
        """The agencies that own an indicator, by name."""
        found = {row.indicator.owner.pk: row.indicator.owner for row in self.rows if row.indicator.owner}
        return tuple(sorted(found.values(), key=lambda agency: agency.folded))

    @property
    def last_year(self) -> int | None:
        """The year of the last milestone."""
        return max((m.on.year for row in self.rows for m in row.card.milestones), default=None)


def board(plan: Plan, *, today: date) -> Board:
    """The board of a plan, in seven queries however many figures there are."""
    rows = tuple(_row(scored, today) for scored in scored_plan(plan, today=today))
    return Board(plan, today, rows, task_rows(plan, today=today))


def _row(scored: Scored, today: date) -> BoardRow:
    return BoardRow(scored.indicator, scored.card, scored.updated_at, today)


def year_target(card: Scorecard, year: int) -> Target | None:
    """What the indicator is asked for in `year`."""
    row = card.indicator
    return Commitment(row.targets, row.higher_is_better).of_year(year)


def target_words(target: Target, unit: str | None = None) -> str:
    """A target as a table shows it; of a statement its note says more than its kind."""
    if target.op == "qualitative" and target.note:
        return target.note
    return write_target(target, unit)


def select_rows(rows: Sequence[BoardRow], query: BoardQuery) -> tuple[BoardRow, ...]:
    """The rows that answer `query`, in its order."""
    asked = fold(query.words).split()
    found = [
        row
        for row in rows
        if all(word in row.indicator.folded for word in asked)
        and query.status in {"", row.card.verdict.status}
        and (not query.gap or query.gap in row.gaps)
        and (
            not query.owner or query.owner == (row.indicator.owner.code if row.indicator.owner else NO_OWNER)
        )
    ]
    if query.sort in _ORDERS:
        found.sort(key=_ORDERS[query.sort])
    return tuple(found)


def _lag(row: BoardRow) -> float:
    return -(row.card.verdict.lag_months if row.card.verdict.lag_months is not None else -1e9)


_ORDERS: dict[str, Callable[[BoardRow], Any]] = {
    "tinh-trang": lambda row: (_WORST_FIRST.index(row.card.verdict.status), _lag(row)),
    "cham": _lag,
    "ten": lambda row: fold(row.indicator.name),
}
