"""The table beside a chart, and the data the island reads."""

from __future__ import annotations

import json
from datetime import date

from django.template.loader import render_to_string

from cotmoc.ui.chart import Chart, ChartPoint

CHART = Chart(
    title="Hồ sơ trực tuyến",
    unit="%",
    today=date(2026, 11, 20),
    status="on-path",
    history=(
        ChartPoint(date(2025, 6, 30), 44.0),
        ChartPoint(date(2025, 12, 31), 50.8),
        ChartPoint(date(2026, 10, 31), 56.25, corrected=True),
    ),
    path=(
        ChartPoint(date(2024, 12, 31), 38.0),
        ChartPoint(date(2025, 12, 31), 50.0),
        ChartPoint(date(2030, 12, 31), 90.0),
    ),
    milestones=(ChartPoint(date(2025, 12, 31), 50.0), ChartPoint(date(2030, 12, 31), 90.0)),
)


def test_one_row_a_year_and_a_milestone_with_the_newest_marked() -> None:
    rows = [(row.label, row.expected, row.actual, row.current) for row in CHART.rows]
    assert rows == [
        ("2025", "50,0", "50,8", False),
        ("10/2026", "56,7", "56,25", True),
        ("2030", "90,0", "–", False),
    ]


def test_outside_the_path_nothing_is_expected() -> None:
    bare = Chart("", "", date(2026, 1, 1), "on-path", history=(ChartPoint(date(2026, 3, 15), 1.0),))
    assert [(row.label, row.expected) for row in bare.rows] == [("15/3/2026", "–")]


def test_the_page_holds_the_table_and_the_same_figures_as_json() -> None:
    page = render_to_string("ui/chart.html", {"chart": CHART, "id": "dien-bien"})
    inside = page.split('<script id="dien-bien" type="application/json">')[1].split("</script>")[0]
    data = json.loads(inside)
    assert data["history"][-1] == {"on": "2026-10-31", "value": 56.25, "corrected": True}
    assert data["milestones"] == [{"on": "2025-12-31", "value": 50.0}, {"on": "2030-12-31", "value": 90.0}]
    assert '<td class="right num">56,25</td>' in page
    assert 'data-source="dien-bien"' in page
