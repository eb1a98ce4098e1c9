"""The page of one indicator."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from cotmoc.core.path import Path
from cotmoc.core.rollup import KIND_LABELS
from cotmoc.store.boundaries import last_days, series_in
from cotmoc.store.heritage import notice_of
from cotmoc.store.indicatorpage import IndicatorPage, highlighted, indicator_page
from cotmoc.store.models import Indicator
from cotmoc.store.naming import reference_of
from cotmoc.ui.chart import Chart, ChartPoint
from cotmoc.ui.scorecard_bar import axis_of, bar_of
from cotmoc.ui.swarm import Dot, Swarm, counted, draw_swarm
from cotmoc.web.doors import asks, find_plan
from cotmoc.web.people import actor

# The parameter of the address that asks for the boundaries of an earlier day.
BOUNDARIES = "dia-gioi"


@asks()
@require_safe
def indicator(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    """Bar, history, words of the document, units, tasks and every value ever entered."""
    plan = find_plan(request, slug)
    today, every = timezone.localdate(), request.GET.get("sua") == "tat-ca"
    try:
        page = indicator_page(plan, code, today=today, all_revisions=every, reader=actor(request))
    except Indicator.DoesNotExist:
        raise Http404(code) from None
    axis = axis_of([page.card], today=today)
    quotes = tuple(target.quote for target in page.targets)
    context = {
        "plan": plan,
        "reference": reference_of(plan),
        "page": page,
        "heritage_notice": notice_of(plan, today, [page.row.indicator.owner]),
        "row": page.row,
        "card": page.card,
        "verdict": page.card.verdict,
        "indicator": page.row.indicator,
        "bar": bar_of(page.card, axis) if axis and not page.row.is_statement else None,
        "chart": _chart(page),
        "quote": highlighted(page.row.indicator.quote, quotes),
        **_units(page),
        **_boundaries(request, page),
        "roll_up": KIND_LABELS[page.card.indicator.rollup],
    }
    return render(request, "web/indicator/page.html", context)


def _units(page: IndicatorPage) -> dict[str, Any]:
    """The swarm of communes; their path only where one commune is measured as the whole is."""
    dots = tuple(
        Dot(unit.unit.name, unit.value, unit.status or "") for unit in page.units if unit.value is not None
    )
    if not dots or page.row.is_statement:
        return {}
    expected = page.card.verdict.expected if any(dot.status for dot in dots) else None
    swarm = Swarm(dots, expected, page.row.unit, len(page.missing_units))
    return {"swarm": SafeString(draw_swarm(swarm)), "unit_counts": counted(dots)}


def _boundaries(request: HttpRequest, page: IndicatorPage) -> dict[str, Any]:
    """The newest periods in the boundaries of today, or of before a change; nothing where no commune ever changed."""
    row = page.row
    if row.indicator.collect != Indicator.Collect.COMMUNES or row.is_statement:
        return {}
    days = last_days(row.today)
    if not days:
        return {}
    asked = request.GET.get(BOUNDARIES, "")
    chosen = next((day for day in days if day.isoformat() == asked), None)
    series = series_in(row.indicator, chosen or row.today, today=row.today)
    choices = [("", None, chosen is None), *((day.isoformat(), day, day == chosen) for day in days)]
    return {"series": series, "boundary_choices": choices, "boundary_name": BOUNDARIES}


def _chart(page: IndicatorPage) -> Chart | None:
    """The history against the path; None without a single figure, or where there is nothing to draw."""
    card = page.card
    history = tuple(
        ChartPoint(point.period.end, point.value, point.period.code in page.corrected)
        for point in card.history
        if point.value is not None
    )
    if page.row.is_statement or not history:
        return None
    return Chart(
        title=card.indicator.name,
        unit=card.indicator.unit or "",
        today=page.row.today,
        status=card.verdict.status,
        history=history,
        path=_sampled(card.path) if card.path else (),
        milestones=tuple(
            ChartPoint(milestone.on, milestone.target.value)
            for milestone in card.milestones
            if milestone.target.value is not None
        ),
    )


def _sampled(path: Path) -> tuple[ChartPoint, ...]:
    """The points of the path; where it bends between them, one a month."""
    days = {day for day, _ in path.points}
    if path.shape in {"exponential", "steps"}:
        (first, _), (last, _) = path.start, path.end
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month - 1)
        days |= {date(n // 12, n % 12 + 1, monthrange(n // 12, n % 12 + 1)[1]) for n in months}
    return tuple(ChartPoint(day, path.expected(day)) for day in sorted(days))
