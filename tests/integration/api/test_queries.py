"""A list asks the database the same number of questions for one row and for many."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support import factories, readings
from tests.support.apiclient import ApiClient, client

from cotmoc.actions.figures import approve_figures, save_figures, submit_figures
from cotmoc.actions.plans import import_plan
from cotmoc.actions.reports import draft_report
from cotmoc.actions.review import accept_claim
from cotmoc.core.figures import Figure
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.models import Agency, FigureImport, Indicator, Plan

pytestmark = pytest.mark.django_db
MONTHS = ["2026-07", "2026-08", "2026-09"]


def queries(person: ApiClient, address: str) -> tuple[int, int]:
    """How many questions a list asks, and how many rows it has."""
    person.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        rows = len(person.get(address)["items"])
    return len(asked), rows


def more_figures(plan: Plan, turn: int) -> None:
    shared = Indicator.objects.get(plan=plan, code="CT-02")
    unit = Agency.objects.get(code=f"X{turn + 1}")
    period = Period.parse("2026-09")
    made = save_figures(
        plan=plan,
        unit=unit,
        period=period,
        figures=[Figure(shared.pk, 50.0, 1.0, 2.0)],
        by=factories.manager(),
    )
    submit_figures(submission=made, by=factories.person(Role.PLANNER))
    approve_figures(submission=made, by=factories.person(Role.PLANNER))


def more_plans(plan: Plan, turn: int) -> None:
    content = factories.plan_content()
    content["directive"]["number"] = f"{turn}-KH/TU"
    import_plan(content=content, by=factories.person(Role.PLANNER))


def more_readings(plan: Plan, turn: int) -> None:
    draft = readings.draft()
    draft["directive"]["number"] = f"{turn}-CTr/TU"
    made = readings.finished(factories.person(Role.PLANNER), draft)
    claim = made.claims.first()
    assert claim is not None
    accept_claim(claim=claim, by=factories.person(Role.PLANNER))


def more_imports(plan: Plan, turn: int) -> None:
    FigureImport.objects.create(
        plan=plan, filename="a.csv", sha256=f"{turn:064}", rows=[], by=factories.person(Role.PLANNER)
    )


def more_reports(plan: Plan, turn: int) -> None:
    draft_report(plan=plan, period=Period.parse(MONTHS[turn]), by=factories.person(Role.PLANNER))


def more_indicators(plan: Plan, turn: int) -> None:
    """A version with so many indicators and tasks."""
    content = factories.plan_content()
    content["indicators"] = content["indicators"][: turn + 1]
    content["tasks"] = [content["tasks"][0] | {"text": f"Việc {n}"} for n in range(turn + 1)]
    import_plan(content=content, by=factories.manager())


@pytest.mark.parametrize(
    ("address", "more"),
    [
        ("/plans", more_plans),
        ("/plans/18-ctr-tu/indicators", more_indicators),
        ("/plans/18-ctr-tu/tasks", more_indicators),
        ("/plans/18-ctr-tu/figures", more_figures),
        ("/plans/18-ctr-tu/imports", more_imports),
        ("/plans/18-ctr-tu/reports", more_reports),
        ("/directives", more_readings),
        ("/readings", more_readings),
    ],
)
def test_lists_ask_as_much_for_one_row_as_for_many(
    plan: Plan, address: str, more: Callable[[Plan, int], None]
) -> None:
    reader = client(Role.PLANNER)
    more(plan, 0)
    few = queries(reader, address)
    more(plan, 1)
    more(plan, 2)
    many = queries(reader, address)
    assert many[1] > few[1]
    assert many[0] == few[0]


def test_the_claims_of_a_reading_and_the_units_of_a_period(plan: Plan) -> None:
    reader = client(Role.PLANNER)
    made = readings.finished(factories.manager())
    address = f"/readings/{made.pk}/claims"
    assert queries(reader, f"{address}?limit=1")[0] == queries(reader, f"{address}?limit=6")[0]
    more_figures(plan, 0)
    address = f"/plans/{plan.slug}/submissions/2026-09"
    few = queries(reader, address)
    more_figures(plan, 1)
    assert queries(reader, address) == few
