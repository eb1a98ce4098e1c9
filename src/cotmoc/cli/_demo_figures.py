"""Figures of the demonstration: the past taken over at once, what is under way entered as a unit would."""

from __future__ import annotations

from collections import defaultdict

from cotmoc.actions.figures import entered, return_figures, save_figures, submit_figures
from cotmoc.actions.history import take_over_figures
from cotmoc.cli._demo_files import Row, number
from cotmoc.core.figures import Figure
from cotmoc.core.periods import Period
from cotmoc.store.models import Agency, Indicator, Observation, Person, Plan

Turn = tuple[str, str]
_RETURNED = "Số liệu giảm so với kỳ trước; rà lại mẫu số rồi nộp lại."


def load_figures(plan: Plan, rows: list[Row], submissions: list[Row], *, by: Person) -> None:
    """Store all figures in the state that their submission has."""
    units = {agency.name: agency for agency in Agency.objects.all()}
    figures = _by_turn(rows, {indicator.code: indicator for indicator in plan.indicators.all()})
    states = {(row["Đơn vị"], row["Kỳ"]): row["Trạng thái"] for row in submissions}
    past = {
        (units[unit], Period.parse(period)): figures[unit, period]
        for (unit, period), state in states.items()
        if state == "approved"
    }
    take_over_figures(plan=plan, figures=past, by=by)
    for (unit, period), state in states.items():
        if state != "approved":
            _under_way(plan, units[unit], Period.parse(period), figures[unit, period], state, by)


def _by_turn(rows: list[Row], indicators: dict[str, Indicator]) -> dict[Turn, list[Figure]]:
    figures: defaultdict[Turn, list[Figure]] = defaultdict(list)
    for row in rows:
        indicator = indicators[row["Mã chỉ tiêu"]]
        figure = entered(
            indicator,
            value=number(row["Giá trị"]),
            numerator=number(row["Tử số"]),
            denominator=number(row["Mẫu số"]),
            reason=row["Lý do chưa có số liệu"],
        )
        figures[row["Đơn vị"], row["Kỳ"]].append(figure)
    return figures


def _under_way(
    plan: Plan, unit: Agency, period: Period, figures: list[Figure], state: str, by: Person
) -> None:
    source = Observation.Source.FORM
    submission = save_figures(plan=plan, unit=unit, period=period, figures=figures, by=by, source=source)
    if state != "draft":
        submit_figures(submission=submission, by=by)
    if state == "returned":
        return_figures(submission=submission, reason=_RETURNED, by=by)
