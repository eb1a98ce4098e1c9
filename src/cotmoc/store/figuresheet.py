"""The form of one unit and one period: what it asks, what stands, what stood before, and the same as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext_noop as mark

from cotmoc.core.commitments import Commitment, write_target
from cotmoc.core.figures import doubt
from cotmoc.core.periods import Period
from cotmoc.store.collection import indicators_of, standing
from cotmoc.store.models import Agency, Indicator, Observation, Plan, Submission
from cotmoc.store.scorecards import target_value, unit_word
from cotmoc.writing.workbook import Sheet, SheetColumn, Value, table_workbook

# How many values of a figure its history shows.
HISTORY_ROWS = 200


@dataclass(frozen=True)
class EntryLine:
    """One figure that is asked: `figure` is what stands (the open one, else the approved), `before` the period before.

    `target` is the target of the period's year as a table shows it, without its unit.
    """

    number: int
    indicator: Indicator
    figure: Observation | None
    before: Observation | None
    target: str

    @property
    def unit(self) -> str:
        return unit_word(self.indicator.unit)

    @property
    def asks_parts(self) -> bool:
        """Whether it is entered as numerator and denominator."""
        has_parts = self.figure is not None and self.figure.numerator is not None
        return self.indicator.needs_parts or has_parts

    @property
    def is_statement(self) -> bool:
        """Whether nothing is counted, only said: 1 when the thing is there, 0 when not yet."""
        targets = self.indicator.targets.all()
        return bool(targets) and all(target.value is None for target in targets)

    @property
    def is_entered(self) -> bool:
        """Whether there is a value or a reason."""
        return self.figure is not None

    @property
    def is_open(self) -> bool:
        """Whether what stands was entered and not handed in yet."""
        return self.figure is not None and self.figure.state == Observation.State.DRAFT

    @property
    def value(self) -> float | None:
        return self.figure.value if self.figure else None

    @property
    def value_before(self) -> float | None:
        return self.before.value if self.before else None

    @property
    def difference(self) -> float | None:
        """By how much the value differs from that of the period before."""
        if self.value is None or self.value_before is None:
            return None
        return self.value - self.value_before

    @property
    def question(self) -> str:
        """What to ask about a value that jumps, until somebody has approved it."""
        is_settled = self.figure is not None and self.figure.state == Observation.State.APPROVED
        return "" if is_settled else doubt(self.value, self.value_before)


@dataclass(frozen=True)
class EntrySheet:
    """All figures that a unit owes for a period, in the order of the document."""

    plan: Plan
    unit: Agency
    period: Period
    submission: Submission | None
    lines: tuple[EntryLine, ...]

    @property
    def groups(self) -> tuple[tuple[str, tuple[EntryLine, ...]], ...]:
        """The lines under the headings of the document."""
        grouped = groupby(self.lines, key=lambda line: line.indicator.heading)
        return tuple((heading, tuple(lines)) for heading, lines in grouped)

    @property
    def state(self) -> str:
        """The state of the submission, "none" before anything was entered."""
        return self.submission.state if self.submission else "none"

    @property
    def turn(self) -> Submission:
        """What the unit hands in, as the question of permissions asks about it, before there is one too."""
        return self.submission or Submission(plan=self.plan, unit=self.unit, period=self.period.code)

    @property
    def is_waiting(self) -> bool:
        """Whether it is handed in and not decided on: nothing can be entered."""
        return self.state == Submission.State.SUBMITTED

    @property
    def entered(self) -> int:
        return sum(line.is_entered for line in self.lines)

    @property
    def drafts(self) -> int:
        """How many figures wait to be handed in."""
        return sum(line.is_open for line in self.lines)

    @property
    def questions(self) -> int:
        return sum(bool(line.question) for line in self.lines)

    @property
    def left(self) -> int:
        return len(self.lines) - self.entered

    @property
    def blocked(self) -> str:
        """Why it cannot be handed in; empty when it can."""
        if self.is_waiting:
            return mark("đã nộp, đang chờ duyệt")
        return "" if self.drafts else mark("chưa có số mới để nộp")


def entry_sheet(plan: Plan, unit: Agency, period: Period) -> EntrySheet:
    """The form as it stands, in four queries."""
    indicators = list(indicators_of(plan, unit).prefetch_related("targets"))
    now = standing(plan, unit, period)
    before = standing(plan, unit, period.previous())
    lines = tuple(
        EntryLine(number, one, now.get(one.pk), before.get(one.pk), _target_of(one, period.year))
        for number, one in enumerate(indicators, 1)
    )
    submission = Submission.objects.filter(plan=plan, unit=unit, period=period.code).first()
    return EntrySheet(plan, unit, period, submission, lines)


def figure_history(indicator: Indicator, unit: Agency) -> tuple[Observation, ...]:
    """Every value ever entered for an indicator by a unit: newest period first, in it the newest value."""
    rows = Observation.objects.filter(indicator=indicator, unit=unit)
    return tuple(
        rows.select_related("entered_by", "approved_by").order_by("-period", "-entered_at", "-id")[
            :HISTORY_ROWS
        ]
    )


def sheet_workbook(sheet: EntrySheet) -> bytes:
    """The form as a workbook that says what is known and can be imported back."""
    columns = (
        SheetColumn("Mã chỉ tiêu", 13),
        SheetColumn("Chỉ tiêu", 48),
        SheetColumn("Đơn vị tính", 14),
        SheetColumn("Mã đơn vị", 11),
        SheetColumn("Đơn vị", 24),
        SheetColumn("Kỳ", 11),
        SheetColumn("Kỳ trước", 12),
        SheetColumn(f"Mục tiêu {sheet.period.year}", 14),
        SheetColumn("Giá trị", 14, open=True),
        SheetColumn("Tử số", 14, open=True),
        SheetColumn("Mẫu số", 14, open=True),
        SheetColumn("Lý do chưa có số liệu", 32, open=True),
    )
    return table_workbook(
        [Sheet(f"{sheet.period.code} {sheet.unit.code}", columns, tuple(_book_rows(sheet)), protected=True)],
        title=f"Số liệu {sheet.period.label} · {sheet.unit}",
    )


def _book_rows(sheet: EntrySheet) -> Iterable[tuple[Value, ...]]:
    for line in sheet.lines:
        figure = line.figure
        shown = (
            (figure.value, figure.numerator, figure.denominator, figure.missing_reason)
            if figure
            else (None,) * 4
        )
        indicator = line.indicator
        yield (
            indicator.code,
            indicator.name,
            line.unit,
            sheet.unit.code,
            sheet.unit.name,
            sheet.period.code,
            line.value_before,
            line.target,
            *shown,
        )


def _target_of(indicator: Indicator, year: int) -> str:
    """The year's target; none where units' figures are added up, since it is the whole's and not the unit's."""
    if indicator.collect == Indicator.Collect.COMMUNES and indicator.roll_up == Indicator.RollUp.SUM:
        return ""
    commitment = Commitment(tuple(map(target_value, indicator.targets.all())), indicator.higher_is_better)
    target = commitment.of_year(year)
    return write_target(target, "") if target else ""
