"""Figures move by the actions only, and no value ever entered is lost."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.support import factories

from cotmoc.actions.figures import approve_figures, return_figures, save_figures, submit_figures
from cotmoc.core.errors import ConflictError, ForbiddenError, InvalidValueError, NotFoundError
from cotmoc.core.figures import Figure
from cotmoc.core.periods import Period
from cotmoc.core.permissions import Role
from cotmoc.store.collection import indicators_of, progress_of, standing, units_of
from cotmoc.store.models import Agency, Event, Indicator, Observation, Plan, Submission

pytestmark = pytest.mark.django_db
MAY = Period.parse("2026-05")


@pytest.fixture
def plan() -> Plan:
    return factories.plan()


@pytest.fixture
def commune(plan: Plan) -> Agency:
    return Agency.objects.get(code="X1")


def figure(plan: Plan, value: float | None, reason: str = "") -> Figure:
    return Figure(Indicator.objects.get(plan=plan, code="CT-02").pk, value, missing_reason=reason)


def save(plan: Plan, unit: Agency, *figures: Figure, **options: object) -> Submission:
    by = options.pop("by", None) or factories.person(Role.UNIT_OFFICER, unit)
    return save_figures(plan=plan, unit=unit, period=MAY, figures=figures, by=by)  # type: ignore[arg-type]


def test_each_unit_reports_what_it_owns_and_communes_what_they_share(plan: Plan) -> None:
    assert [i.code for i in indicators_of(plan, Agency.objects.get(code="S2"))] == ["CT-04"]
    assert [i.code for i in indicators_of(plan, Agency.objects.get(code="X1"))] == ["CT-02"]
    assert [u.code for u in units_of(plan)] == ["X1", "X2", "X3", "S1", "S2"]


def test_saved_then_submitted_then_approved(plan: Plan, commune: Agency) -> None:
    submission = save(plan, commune, figure(plan, 61.5))
    assert standing(plan, commune, MAY)[figure(plan, 1).indicator_id].value == 61.5
    submit_figures(submission=submission, by=factories.person(Role.UNIT_OFFICER, commune))
    planner = factories.person(Role.PLANNER)
    approve_figures(submission=submission, by=planner)
    row = Observation.objects.get()
    assert (row.state, row.value, row.approved_by) == ("approved", 61.5, planner)
    assert [e.verb for e in Event.objects.filter(thing="submission").order_by("id")] == [
        "figures.save",
        "figures.submit",
        "figures.approve",
    ]


def test_handing_in_and_approving_do_not_ask_the_table_for_itself(plan: Plan, commune: Agency) -> None:
    """An update by a join became one that takes minutes on PostgreSQL after a large import."""
    submission = save(plan, commune, figure(plan, 61.5))
    officer, planner = factories.person(Role.UNIT_OFFICER, commune), factories.person(Role.PLANNER)
    with CaptureQueriesContext(connection) as asked:
        submit_figures(submission=submission, by=officer)
        approve_figures(submission=submission, by=planner)
    updates = [one["sql"] for one in asked if one["sql"].startswith('UPDATE "store_observation"')]
    assert len(updates) == 3
    assert [sql for sql in updates if sql.count('FROM "store_observation"')] == []


def test_the_same_figure_again_changes_nothing(plan: Plan, commune: Agency) -> None:
    save(plan, commune, figure(plan, 61.5))
    save(plan, commune, figure(plan, 61.5))
    assert Observation.objects.count() == 1


def test_every_value_ever_entered_stays(plan: Plan, commune: Agency) -> None:
    for value in (1.0, 2.0, 3.0):
        save(plan, commune, figure(plan, value))
    assert sorted(Observation.objects.values_list("value", flat=True)) == [1.0, 2.0, 3.0]
    assert Observation.objects.get(superseded_at__isnull=True).value == 3.0


def test_an_approved_value_counts_until_its_correction_is_approved(plan: Plan, commune: Agency) -> None:
    officer, planner = factories.person(Role.UNIT_OFFICER, commune), factories.person(Role.PLANNER)
    submission = save(plan, commune, figure(plan, 50), by=officer)
    submit_figures(submission=submission, by=officer)
    approve_figures(submission=submission, by=planner)
    submission = save(plan, commune, figure(plan, 55), by=officer)
    assert submission.state == Submission.State.DRAFT
    assert Observation.objects.get(state="approved", superseded_at__isnull=True).value == 50
    submit_figures(submission=submission, by=officer)
    approve_figures(submission=submission, by=planner)
    assert Observation.objects.get(superseded_at__isnull=True).value == 55
    assert Observation.objects.get(superseded_at__isnull=False).value == 50


def test_a_returned_submission_says_why_and_can_be_handed_in_again(plan: Plan, commune: Agency) -> None:
    officer, planner = factories.person(Role.UNIT_OFFICER, commune), factories.person(Role.PLANNER)
    submission = submit_figures(submission=save(plan, commune, figure(plan, 50), by=officer), by=officer)
    with pytest.raises(ConflictError, match="chờ duyệt"):
        save(plan, commune, figure(plan, 51), by=officer)
    with pytest.raises(InvalidValueError, match="lý do"):
        return_figures(submission=submission, reason=" ", by=planner)
    submission = return_figures(submission=submission, reason="Thiếu tử số", by=planner)
    assert (submission.state, submission.note) == ("returned", "Thiếu tử số")
    save(plan, commune, figure(plan, 51), by=officer)
    submission.refresh_from_db()
    assert submit_figures(submission=submission, by=officer).note == ""


def test_steps_out_of_order_are_refused(plan: Plan, commune: Agency) -> None:
    officer, planner = factories.person(Role.UNIT_OFFICER, commune), factories.person(Role.PLANNER)
    empty = save(plan, commune, by=officer)
    with pytest.raises(ConflictError, match="Chưa có số liệu"):
        submit_figures(submission=empty, by=officer)
    with pytest.raises(ConflictError, match="đã nộp"):
        approve_figures(submission=empty, by=planner)
    with pytest.raises(ConflictError, match="chờ duyệt"):
        return_figures(submission=empty, reason="x", by=planner)
    submission = submit_figures(submission=save(plan, commune, figure(plan, 5), by=officer), by=officer)
    with pytest.raises(ConflictError, match="đã nộp"):
        submit_figures(submission=submission, by=officer)


def test_nobody_enters_for_another_unit_or_another_indicator(plan: Plan, commune: Agency) -> None:
    stranger = factories.person(Role.UNIT_OFFICER, Agency.objects.get(code="X2"))
    with pytest.raises(NotFoundError):
        save(plan, commune, figure(plan, 5), by=stranger)
    with pytest.raises(ForbiddenError):
        save(plan, commune, figure(plan, 5), by=factories.person(Role.INSPECTOR))
    other = Figure(Indicator.objects.get(plan=plan, code="CT-04").pk, 5)
    with pytest.raises(InvalidValueError, match="không báo cáo"):
        save(plan, commune, other)
    assert not Observation.objects.exists()


def test_missing_is_said_not_zero(plan: Plan, commune: Agency) -> None:
    save(plan, commune, figure(plan, None, "Chưa nghiệm thu"))
    assert Observation.objects.get().missing_reason == "Chưa nghiệm thu"


def test_progress_counts_each_unit_in_a_constant_number_of_queries(
    plan: Plan, commune: Agency, django_assert_num_queries: object
) -> None:
    save(plan, commune, figure(plan, 5))
    with django_assert_num_queries(6):  # type: ignore[operator]
        shown = {row.unit.code: (row.state, row.asked, row.entered) for row in progress_of(plan, MAY)}
    assert shown["X1"] == ("draft", 1, 1)
    assert shown["X2"] == ("none", 1, 0)
    assert shown["S1"] == ("none", 2, 0)
