"""What communes report, in the boundaries of today and of before: totals stay, estimates say so."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.support import factories
from tests.support.figures import approved

from cotmoc.actions.succession_orders import Birth, Order, Step
from cotmoc.actions.successions import succeed
from cotmoc.core.permissions import Role
from cotmoc.store.boundaries import last_days, series_in
from cotmoc.store.models import Agency, Area, Indicator, Plan

pytestmark = pytest.mark.django_db
TODAY, DAY, EVE = factories.TODAY, date(2026, 3, 1), date(2026, 2, 28)


@pytest.fixture
def plan() -> Plan:
    """X1 and X2 are one since March 2026; X3 goes on."""
    plan = factories.plan()
    units = {one.code: one for one in Agency.objects.filter(kind="commune")}
    for n, unit in enumerate(units.values(), 1):
        area = Area.objects.create(
            code=f"0{n}", name=unit.name, kind="commune", valid_from=date(2020, 1, 1), population=n
        )
        Agency.objects.filter(pk=unit.pk).update(area=area)
    new = Birth("X12", "Xã Hợp Nhất")
    steps = (Step(units["X1"], new), Step(units["X2"], new))
    areas = tuple(Step(Area.objects.get(code=code), Birth("12", "Hợp Nhất")) for code in ("01", "02"))
    succeed(order=Order("merge", DAY, steps + areas), by=factories.manager())
    return plan


def enter(plan: Plan, roll_up: str, figures: dict[str, dict[str, float | tuple[float, float]]]) -> Indicator:
    Indicator.objects.filter(plan=plan, code="CT-02").update(roll_up=roll_up)
    indicator = Indicator.objects.get(plan=plan, code="CT-02")
    rows = []
    for period, some in figures.items():
        for code, value in some.items():
            parts = value if isinstance(value, tuple) else (None, None)
            plain = 100 * value[0] / value[1] if isinstance(value, tuple) else value
            rows.append((indicator, Agency.objects.get(code=code), period, plain, *parts))
    approved(rows)
    return indicator


def table(indicator: Indicator, on: date) -> dict[str, list[tuple[float | None, str, bool]]]:
    series = series_in(indicator, on, today=TODAY)
    return {
        row.unit.code: [
            (one.value and round(one.value, 4), one.coverage, one.is_estimate) for one in row.points
        ]
        for row in series.units
    }


def test_amounts_are_summed_forward_and_divided_back(plan: Plan) -> None:
    indicator = enter(
        plan, "sum", {"2026-02": {"X1": 30.0, "X2": 10.0, "X3": 5.0}, "2026-03": {"X12": 80.0, "X3": 6.0}}
    )
    assert last_days(TODAY) == (EVE,)
    assert last_days(EVE) == ()
    assert table(indicator, TODAY) == {
        "X12": [(80.0, "1/1", False), (40.0, "2/2", False)],
        "X3": [(6.0, "1/1", False), (5.0, "1/1", False)],
    }
    assert table(indicator, EVE) == {
        "X1": [(60.0, "1/1", True), (30.0, "1/1", False)],
        "X2": [(20.0, "1/1", True), (10.0, "1/1", False)],
        "X3": [(6.0, "1/1", False), (5.0, "1/1", False)],
    }


def test_ratios_by_their_parts_and_people_where_figures_are_missing(plan: Plan) -> None:
    indicator = enter(
        plan, "ratio", {"2026-02": {"X1": (90, 100), "X3": (1, 2)}, "2026-03": {"X12": (30, 300)}}
    )
    assert table(indicator, TODAY)["X12"] == [(10.0, "1/1", False), (90.0, "1/2", False)]
    back = series_in(indicator, EVE, today=TODAY)
    found = {row.unit.code: row.points[0] for row in back.units}
    assert (found["X1"].denominator, found["X2"].denominator) == pytest.approx(
        (100, 200)
    )  # as people: 1 to 2
    assert back.has_estimates


def test_without_figures_and_people_nothing_is_guessed(plan: Plan) -> None:
    Area.objects.update(population=None)
    indicator = enter(plan, "sum", {"2026-03": {"X12": 80.0}})
    point = series_in(indicator, EVE, today=TODAY).units[0].points[0]
    assert (point.value, point.reason) == (None, "Không có số liệu hoặc dân số của đơn vị cũ để chia.")


def test_ranks_are_not_put_together(plan: Plan) -> None:
    indicator = enter(plan, "none", {"2026-02": {"X1": 3.0, "X2": 4.0, "X3": 5.0}})
    found = table(indicator, TODAY)
    assert found == {"X12": [(None, "0/2", False)], "X3": [(5.0, "1/1", False)]}


def test_as_many_questions_however_many_periods(plan: Plan, django_assert_num_queries: object) -> None:
    indicator = enter(
        plan, "sum", {f"2026-{n:02d}": {"X1" if n < 3 else "X12": float(n)} for n in range(1, 11)}
    )
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert len(series_in(indicator, EVE, today=TODAY, count=10).periods) == 10


def test_the_page_of_an_indicator_has_a_switch(plan: Plan, client: Client) -> None:
    enter(plan, "sum", {"2026-02": {"X1": 30.0, "X2": 10.0}, "2026-03": {"X12": 80.0}})
    client.force_login(factories.person(Role.PLANNER))
    address = f"/ke-hoach/{plan.slug}/chi-tieu/CT-02/"
    now, then = (client.get(address + query).content.decode() for query in ("", "?dia-gioi=2026-02-28"))
    assert 'href="?dia-gioi=2026-02-28#dia-gioi">đến hết 28/2/2026</a>' in now
    assert "≈" not in now
    assert "≈ là ước tính" in then
    plain = client.get(f"/ke-hoach/{plan.slug}/chi-tieu/CT-01/").content.decode()
    assert "Theo địa giới" not in plain
