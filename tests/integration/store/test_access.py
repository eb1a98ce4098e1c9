"""The one question: where a grant reaches, for which plan, on which day, and for whom it is used."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.support import permissionsdoc
from tests.support.factories import agencies, manager, person, plan_content
from tests.support.readings import finished

from cotmoc.actions.plans import approve_plan, import_plan
from cotmoc.actions.review import accept_claims
from cotmoc.actions.tasks import start_task
from cotmoc.core.errors import ForbiddenError, NotFoundError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.access import can, forget_rights, managers, office_for, own_unit, require, rights_of
from cotmoc.store.models import (
    Agency,
    AgencyLink,
    Deputy,
    Directive,
    Event,
    Grant,
    Indicator,
    Observation,
    Person,
    Plan,
    Reading,
    Submission,
    Succession,
    Task,
)
from cotmoc.store.scope import directives_seen, documents_seen, figures_seen, imports_seen, plans_seen

pytestmark = pytest.mark.django_db


def granted(role: Role, agency: Agency | None = None, *, plan: Plan | None = None, days: int = 0) -> Person:
    """Somebody with one grant, that began `days` ago."""
    one = person(role, agency or Agency.objects.get(code="S1"))
    since = timezone.localdate() - timedelta(days=days)
    Grant.objects.filter(person=one).update(agency=agency, plan=plan, valid_from=since)
    return one


@pytest.fixture
def units() -> dict[str, Agency]:
    """The province, and below the commune X1 a school."""
    found = agencies()
    found["N1"] = Agency.objects.create(
        code="N1", name="Trường Vân Thạch", kind="department", parent=found["X1"], valid_from=date(2025, 7, 1)
    )
    return found


@pytest.fixture
def commune_plan(units: dict[str, Agency]) -> Plan:
    """A plan of the commune X1, made by its own planner."""
    return import_plan(content=plan_content(), by=granted(Role.PLANNER, units["X1"])).plan


def test_a_plan_belongs_to_the_office_of_its_planner(commune_plan: Plan, units: dict[str, Agency]) -> None:
    assert commune_plan.agency == units["X1"]
    assert import_plan(content=plan_content(), by=person(Role.PLANNER)).plan.agency is None
    assert Plan.objects.count() == 2
    assert office_for(person(Role.LEADER), Verb.APPROVE_PLAN) is None
    with pytest.raises(ForbiddenError):
        office_for(granted(Role.PLANNER, plan=commune_plan), Verb.APPROVE_PLAN)


@pytest.mark.parametrize(
    ("at", "sees", "edits"),
    [("X1", True, True), ("T", True, True), ("N1", True, False), ("X2", False, False), ("", True, True)],
)
def test_a_plan_is_seen_above_and_below_and_edited_above(
    commune_plan: Plan, units: dict[str, Agency], at: str, sees: bool, edits: bool
) -> None:
    planner = granted(Role.PLANNER, units[at] if at else None)
    assert can(planner, Verb.VIEW, commune_plan) == sees
    assert can(planner, Verb.EDIT_PLAN, commune_plan) == edits
    assert list(plans_seen(planner)) == ([commune_plan] if sees else [])


@pytest.mark.parametrize(
    ("role", "at", "may"),
    [
        (Role.LEADER, "X1", False),  # nobody approves for the own unit what is for the province
        (Role.RECEIVER, "T", True),
        (Role.LEADER, "T", True),
        (Role.LEADER, "X2", False),
        (Role.RECEIVER, "", True),
        (Role.UNIT_HEAD, "X1", False),
    ],
)
def test_what_a_unit_hands_in_is_judged_above_it(
    units: dict[str, Agency], role: Role, at: str, may: bool
) -> None:
    plan = import_plan(content=plan_content(), by=manager()).plan
    judge = granted(role, units[at] if at else None)
    handed_in = Submission.objects.create(plan=plan, unit=units["X1"], period="2026-10")
    task = Task.objects.filter(plan=plan)[0]
    task.lead = units["X1"]
    assert can(judge, Verb.APPROVE_FIGURES, handed_in) == can(judge, Verb.CONFIRM_TASK, task) == may


def test_a_commune_judges_its_own_plan(commune_plan: Plan, units: dict[str, Agency]) -> None:
    own = Submission.objects.create(plan=commune_plan, unit=units["X1"], period="2026-10")
    assert can(granted(Role.LEADER, units["X1"]), Verb.APPROVE_FIGURES, own)
    assert not can(granted(Role.LEADER, units["X2"]), Verb.VIEW, own)


def test_a_grant_for_one_plan_holds_for_nothing_else(units: dict[str, Agency]) -> None:
    one = import_plan(content=plan_content(), by=manager()).plan
    other = import_plan(
        content=plan_content(outline=[], directive={"number": "2", "title": "Khác"}), by=manager()
    ).plan
    officer = granted(Role.UNIT_OFFICER, units["S1"], plan=one)
    mine, theirs = (Submission(plan=plan, unit=units["S1"], period="2026-10") for plan in (one, other))
    assert can(officer, Verb.ENTER_FIGURES, mine)
    assert not can(officer, Verb.ENTER_FIGURES, theirs)
    assert list(plans_seen(officer)) == [one]
    assert not can(granted(Role.MANAGER, plan=one), Verb.MANAGE_PEOPLE)
    upload = Directive.objects.create(title="Chưa thành kế hoạch", created_by=manager())
    assert not directives_seen(officer).filter(pk=upload.pk).exists()


def test_a_grant_reaches_the_units_that_were_followed(units: dict[str, Agency]) -> None:
    old = Agency.objects.create(
        code="X0", name="Xã Cũ", kind="commune", parent=units["T"], valid_from=date(2010, 1, 1),
        valid_to=date(2025, 6, 30),
    )  # fmt: skip
    officer = granted(Role.UNIT_OFFICER, units["X1"])
    assert not can(officer, Verb.ENTER_FIGURES, old)
    change = Succession.objects.create(kind="merge", on=date(2025, 7, 1))
    AgencyLink.objects.create(succession=change, predecessor=old, successor=units["X1"], share=1)
    forget_rights(officer)
    assert can(officer, Verb.ENTER_FIGURES, old)
    assert not can(granted(Role.UNIT_OFFICER, old), Verb.ENTER_FIGURES, units["X1"])


def test_only_figures_that_count_are_shared(units: dict[str, Agency]) -> None:
    plan = import_plan(content=plan_content(), by=manager()).plan
    indicator, by = Indicator.objects.get(plan=plan, code="CT-01"), manager()
    now = timezone.now()
    draft = Observation(state="draft", value=1, period="2026-09", entered_at=now)
    old = Observation(state="approved", value=2, period="2026-10", entered_at=now, superseded_at=now)
    good = Observation(state="approved", value=3, period="2026-10", entered_at=now)
    for one in (draft, old, good):
        one.indicator, one.unit, one.entered_by, one.source = indicator, units["S1"], by, "form"
        if one.state == "approved":
            one.approved_at, one.approved_by = now, by
        one.save()
    shown = {code: granted(Role.UNIT_OFFICER, units[code]) for code in ("S1", "S2")}
    for code, seen in (("S1", {draft, old, good}), ("S2", {good})):
        assert set(figures_seen(Observation.objects.all(), shown[code], plan)) == seen
        assert {one for one in (draft, old, good) if can(shown[code], Verb.VIEW, one)} == seen


def deputy(absent: Person, other: Person, first: int, last: int) -> None:
    today = timezone.localdate()
    Deputy.objects.create(
        person=absent, deputy=other, made_by=absent,
        valid_from=today + timedelta(days=first), valid_to=today + timedelta(days=last),
    )  # fmt: skip
    forget_rights(other)


@pytest.mark.parametrize(
    ("first", "last", "holds"), [(-3, -1, False), (-3, 0, True), (0, 0, True), (1, 5, False)]
)
def test_a_deputy_may_what_the_absent_may_on_these_days(
    units: dict[str, Agency], first: int, last: int, holds: bool
) -> None:
    officer, colleague = granted(Role.UNIT_OFFICER, units["S1"]), granted(Role.UNIT_OFFICER, units["S2"])
    deputy(officer, colleague, first, last)
    assert can(colleague, Verb.ENTER_FIGURES, units["S1"]) == holds
    assert can(colleague, Verb.ENTER_FIGURES, units["S2"])
    assert (own_unit(colleague) is None) == holds


def test_the_trail_says_for_whom_and_only_when_it_was_for_somebody(units: dict[str, Agency]) -> None:
    plan = import_plan(content=plan_content(), by=manager()).plan
    first, second = Task.objects.filter(plan=plan).order_by("code")
    absent, stand_in = granted(Role.UNIT_OFFICER, units["S1"]), granted(Role.UNIT_OFFICER, units["S2"])
    Task.objects.filter(pk=first.pk).update(lead=units["S1"])
    Task.objects.filter(pk=second.pk).update(lead=units["S2"])
    deputy(absent, stand_in, 0, 3)
    for task in Task.objects.filter(plan=plan).order_by("code"):
        start_task(task=task, by=stand_in)
    events = Event.objects.filter(verb="task.start").order_by("position")
    assert [(event.by, event.acting_for) for event in events] == [(stand_in, absent), (stand_in, None)]


def test_deputies_make_no_chain_and_who_left_lends_nothing(units: dict[str, Agency]) -> None:
    one, two, three = (granted(Role.UNIT_OFFICER, units[code]) for code in ("S1", "S2", "X1"))
    deputy(one, two, 0, 3)
    deputy(two, three, 0, 3)
    assert can(three, Verb.ENTER_FIGURES, units["S2"])
    assert not can(three, Verb.ENTER_FIGURES, units["S1"])
    two.left_on = timezone.localdate()
    two.save()
    forget_rights(three)
    assert not can(three, Verb.ENTER_FIGURES, units["S2"])


def test_who_may_not_look_finds_nothing_who_may_is_refused(
    commune_plan: Plan, units: dict[str, Agency]
) -> None:
    with pytest.raises(NotFoundError):
        require(granted(Role.PLANNER, units["X2"]), Verb.EDIT_PLAN, commune_plan)
    with pytest.raises(ForbiddenError):
        require(granted(Role.INSPECTOR, units["T"]), Verb.EDIT_PLAN, commune_plan)


@pytest.mark.parametrize("at", ["", "T", "X1"])
def test_more_things_ask_no_more_questions(units: dict[str, Agency], at: str) -> None:
    """1, 3 and 50 tasks, submissions and plans: the number of queries stays."""
    plan = import_plan(content=plan_content(), by=manager()).plan
    counts = []
    for size in (1, 3, 50):
        while Plan.objects.count() < size:
            Plan.objects.create(
                slug=f"p{Plan.objects.count()}", title="x", starts_on=date(2026, 1, 1), agency=units["X1"]
            )
        things: list[Any] = list(Plan.objects.all()[:size])
        things += [Task(plan=plan, lead=units["X1"]) for _ in range(size)]
        things += [Submission(plan=plan, unit=units["X1"]) for _ in range(size)]
        one = Person.objects.get(pk=granted(Role.RECEIVER, units[at] if at else None).pk)
        with CaptureQueriesContext(connection) as asked:
            for thing in things:
                for verb in (Verb.VIEW, Verb.CONFIRM_TASK, Verb.APPROVE_FIGURES, Verb.ENTER_FIGURES):
                    can(one, verb, thing)
            list(plans_seen(one))
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 11


def test_lists_and_the_question_agree(commune_plan: Plan, units: dict[str, Agency]) -> None:
    """What a list shows is what `can` lets one look at, for grants of every kind."""
    everywhere = import_plan(content=plan_content(), by=manager()).plan
    offices = [None, units["X1"], units["X2"], units["T"]]
    for number, office in enumerate(offices):
        Reading.objects.create(
            filename=f"{number}.txt", sha256=str(number), size=1, uploaded_by=manager(), agency=office
        )
        Directive.objects.create(title=str(number), created_by=manager(), agency=office)
    taken = Directive.objects.create(title="Của kế hoạch xã", created_by=manager(), agency=units["X1"])
    Plan.objects.filter(pk=commune_plan.pk).update(directive=taken)
    for at in (None, units["T"], units["X1"], units["N1"], units["X2"]):
        for of in (None, commune_plan, everywhere):
            one = granted(Role.INSPECTOR, at, plan=of)
            for model, shown in ((Plan, plans_seen), (Reading, _readings_seen), (Directive, directives_seen)):
                right = {thing.pk for thing in model.objects.all() if can(one, Verb.VIEW, thing)}
                assert {thing.pk for thing in shown(one)} == right, (at, of, model)
            assert not imports_seen(one).exists()


def test_a_manager_of_tomorrow_is_none_today(units: dict[str, Agency]) -> None:
    first, today = granted(Role.MANAGER), granted(Role.MANAGER)
    granted(Role.MANAGER, days=-1)
    assert managers()[-2:] == [first, today]


def _readings_seen(person: Person) -> QuerySet[Reading]:
    return documents_seen(Reading.objects.all(), person)


def test_rights_are_read_anew_when_they_changed(units: dict[str, Agency]) -> None:
    officer = granted(Role.UNIT_OFFICER, units["S1"])
    assert rights_of(officer) is rights_of(officer)
    Grant.objects.filter(person=officer).delete()
    forget_rights(officer)
    assert not can(officer, Verb.VIEW)


def test_the_reference_shows_the_table() -> None:
    assert permissionsdoc.PAGE.read_text(encoding="utf-8") == permissionsdoc.page(), (
        "run python -m tests.support.permissionsdoc"
    )


def test_two_offices_that_upload_one_text_have_a_document_each(
    units: dict[str, Agency], settings: LazySettings, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = tmp_path
    commune, province = granted(Role.PLANNER, units["X1"]), person(Role.PLANNER)
    own, theirs = finished(commune), finished(province)
    assert (own.agency, theirs.agency) == (units["X1"], None)
    assert own.directive != theirs.directive
    assert can(commune, Verb.VIEW, theirs)
    assert not can(commune, Verb.REVIEW_CLAIMS, theirs)
    with pytest.raises(ForbiddenError):
        accept_claims(claims=list(theirs.claims.all()), by=commune)
    accept_claims(claims=list(own.claims.all()), by=commune)
    assert approve_plan(reading=own, by=commune).plan.agency == units["X1"]
