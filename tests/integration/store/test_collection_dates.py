"""Who reports a period: the units of its last day; what an ended unit owned, whoever wholly took its place."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from tests.support import factories

from cotmoc.actions.succession_orders import Birth, Order, Step
from cotmoc.actions.successions import succeed
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.collection import indicators_of, progress_of, unit_of_period, units_of
from cotmoc.store.models import Agency, Plan
from cotmoc.store.reporters import units_seen

pytestmark = pytest.mark.django_db
BEFORE, AFTER = Period.parse("2026-02"), Period.parse("2026-03")


@pytest.fixture
def plan() -> Plan:
    """Since March 2026 two communes are one, and both departments too."""
    plan = factories.plan()
    units = {one.code: one for one in Agency.objects.all()}
    commune, office = Birth("X12", "Xã Hợp Nhất"), Birth("S12", "Sở Hợp Nhất")
    for first, second, heir in (("X1", "X2", commune), ("S1", "S2", office)):
        order = Order("merge", date(2026, 3, 1), (Step(units[first], heir), Step(units[second], heir)))
        succeed(order=order, by=factories.manager())
    return plan


def codes(period: Period | None, plan: Plan) -> set[str]:
    return {unit.code for unit in units_of(plan, period)}


def test_a_period_is_reported_by_the_units_of_its_last_day(plan: Plan) -> None:
    assert codes(BEFORE, plan) == {"S1", "S2", "X1", "X2", "X3"}
    assert codes(AFTER, plan) == codes(None, plan) == {"S12", "X12", "X3"}


def test_a_period_before_the_list_of_units_began_is_reported_by_its_first_units(plan: Plan) -> None:
    assert codes(Period.parse("2025-01"), plan) == codes(BEFORE, plan)


def test_who_took_the_place_of_an_owner_reports_what_it_owned(plan: Plan) -> None:
    heir = Agency.objects.get(code="S12")
    assert [one.code for one in indicators_of(plan, heir)] == ["CT-01", "CT-03", "CT-04"]
    asked = {row.unit.code: row.asked for row in progress_of(plan, AFTER)}
    assert asked == {"S12": 3, "X12": 1, "X3": 1}
    asked = {row.unit.code: row.asked for row in progress_of(plan, BEFORE)}
    assert asked == {"S1": 2, "S2": 1, "X1": 1, "X2": 1, "X3": 1}


def test_a_period_before_a_merger_is_entered_under_the_old_units(plan: Plan, client: Client) -> None:
    assert str(unit_of_period(plan, "X1", BEFORE)) == "Xã Vân Thạch"
    assert unit_of_period(plan, "X12", BEFORE) is None
    officer = factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="X12"))
    client.force_login(officer)
    seen = {
        (period, code): client.get(f"/ke-hoach/{plan.slug}/thu-thap/{period}/{code}/").status_code
        for period in ("2026-02", "2026-03")
        for code in ("X1", "X12", "X3")
    }
    assert seen == {
        ("2026-02", "X1"): 200,
        ("2026-02", "X12"): 404,
        ("2026-02", "X3"): 404,
        ("2026-03", "X1"): 404,
        ("2026-03", "X12"): 200,
        ("2026-03", "X3"): 404,
    }


def test_the_periods_of_who_took_over_lead_to_the_old_units(plan: Plan, client: Client) -> None:
    client.force_login(factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="X12")))
    page = f"/ke-hoach/{plan.slug}/thu-thap/"
    shown = client.get(page).content.decode()
    assert f'{page}2026-03/X12/"' in shown
    assert f'{page}2026-02/"' in shown
    assert f"{page}2026-02/X12/" not in shown
    both = client.get(f"{page}2026-02/").content.decode()
    assert "Xã Vân Thạch" in both
    assert "X12" not in both


def test_the_units_of_a_period_are_counted_as_of_that_period(plan: Plan, client: Client) -> None:
    client.force_login(factories.manager())
    seen = units_seen(plan, factories.manager(), (AFTER, BEFORE))
    assert {period.code: len(units) for period, units in seen.items()} == {"2026-03": 3, "2026-02": 5}
    shown = client.get(f"/ke-hoach/{plan.slug}/thu-thap/").content.decode()
    assert "3/3" in shown
    assert "5/5" in shown
