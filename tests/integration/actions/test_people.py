"""Units and people."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from tests.support import factories

from cotmoc.actions.grants import give_grant
from cotmoc.actions.people import add_person, first_manager
from cotmoc.actions.units import FIRST_DAY, AgencyRow, put_agencies
from cotmoc.core.errors import ForbiddenError, InvalidValueError, NotFoundError, RefusedRowsError
from cotmoc.core.permissions import Role, Verb
from cotmoc.store.access import can, forget_rights, require
from cotmoc.store.models import Agency, Area, Person

pytestmark = pytest.mark.django_db


def test_the_same_units_twice_change_nothing() -> None:
    factories.agencies()
    factories.agencies()
    assert Agency.objects.count() == 6


def test_a_unit_below_one_that_is_not_there_is_refused_with_all_others() -> None:
    rows = [AgencyRow("A", "Sở A", "department"), AgencyRow("B", "Xã B", "commune", "nowhere")]
    with pytest.raises(RefusedRowsError, match="nowhere"):
        put_agencies(rows=rows, by=factories.manager())
    assert not Agency.objects.exists()


def test_who_manages_the_units_of_one_place_moves_none_out_and_takes_no_area() -> None:
    units = factories.agencies()
    area = Area.objects.create(code="36", name="Vân Thạch", kind="commune", valid_from=FIRST_DAY)
    Agency.objects.filter(pk=units["X1"].pk).update(area=area)
    local = factories.person(Role.PLANNER)
    give_grant(person=local, role=Role.PLANNER, agency=units["S1"], by=factories.manager())
    local.grants.filter(agency=None).delete()
    forget_rights(local)
    put_agencies(rows=[AgencyRow("S1", "Sở KHCN", "department", "T")], by=local)
    put_agencies(rows=[AgencyRow("S1A", "Phòng", "department", "S1")], by=local)
    for row in (
        AgencyRow("S1", "Sở KHCN", "department", "S2"),
        AgencyRow("S1", "Sở KHCN", "department"),
        AgencyRow("S1A", "Phòng", "department", "T"),
        AgencyRow("S1B", "Phòng", "department", "S1", area="36"),
        AgencyRow("S1A", "Phòng", "department", "S1", area="36"),
    ):
        with pytest.raises((ForbiddenError, NotFoundError)):
            put_agencies(rows=[row], by=local)


def test_only_who_manages_people_adds_them() -> None:
    planner = factories.person(Role.PLANNER)
    with pytest.raises(ForbiddenError):
        add_person(username="x", full_name="X", role=Role.LEADER, password="mot-mat-khau-dai", by=planner)


def test_who_manages_the_people_of_one_unit_adds_none_beyond_it() -> None:
    unit = factories.agencies()["S1"]
    local = factories.person(Role.LEADER, unit)
    give_grant(person=local, role=Role.MANAGER, agency=unit, by=factories.manager())
    local = Person.objects.get(pk=local.pk)
    with pytest.raises(ForbiddenError):
        add_person(username="x", full_name="X", role=Role.MANAGER, password="mot-mat-khau-dai", by=local)
    with pytest.raises(InvalidValueError, match="đã có người dùng"):
        add_person(
            username=local.username.upper(),
            full_name="X",
            role=Role.UNIT_OFFICER,
            agency=unit,
            password="mot-mat-khau-dai",
            by=local,
        )


def test_a_user_name_is_taken_once() -> None:
    planner = factories.person(Role.PLANNER)
    with pytest.raises(InvalidValueError, match="đã có người dùng"):
        add_person(
            username=planner.username, full_name="X", role=Role.LEADER, password="p", by=factories.manager()
        )


def test_a_person_needs_a_name() -> None:
    with pytest.raises(ValidationError):
        add_person(username="x", full_name="", role=Role.LEADER, password="p", by=factories.manager())


def test_the_first_manager_is_only_the_first() -> None:
    factories.manager()
    with pytest.raises(InvalidValueError, match="đã có tài khoản"):
        first_manager(username="hai", full_name="Hai", password="p")


def test_the_one_question_looks_at_role_unit_and_activity() -> None:
    units = factories.agencies()
    officer = factories.person(Role.UNIT_OFFICER, units["X1"])
    assert can(officer, Verb.ENTER_FIGURES)
    assert can(officer, Verb.ENTER_FIGURES, units["X1"])
    assert not can(officer, Verb.ENTER_FIGURES, units["X2"])
    assert not can(officer, Verb.APPROVE_PLAN)
    with pytest.raises(ForbiddenError):
        require(officer, Verb.APPROVE_PLAN)
    officer.is_active = False
    forget_rights(officer)
    assert not can(officer, Verb.VIEW)
    assert not can(AnonymousUser(), Verb.VIEW)
    with pytest.raises(NotFoundError):
        require(officer, Verb.VIEW)
