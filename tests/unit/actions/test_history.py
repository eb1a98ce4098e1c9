"""Figures taken over from before: approved at once, one event a submission, all or nothing."""

from __future__ import annotations

import pytest
from tests.support.factories import manager, person, plan

from cotmoc.actions.history import take_over_figures
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError
from cotmoc.core.figures import Figure
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.collection import indicators_of
from cotmoc.store.models import Agency, Event, Observation, Plan, Submission

pytestmark = pytest.mark.django_db
MAY, JUNE = Period("month", 2026, 5), Period("month", 2026, 6)


@pytest.fixture
def in_force() -> Plan:
    return plan()


def unit(code: str) -> Agency:
    return Agency.objects.get(code=code)


def pk(in_force: Plan, code: str) -> int:
    return in_force.indicators.get(code=code).pk


def test_all_is_stored_as_approved_with_an_event_each(in_force: Plan) -> None:
    shared, owned = pk(in_force, "CT-02"), pk(in_force, "CT-01")
    figures = {
        (unit("X1"), MAY): [Figure(shared, 50.0, 5.0, 10.0)],
        (unit("X1"), JUNE): [Figure(shared, missing_reason="  Máy hỏng ")],
        (unit("S1"), MAY): [Figure(owned, 44.5)],
    }
    made = take_over_figures(plan=in_force, figures=figures, by=manager())
    assert [(one.unit.code, one.period, one.state) for one in made] == [
        ("X1", "2026-05", "approved"),
        ("X1", "2026-06", "approved"),
        ("S1", "2026-05", "approved"),
    ]
    rows = Observation.objects.order_by("pk").values_list(
        "unit__code", "period", "value", "numerator", "denominator", "missing_reason", "state", "source"
    )
    assert list(rows) == [
        ("X1", "2026-05", 50.0, 5.0, 10.0, "", "approved", "file"),
        ("X1", "2026-06", None, None, None, "Máy hỏng", "approved", "file"),
        ("S1", "2026-05", 44.5, None, None, "", "approved", "file"),
    ]
    events = Event.objects.filter(verb="figures.take-over")
    assert {event.thing_id for event in events} == {one.pk for one in made}
    assert all(event.by == manager() for event in events)
    assert [event.after for event in events.order_by("position")] == [
        {"plan": in_force.slug, "unit": unit, "period": period, "figures": {code: values}}
        for unit, period, code, values in (
            ("X1", "2026-05", "CT-02", [50, 5, 10]),
            ("X1", "2026-06", "CT-02", [None, None, None]),
            ("S1", "2026-05", "CT-01", [44.5, None, None]),
        )
    ]


def test_what_stands_is_not_overwritten(in_force: Plan) -> None:
    figures = {(unit("S1"), MAY): [Figure(pk(in_force, "CT-01"), 44.5)]}
    take_over_figures(plan=in_force, figures=figures, by=manager())
    more = {(unit("X1"), MAY): [Figure(pk(in_force, "CT-02"), 50.0)], **figures}
    with pytest.raises(ConflictError, match="Sở Khoa học và Công nghệ đã có báo cáo tháng 5 năm 2026"):
        take_over_figures(plan=in_force, figures=more, by=manager())
    assert Submission.objects.count() == Observation.objects.count() == 1


@pytest.mark.parametrize("code", ["S1", "S2", "X1"])
def test_exactly_what_a_unit_reports_is_taken(in_force: Plan, code: str) -> None:
    reporting = unit(code)
    own = set(indicators_of(in_force, reporting).values_list("code", flat=True))
    for indicator in in_force.indicators.all():
        figures = {(reporting, Period("month", 2025, indicator.position)): [Figure(indicator.pk, 1.0)]}
        if indicator.code in own:
            take_over_figures(plan=in_force, figures=figures, by=manager())
        else:
            with pytest.raises(InvalidValueError, match="không báo cáo"):
                take_over_figures(plan=in_force, figures=figures, by=manager())


def test_an_indicator_of_no_plan_is_refused(in_force: Plan) -> None:
    with pytest.raises(InvalidValueError):
        take_over_figures(plan=in_force, figures={(unit("S1"), MAY): [Figure(10**9, 1.0)]}, by=manager())
    assert not Submission.objects.exists()


@pytest.mark.parametrize("role", [Role.LEADER, Role.INSPECTOR])
def test_only_who_may_import_and_approve(in_force: Plan, role: Role) -> None:
    with pytest.raises(ForbiddenError):
        take_over_figures(plan=in_force, figures={}, by=person(role))


def test_a_units_officer_cannot_approve_the_past(in_force: Plan) -> None:
    figures = {(unit("S1"), MAY): [Figure(pk(in_force, "CT-01"), 44.5)]}
    with pytest.raises(ForbiddenError):
        take_over_figures(plan=in_force, figures=figures, by=person(Role.UNIT_OFFICER, unit("S1")))
